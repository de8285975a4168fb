import { countUp, gatheredBy } from '../domain/gather.ts';
import { byId, byText } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Instant } from '../domain/instant.ts';
import type { SignalName } from '../domain/signal.ts';
import { lineKey } from '../domain/watching.ts';
import type { Coverage } from './coverage.ts';
import { gapReasons } from './coverage-gaps.ts';
import type { Gap, GapReason } from './coverage-gaps.ts';
import { nodeKinds } from './watched-nodes.ts';
import type { WatchedKind } from './watched-nodes.ts';

/** All gaps of one kind of node, signal and reason: what one person mends in one go. */
export interface GapGroup {
  readonly kind: WatchedKind;
  readonly signal?: SignalName;
  readonly reason: GapReason;
  /** In the order of node ids. */
  readonly gaps: readonly Gap[];
  /** How many nodes of the kind need the signal, or there are, where the reason concerns whole nodes. */
  readonly of: number;
  readonly rules: readonly string[];
  /** Of containers: their pods, those with most gaps first. */
  readonly pods: readonly PodShare[];
  readonly servers: readonly NodeId[];
  /** What Zabbix says of unsupported items, what it says most often first. */
  readonly errors: readonly string[];
  /** The oldest and the newest of the times since which values are missing. */
  readonly since?: readonly [Instant, Instant];
}

/** How many containers of a pod have a gap. */
export interface PodShare {
  readonly pod: NodeId;
  readonly lacking: number;
  readonly of: number;
}

/** The gaps in groups: whole nodes before single signals, then what most nodes lack. */
export function gapGroups({ gaps, nodes, needed }: Coverage, graph: ServiceGraph): readonly GapGroup[] {
  const byKey = gatheredBy(gaps, ({ kind, signal = '', reason }) => `${kind} ${signal} ${reason}`);
  const groups = [...byKey.values()].flatMap((own): readonly GapGroup[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { kind, signal, reason } = first;
    const times = own.flatMap(({ since }) => (since === undefined ? [] : [since])).toSorted((a, b) => a - b);
    const [oldest, newest] = [times[0], times.at(-1)];
    return [
      {
        kind,
        ...(signal !== undefined && { signal }),
        reason,
        gaps: own,
        of:
          reason === 'not-in-model' ? 0 : signal === undefined ? nodes[kind] : (needed.get(lineKey(kind, signal)) ?? 0),
        rules: [...new Set(own.flatMap(({ rules }) => rules))],
        pods: podShares(own, graph),
        servers: [...new Set(own.flatMap(({ server }) => server ?? []))].toSorted(byId),
        errors: byCount(own.flatMap(({ error }) => error ?? [])),
        ...(oldest !== undefined && newest !== undefined && { since: [oldest, newest] as const }),
      },
    ];
  });
  return groups.toSorted(
    (a, b) =>
      Number(a.signal !== undefined) - Number(b.signal !== undefined) ||
      nodeKinds.indexOf(a.kind) - nodeKinds.indexOf(b.kind) ||
      b.gaps.length - a.gaps.length ||
      byText(a.signal ?? '', b.signal ?? '') ||
      gapReasons.indexOf(a.reason) - gapReasons.indexOf(b.reason),
  );
}

function podShares(gaps: readonly Gap[], graph: ServiceGraph): readonly PodShare[] {
  const counts = new Map<NodeId, number>();
  for (const { pod } of gaps) if (pod !== undefined) countUp(counts, pod);
  return [...counts]
    .map(([pod, lacking]) => ({ pod, lacking, of: sizeOf(pod, graph) }))
    .toSorted((a, b) => b.lacking - a.lacking || byId(a.pod, b.pod));
}

function sizeOf(pod: NodeId, { pods }: ServiceGraph): number {
  return (pods.get(pod)?.shards ?? []).reduce((sum, { containers }) => sum + containers.length, 0);
}

function byCount(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) countUp(counts, text);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || byText(a, b)).map(([text]) => text);
}
