import type { Incident, IncidentId } from './incident.ts';
import type { NodeId } from './node.ts';
import type { Instant } from './instant.ts';
import type { EventId, Problem } from './zabbix.ts';

/** What is to be written on the site's own problems behind incidents (contracts, `publish.sourceProblems`). */
export interface SourceProblemOptions {
  readonly comment: boolean;
  readonly rank: boolean;
  readonly severity: boolean;
  readonly acknowledge: boolean;
}

/** Nothing is written, and what was written is taken back. */
export const nothingOnSourceProblems: SourceProblemOptions = {
  comment: false,
  rank: false,
  severity: false,
  acknowledge: false,
};

/** An open problem of the site's own triggers, and what of the model it is about. */
export interface SourceProblem extends Omit<Problem, 'tags' | 'items'> {
  /** Where it stands; empty where it is about nothing in the model. */
  readonly nodes: readonly NodeId[];
  /** The signals that its trigger judges, by `signalKey`; empty where it judges something else. */
  readonly signals: readonly string[];
}

/** What a problem is to an incident: at its root, or a consequence of it; `over` where it is neither any more. */
export type AnnotationRole = 'root' | 'symptom' | 'over';

/** What a problem is to be ranked under: another problem, or Linchpin's own problem of the incident with that root. */
export type AnnotationCause = { readonly eventId: EventId } | { readonly ownOf: NodeId };

/** What one problem should show. What an option does not ask for is absent, and taken back where Linchpin did it. */
export interface AnnotationWish {
  readonly problem: SourceProblem;
  readonly role: AnnotationRole;
  /** Some open problem is ranked under it, by whomever: ranking it would move that too, or swap the two. */
  readonly hasSymptoms?: true;
  /** Ends the comment, and so tells whether it was already said; absent where none is wanted. */
  readonly marker?: string;
  /** With the marker. */
  readonly comment?: string;
  readonly under?: AnnotationCause;
  /** Of a symptom it is the most; what is less stays. */
  readonly severity?: number;
  readonly acknowledge?: true;
}

/** What is remembered of a problem that Linchpin wrote on, or is about to. */
export interface Annotation {
  /** Absent where no incident is behind it any more, and it is to be taken back. */
  readonly incident?: IncidentId;
  /** The problem that the others of its incident are ranked under. */
  readonly isLead?: true;
  /** The situation in which there was nothing left to write: while it stays, Zabbix is not asked. */
  readonly settled?: string;
  /** Writing of which the effect is not seen yet. */
  readonly attempt?: { readonly wish: string; readonly times: number; readonly at: Instant };
}

/** What is remembered of the open problems behind incidents; a resolved one is forgotten. */
export type AnnotationMemory = ReadonlyMap<EventId, Annotation>;

/** What somebody did to a problem, as Zabbix keeps it; parts that he did not touch are absent. */
export interface ProblemUpdate {
  readonly userId: string;
  readonly at: Instant;
  readonly message: string;
  readonly severity?: { readonly from: number; readonly to: number };
  readonly acknowledged?: boolean;
  /** It was ranked, one way or the other. */
  readonly ranked?: true;
}

/** What is to be done to a problem, as one update. */
export interface ProblemChange {
  readonly eventId: EventId;
  readonly message?: string;
  readonly severity?: number;
  readonly acknowledge?: boolean;
  /** `none`: it is a cause again. */
  readonly under?: EventId | 'none';
}

/** What is said of a problem, in words. */
export interface AnnotationWords {
  /** Of the root's own problem. */
  readonly root: (incident: Incident) => string;
  /** Of what follows from it; `lead` is the root's own problem, where it has one. */
  readonly symptom: (incident: Incident, lead: SourceProblem | undefined) => string;
  /** Of what no incident is behind any more. */
  readonly over: () => string;
}
