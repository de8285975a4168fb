import { compileGlob } from '../domain/glob.ts';
import type { Duration } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import { byText, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Pod } from '../domain/model.ts';
import type { Recovery } from '../domain/recovery-rule.ts';
import type { ActionOrder, RecoveryMemory, SeenVersion } from '../domain/recovery.ts';
import type { SignalValue } from '../domain/signal.ts';
import { leafOf } from '../domain/verdict.ts';
import type { RecoveryInput } from './input.ts';

/** No pod is remembered with more versions: those that worked last are what one goes back to. */
const mostVersions = 8;

/** Takes in which versions are seen working in the pods that a recovery may roll back. */
export function versionsSeen(input: RecoveryInput, before: RecoveryMemory['versions']): RecoveryMemory['versions'] {
  const { model } = input.verdicts.graph;
  const rollBacks = model.recoveries.filter(({ steps }) => steps.some(({ kind }) => kind === 'roll-back'));
  if (rollBacks.length === 0) return {};
  const pods = model.pods.filter(({ id }) => rollBacks.some((recovery) => mayBeFor(recovery, id)));
  // Nothing is observed while Zabbix can't be read.
  if (input.isUnreadable) return Object.fromEntries(pods.flatMap(({ id }) => (before[id] ? [[id, before[id]]] : [])));
  return Object.fromEntries(
    pods.flatMap((pod) => {
      const seen = seenOf(pod, input, before[pod.id] ?? []);
      return seen.length > 0 ? [[pod.id, seen]] : [];
    }),
  );
}

function mayBeFor({ for: { kind, pods } }: Recovery, pod: NodeId): boolean {
  if (kind !== undefined && kind !== 'container' && kind !== 'pod') return false;
  return pods?.some((glob) => compileGlob(glob)(localId(pod))) ?? true;
}

/** What runs on a container, by one of the two signals that tell it. */
interface Run {
  readonly signal: SeenVersion['signal'];
  readonly value: SignalValue;
}

function seenOf({ shards }: Pod, input: RecoveryInput, before: readonly SeenVersion[]): readonly SeenVersion[] {
  const { at, verdicts, nodes } = input;
  const [works, fails] = [new Map<string, Run>(), new Set<string>()];
  for (const id of shards.flatMap(({ containers }) => containers)) {
    const leaf = leafOf(verdicts, id);
    if (!leaf || leaf.masked) continue;
    for (const run of runsOf(nodes.get(id))) {
      // What fails only with what it stands on says nothing about the version.
      if (leaf.state === 'failed' && leaf.through.length === 0) fails.add(keyOf(run));
      else if (leaf.state === 'working') works.set(keyOf(run), run);
    }
  }
  const known = new Map(before.map((version) => [keyOf(version), version]));
  for (const [key, version] of known) if (fails.has(key)) known.set(key, ended(version));
  for (const [key, run] of works) {
    if (!fails.has(key))
      known.set(key, goesOn(run, known.get(key), { at, gap: verdicts.graph.model.defaults.staleAfter }));
  }
  return [...known.values()].sort((a, b) => a.lastAt - b.lastAt || byText(keyOf(a), keyOf(b))).slice(-mostVersions);
}

function ended({ since: _over, ...version }: SeenVersion): SeenVersion {
  return version;
}

/**
 * A run goes on unless nobody looked for so long that anything may have been. That it does is noted from time to time:
 * what is remembered is saved when it changes, and of a large installation that is much.
 */
function goesOn(
  { signal, value }: Run,
  before: SeenVersion | undefined,
  { at, gap }: { readonly at: number; readonly gap: Duration },
): SeenVersion {
  const isBroken = before?.since === undefined || at - before.lastAt > gap || at < before.lastAt;
  if (!isBroken && at - before.lastAt < gap / 3) return before;
  const since = isBroken ? at : before.since;
  return { signal, value, since, lastAt: at, longest: Math.max(before?.longest ?? 0, at - since) };
}

/** What a node runs, an image before a version. */
function runsOf(node: NodeMemory | undefined): readonly Run[] {
  return (['image', 'version'] as const).flatMap((signal) => {
    const value = node?.signals[signal]?.newest.value;
    return value === undefined ? [] : [{ signal, value }];
  });
}

function keyOf({ signal, value }: Run): string {
  return `${signal} ${typeof value} ${value}`;
}

/**
 * What a container could be rolled back to: of the versions that its pod was seen working with for long enough, and that
 * are not what it runs, the one that worked last.
 */
export function versionBefore(
  { container, pod, stableFor }: { readonly container: NodeId; readonly pod: NodeId; readonly stableFor: Duration },
  { nodes }: RecoveryInput,
  versions: RecoveryMemory['versions'],
): ActionOrder['version'] | undefined {
  for (const { signal, value: from } of runsOf(nodes.get(container))) {
    const stable = (versions[pod] ?? []).filter(
      (seen) => seen.signal === signal && seen.value !== from && seen.longest >= stableFor,
    );
    const to = stable.at(-1);
    if (to) return { signal, from, to: to.value };
  }
  return undefined;
}
