import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/language.ts';
import type { NodeId, NodeKind } from '../../domain/node.ts';
import type { ExplanationDocument } from './explained/schema.ts';
import type { RecoveryActionDocument, RecoveryDocument, RecoveryPreviewDocument } from './recovery/schema.ts';
import type {
  CounterDocument,
  FoundNodesDocument,
  FunctionsDocument,
  IncidentsDocument,
  IncidentStoryDocument,
  ModelDocument,
  NodeHistoryDocument,
  PodViewDocument,
  SilencesDocument,
  SinglePointsDocument,
  StateDocument,
  TimelineDocument,
  WhatIfDocument,
} from './schema.ts';

/** Which part of a list is wanted. */
export interface PageQuestion {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A time in the past; absent for now. */
export interface AtQuestion {
  readonly at?: Instant | undefined;
}

/** A span; each end has a default. */
export interface SpanQuestion {
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** What an operator wants silenced: nodes by name, and for how long, as people write it. */
export interface SilenceWish {
  readonly nodes: readonly string[];
  readonly duration: string;
  readonly reason: string;
  readonly who: string;
}

/** What a person says to an action that waits, by its one-time id. */
export interface RecoveryAnswer {
  readonly code: string;
  readonly verdict: 'approve' | 'reject';
  readonly who: string;
}

/**
 * Answers what the API is asked, in the documents of `schema.ts`. Every method rejects with `Refusal` for what can't be
 * answered as it was asked, and with `WorldError` where the store or Zabbix can't be reached.
 */
export interface Answers {
  /** Another text whenever an answer about now may be another one. */
  readonly edition: string;
  /** The language in which texts are told. */
  readonly language: Language;
  /** Who gives the same answers in another language. */
  in(language: Language): Answers;
  state(question: AtQuestion & { readonly all: boolean }): Promise<StateDocument>;
  model(question: AtQuestion): Promise<ModelDocument>;
  nodes(
    question: PageQuestion & { readonly search: string; readonly kind?: NodeKind | undefined },
  ): Promise<FoundNodesDocument>;
  pod(question: AtQuestion & { readonly id: NodeId }): Promise<PodViewDocument>;
  incidents(question: AtQuestion & PageQuestion & { readonly state: 'open' | 'closed' }): Promise<IncidentsDocument>;
  incident(question: AtQuestion & { readonly id: string }): Promise<IncidentStoryDocument>;
  explanation(question: AtQuestion & { readonly node: NodeId }): Promise<ExplanationDocument>;
  counter(question: { readonly node: NodeId; readonly signal: string }): Promise<CounterDocument>;
  whatIf(question: {
    readonly fail: readonly string[];
    readonly onTopOf: 'healthy' | 'current';
  }): Promise<WhatIfDocument>;
  singlePoints(question: PageQuestion & { readonly pairs: boolean }): Promise<SinglePointsDocument>;
  timeline(question: SpanQuestion): Promise<TimelineDocument>;
  history(question: SpanQuestion & { readonly node: NodeId }): Promise<NodeHistoryDocument>;
  functions(question: AtQuestion): Promise<FunctionsDocument>;
  silences(): Promise<SilencesDocument>;
  silence(wish: SilenceWish): Promise<SilencesDocument>;
  /** Ends one; those of the same node that stand beside it stay. */
  endSilence(id: string): Promise<SilencesDocument>;
  recovery(): Promise<RecoveryDocument>;
  /** What would be done next about an incident, exactly. */
  recoveryPreview(incident: string): Promise<RecoveryPreviewDocument>;
  /** Answers an action that waits for a person. */
  answerRecovery(answer: RecoveryAnswer): Promise<RecoveryActionDocument>;
  stopRecovery(wish: { readonly reason: string; readonly who: string }): Promise<RecoveryDocument>;
  endRecoveryStop(): Promise<RecoveryDocument>;
}
