import type { Position } from '../domain/finding.ts';
import type { Duration } from '../domain/instant.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { Severity } from '../domain/severity.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';

/** The cases of one `*.test.yaml`, read and checked against the model. */
export interface TestFile {
  readonly path: string;
  /** How often the cases are observed and judged. */
  readonly interval: Duration;
  readonly cases: readonly TestCase[];
}

/** One case: what is given, and what must follow. */
export interface TestCase {
  readonly name: string;
  readonly position: Position;
  /** These nodes fail, on top of what is observed, or else of a healthy model. */
  readonly fail: readonly NodeId[];
  readonly observed: Observed;
  /** In the order of their times. */
  readonly checks: readonly Check[];
}

/** What a case observes: nothing, signals over time from a healthy start, or a recording beside the file. */
export type Observed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'series'; readonly series: readonly Series[] }
  | { readonly kind: 'recording'; readonly file: string; readonly position: Position };

/** What a signal of some nodes shows: times are counted from the start of the case. */
export interface Series {
  readonly nodes: readonly NodeId[];
  readonly signal: SignalName;
  readonly shows: Shown;
}

/** One value at one time; a value at every poll between two times; a counter that grows by so much a second between them. */
export type Shown =
  | { readonly kind: 'once'; readonly value: SignalValue; readonly at: Duration }
  | { readonly kind: 'value'; readonly value: SignalValue; readonly from: Duration; readonly to: Duration }
  | { readonly kind: 'counter'; readonly rate: number; readonly from: Duration; readonly to: Duration };

/** What must hold at a time; without a time, at the end. */
export interface Check {
  readonly position: Position;
  readonly at?: Duration;
  readonly expectations: readonly Expectation[];
}

/** One thing that must hold, the place where that is written, and what it is called there (`pods.failed`). */
export type Expectation = Named &
  (
    | InState
    | { readonly kind: 'reserve'; readonly nodes: readonly NodeId[]; readonly reserve: number | null }
    | { readonly kind: 'severity'; readonly nodes: readonly NodeId[]; readonly severity: Severity }
    | { readonly kind: 'masked-by'; readonly nodes: readonly NodeId[]; readonly roots: Listed }
    | { readonly kind: 'incidents'; readonly incidents: readonly ExpectedIncident[]; readonly isComplete: boolean }
  );

/** Where something expected is written, and what it is called there. */
export interface Named {
  readonly what: string;
  readonly position: Position;
}

/** The nodes of a kind that are in a state. */
export interface InState {
  readonly kind: 'in-state';
  readonly node: NodeKind;
  readonly state: StateWord;
  readonly listed: Listed;
}

/** A list of nodes; a complete one names all that may be there, another (`...` at its end) only some. */
export interface Listed {
  readonly nodes: readonly NodeId[];
  readonly isComplete: boolean;
}

/** What a node can be expected to be. */
export type StateWord =
  'failed' | 'working' | 'unknown' | 'off' | 'masked' | 'strained' | 'planned' | 'available' | 'impaired' | 'lost';

/** An incident that must be open; its place in the list is its rank. */
export interface ExpectedIncident {
  /** What was written, and the nodes that it stands for: one of them must be the root. */
  readonly written: string;
  readonly roots: readonly NodeId[];
  readonly facts: readonly (Named & ExpectedFact)[];
}

/** Something that must be so of an incident. */
export type ExpectedFact =
  | {
      readonly kind: 'nodes';
      readonly of: 'symptoms' | 'failed' | 'functionsLost' | 'functionsImpaired';
      readonly listed: Listed;
    }
  | {
      readonly kind: 'words';
      readonly of: 'rules' | 'refused';
      readonly words: readonly string[];
      readonly isComplete: boolean;
    }
  | { readonly kind: 'symptom-count'; readonly count: number }
  | {
      readonly kind: 'plain';
      readonly of: 'severity' | 'reserve' | 'advice' | 'planned' | 'stale' | 'recovery' | 'step';
      readonly value: string | number | boolean | null;
    };
