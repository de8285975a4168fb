import type { Instant, Duration } from './instant.ts';
import type { NodeId, NodeKind } from './node.ts';
import type { SourceProblem } from './source-problem.ts';
import type { Host, Item } from './zabbix.ts';

/** The name of what is observed on a node, such as `errors` or `status` (contracts, Signals). */
export type SignalName = string & { readonly __id?: 'signal' };

/** An observed value: a number, or a word such as `healthy`. */
export type SignalValue = number | string;

/** One value of one signal of one node at one time. */
export interface Observation {
  readonly at: Instant;
  readonly node: NodeId;
  readonly signal: SignalName;
  readonly value: SignalValue;
}

/**
 * All that was observed since the cycle before, in no particular order, and how often each signal is expected.
 * `at` is the time at which the cycle is judged (T of semantics 3).
 * `intervals` holds, by `signalKey`, the update interval of a signal where it is known (its heartbeat where unchanged
 * values are discarded); a signal that is not in it has no known interval (semantics 3, "When data is missing").
 * `unreadableSince` is set while Zabbix itself could not be read: since when.
 */
export interface Observed {
  readonly at: Instant;
  readonly observations: readonly Observation[];
  readonly intervals: ReadonlyMap<string, Duration>;
  /** The signals, by `signalKey`, whose interval is a heartbeat: between two of them they prove nothing. */
  readonly throttled?: ReadonlySet<string>;
  readonly unreadableSince?: Instant;
  /** The Zabbix proxy behind which a server is watched, by the server's id; absent for those watched by the server itself. */
  readonly proxies?: ReadonlyMap<NodeId, string>;
  /** The open problems of the site, found when they are first asked for; absent where they were not read. */
  readonly problems?: () => readonly SourceProblem[];
  /** The Zabbix hosts that servers and containers are, found when they are first asked for; absent where they were not read. */
  readonly hosts?: () => ReadonlyMap<NodeId, Host>;
  /** The items that give the values of a signal of a node, without those that give a rate; absent where they were not read. */
  readonly itemsOf?: (node: NodeId, signal: SignalName) => readonly SignalItem[];
  /** What Linchpin observed of itself in the cycle before; absent where there is no daemon (offline). */
  readonly self?: SelfObservation;
}

/** An item that gives a signal, and what its values mean there; `undefined`: nothing. */
export interface SignalItem {
  readonly item: Item;
  readonly read: (value: number | string) => SignalValue | undefined;
}

/** Linchpin's own health, which Zabbix shows too (contracts, `linchpin.cycle.time` and its like). */
export interface SelfObservation {
  readonly cycleTime: Duration;
  /** Values that wait to be sent. */
  readonly outbox: number;
  /** Zabbix could not be read in this cycle, or the store not be written in the one before. */
  readonly unwell?: true;
  /** A changed model was refused, and an older one is in force. */
  readonly modelRefused: boolean;
  /** How many cycles were due in the last hour and did not run. */
  readonly missed: number;
  /** Who it is, of all that share a store: host and process. */
  readonly leader: string;
  /** How long ago Zabbix was last read; absent where it never was. */
  readonly staleness?: Duration;
  /** How many values of signals the reading of this cycle gave. */
  readonly observations: number;
  /** How long the stages of the cycle before took; of the first cycle that of this one, as far as it came. */
  readonly stages: Readonly<Record<string, Duration>>;
}

/** The key of a signal of a node in maps. */
export function signalKey(node: NodeId, signal: SignalName): string {
  return `${node} ${signal}`;
}

/** How old the newest value of a signal may be: `staleAfter`, or three of its intervals where these are known and longer (semantics 3). */
export function staleAge({ interval = 0 }: { readonly interval?: Duration }, staleAfter: Duration): Duration {
  return Math.max(staleAfter, 3 * interval);
}

/** The signals of each node kind that Linchpin knows without being told (contracts, Signals). */
export const knownSignals: Readonly<Partial<Record<NodeKind, readonly SignalName[]>>> = {
  container: [
    'status',
    'health',
    'restarts',
    'errors',
    'timeouts',
    'requests',
    'oomKills',
    'busySeconds',
    'cpu',
    'cpuLimit',
    'memory',
    'memoryLimit',
    'network',
    'role',
    'image',
    'version',
    'started',
    'exitCode',
    'maintenance',
    'silenced',
  ],
  server: ['reachable', 'agent', 'runtime', 'maintenance', 'cpu', 'memory', 'silenced'],
  disk: ['used', 'inodes', 'healthy', 'silenced'],
  network: ['up', 'loss', 'silenced'],
};

/** Signals that say how much a container may use of something; 0: no limit is set. */
export const limitSignals: ReadonlySet<SignalName> = new Set(['cpuLimit', 'memoryLimit']);

/** Signals that are settings: the newest value counts whatever its age, and they do not make a node heard (semantics 3). */
export const settingSignals: ReadonlySet<SignalName> = new Set([
  ...limitSignals,
  'role',
  'maintenance',
  'silenced',
  'exitCode',
  'image',
  'version',
  'started',
]);
