import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import { limitSignals, settingSignals, signalKey, staleAge } from '../domain/signal.ts';
import type { SignalName } from '../domain/signal.ts';
import type { NodeMemory } from '../domain/memory.ts';
import { lineKey } from '../domain/watching.ts';
import type { ServerHost, SignalLines, SignalSource, Watching } from '../domain/watching.ts';
import type { Need } from './needs.ts';
import type { WatchedKind, WatchedNode } from './watched-nodes.ts';

/** Why something is not watched, what concerns whole nodes first. */
export const gapReasons = [
  /** No enabled host of its server is among those that are read. */
  'no-host',
  /** A declared replica that the inventory lacks. */
  'not-in-inventory',
  /** Zabbix watches a container that the model lacks. */
  'not-in-model',
  /** No item or trigger that `signals` knows speaks of the node. */
  'unwatched',
  /** There are items, and never was a value of the node. */
  'never-seen',
  /** All rules of the node are off: nothing judges it. */
  'no-rule',
  /** No line of `signals` gives the signal: nobody looks for it in Zabbix. */
  'not-mapped',
  /** Lines of `signals` would give it, and Zabbix has no such item or trigger. */
  'no-item',
  'disabled',
  'unsupported',
  'no-data',
  /** The newest value is older than the stale age (semantics 3). */
  'stale',
  /** A limit is 0: none is set, so nothing tells when it is nearly used up. */
  'no-limit',
  /** `health` is `none`: the container has no health check of its own. */
  'no-health-check',
] as const;

/** Why something is not watched. */
export type GapReason = (typeof gapReasons)[number];

/** One blind spot. */
export interface Gap {
  readonly node: NodeId;
  readonly kind: WatchedKind;
  readonly pod?: NodeId;
  readonly server?: NodeId;
  /** Absent where the reason concerns the whole node. */
  readonly signal?: SignalName;
  readonly reason: GapReason;
  /** The rules that cannot judge therefore. */
  readonly rules: readonly string[];
  /** The technical name of the Zabbix host that it is about. */
  readonly host?: string;
  /** The item or trigger that is there and gives nothing. */
  readonly source?: string;
  /** What would give the signal, best first. */
  readonly expected?: readonly string[];
  /** Zabbix's own words on an unsupported item. */
  readonly error?: string;
  /** The time of the newest value. */
  readonly since?: Instant;
}

/** What gaps are found from, beside the node. */
export interface GapGrounds {
  readonly watching: Watching;
  readonly lines: SignalLines;
  /** What the last cycle remembered, so that it can be told since when something is silent. */
  readonly memory: ReadonlyMap<NodeId, NodeMemory>;
  readonly staleAfter: Duration;
  /** How long what is new may take to be seen (semantics 3). */
  readonly appearWithin: Duration;
}

/** What is not watched of one node: one gap for the whole of it where all its signals lack for one reason, else one for each. */
export function gapsOf(node: WatchedNode, grounds: GapGrounds): readonly Gap[] {
  const { watching, lines } = grounds;
  const { id, kind, pod, server } = node;
  const where = server === undefined ? undefined : watching.servers.get(server);
  const about = {
    node: id,
    kind,
    ...(pod !== undefined && { pod }),
    ...(server !== undefined && { server }),
    ...(where?.host !== undefined && { host: where.host }),
  };
  const needs = node.needs.filter(({ isOptional }) => !isOptional);
  const rules = [...new Set(needs.flatMap((need) => need.rules))];
  if (node.isMissing) return [{ ...about, reason: 'not-in-inventory', rules }];
  if (node.isUnjudged) return [{ ...about, reason: 'no-rule', rules }];
  const given = needs.filter(({ signal }) => watching.sources.has(signalKey(id, signal)));
  if (needs.length > 0 && given.length === 0) {
    if (where?.isRead === false) return [{ ...about, reason: 'no-host', rules }];
    const expected = needs.flatMap(({ signal }) => expectedOf(node, signal, lines).slice(0, 1));
    if (isAwaited(id, grounds)) return [];
    return [
      { ...about, rules, ...(expected.length === 0 ? { reason: 'not-mapped' } : { reason: 'unwatched', expected }) },
    ];
  }
  const found = needs.flatMap((need) => {
    const fault = faultOf(node, need, grounds);
    return fault === undefined || isExcused(fault, node, where) ? [] : [{ ...about, ...need, ...fault }];
  });
  const telling = given.filter(({ signal }) => !settingSignals.has(signal)).length;
  const gaps = asWhole(
    found.map(({ isOptional: _always, ...gap }) => gap),
    telling,
  );
  return isAwaited(id, grounds) ? gaps.filter(({ reason }) => reason !== 'never-seen') : gaps;
}

/** What was never seen is a gap only after `appearWithin`: Zabbix itself discovers new containers every quarter of an hour. */
function isAwaited(id: NodeId, { memory, watching, appearWithin }: GapGrounds): boolean {
  const since = memory.get(id)?.awaitedSince;
  return since !== undefined && watching.at - since < appearWithin;
}

type Fault = Pick<Gap, 'reason' | 'host' | 'source' | 'expected' | 'error' | 'since'>;

function faultOf(
  node: WatchedNode,
  { signal }: Need,
  { watching, lines, memory, staleAfter }: GapGrounds,
): Fault | undefined {
  const source = watching.sources.get(signalKey(node.id, signal));
  if (source === undefined) {
    const expected = expectedOf(node, signal, lines);
    return expected.length === 0 ? { reason: 'not-mapped' } : { reason: 'no-item', expected };
  }
  const of = { host: source.host, source: source.name };
  if (source.state === 'disabled') return { reason: 'disabled', ...of };
  if (source.state === 'unsupported') {
    return { reason: 'unsupported', ...of, ...(source.error !== undefined && { error: source.error }) };
  }
  const newestAt = source.newestAt ?? memory.get(node.id)?.signals[signal]?.newest.at;
  if (newestAt === undefined) return { reason: 'no-data', ...of };
  if (!settingSignals.has(signal) && watching.at - newestAt > staleAge(source, staleAfter)) {
    return { reason: 'stale', ...of, since: newestAt };
  }
  return faultOfValue(signal, source, of);
}

function faultOfValue(
  signal: SignalName,
  { value }: SignalSource,
  of: Pick<Fault, 'host' | 'source'>,
): Fault | undefined {
  if (limitSignals.has(signal) && value === 0) return { reason: 'no-limit', ...of };
  if (signal === 'health' && value === 'none') return { reason: 'no-health-check', ...of };
  return undefined;
}

/** Of what is in maintenance nobody expects values, nor of a container that has ended as it was meant to. */
function isExcused({ reason }: Fault, { mayEnd }: WatchedNode, where: ServerHost | undefined): boolean {
  if (reason === 'stale') return mayEnd || where?.inMaintenance === true;
  return reason === 'no-data' && where?.inMaintenance === true;
}

const ofWholeNodes: Readonly<Partial<Record<GapReason, GapReason>>> = {
  disabled: 'disabled',
  'no-data': 'never-seen',
  stale: 'stale',
};

/** Where all that tells of a node lacks for one reason, that is one gap of the node: thousands of lines would say no more. */
function asWhole(gaps: readonly Gap[], telling: number): readonly Gap[] {
  const mute = gaps.filter(({ signal = '', reason }) => !isAbsent(reason) && !settingSignals.has(signal));
  const [first] = mute;
  const reason = first && ofWholeNodes[first.reason];
  if (first === undefined || reason === undefined || mute.length < telling) return gaps;
  if (mute.some((gap) => gap.reason !== first.reason)) return gaps;
  const { signal: _one, source: _its, since: _when, ...about } = first;
  const times = mute.flatMap(({ since }) => (since === undefined ? [] : [since]));
  const whole: Gap = {
    ...about,
    reason,
    rules: [...new Set(mute.flatMap((gap) => gap.rules))],
    ...(times.length > 0 && { since: Math.max(...times) }),
  };
  return [whole, ...gaps.filter((gap) => !mute.includes(gap))];
}

function isAbsent(reason: GapReason): boolean {
  return reason === 'no-item' || reason === 'not-mapped';
}

/** The lines that would give a signal, with the name of the node where they have a placeholder. */
export function expectedOf(
  { kind, name }: Pick<WatchedNode, 'kind' | 'name'>,
  signal: SignalName,
  lines: SignalLines,
): readonly string[] {
  const own = lines.get(lineKey(kind, signal)) ?? [];
  return own.map((line) => line.replaceAll(/\{(container|disk)\}/g, () => name));
}
