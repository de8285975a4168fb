import { distinctNames } from '../../domain/distinct-names.ts';
import { countUp } from '../../domain/gather.ts';
import { byText, idFrom } from '../../domain/node.ts';
import { literalSource } from '../../domain/regex-source.ts';
import type { Report } from '../../model/findings.ts';
import { positionOf, type Source } from '../../model/positions.ts';
import {
  type Imported,
  type ImportedContainer,
  type ImportedEntry,
  type Listed,
  nothingImported,
  type Plain,
  type Unmapped,
} from '../imported.ts';
import { guessedKind } from '../kind.ts';
import { callsOf, reaching } from './calls.ts';
import { type Objects, objectsIn, type Workload } from './objects.ts';
import { type Scaling, scalings } from './scaling.ts';
import type { KubernetesContainer } from './schema.ts';

/** Reads manifests, or what `kubectl get … -o yaml` prints: all objects that belong together at once. */
export function readKubernetes(sources: readonly Source[], report: Report): Imported {
  const unmapped: Unmapped[] = [];
  const leaveOut = (each: Unmapped): void => void unmapped.push(each);
  const objects = objectsIn(sources, { report, leaveOut });
  const workloads = [...objects.workloads, ...lonePods(objects)];
  const all = { ...objects, workloads };
  const parts = partsOf(workloads, leaveOut);
  const reach = reaching(all);
  const scaling = scalings(all, leaveOut);
  const podsOf = (host: string, namespace: string): readonly string[] =>
    reach(host, namespace).flatMap((workload) => parts.get(workload)?.[0]?.id ?? []);
  const pods = [...parts].flatMap(([workload, own]) =>
    own.map((part, index) => {
      const beside = index === 0 ? own.slice(1) : [];
      return podOf(part, { workload, scaling: scaling.get(workload), beside, objects: all, podsOf });
    }),
  );
  const subsystems = subsystemsOf(parts);
  const [only, second] = new Set(workloads.map(({ namespace }) => namespace));
  const id = second === undefined ? idFrom(only ?? '') : 'kubernetes';
  const file = sources[0]?.file ?? '';
  return {
    ...nothingImported('kubernetes'),
    ...(id !== undefined && { system: { id } }),
    subsystems,
    pods: pods.toSorted((a, b) => byText(a.id, b.id)),
    servers: serversOf(objects, file),
    containers: containersOf(objects),
    unmapped,
  };
}

/** One container of a workload: it fails by itself, so it is a pod of its own. */
interface Part {
  readonly id: string;
  readonly container: KubernetesContainer;
}

/** The parts of each workload, the main one first; names that stand in two namespaces get that in front. */
function partsOf(
  workloads: readonly Workload[],
  leaveOut: (unmapped: Unmapped) => void,
): ReadonlyMap<Workload, readonly Part[]> {
  const uses = new Map<string, number>();
  for (const { name } of workloads) countUp(uses, name);
  const distinct = distinctNames();
  const parts = new Map<Workload, readonly Part[]>();
  for (const workload of workloads) {
    const { name, namespace, kind, spec, place } = workload;
    const wish = idFrom((uses.get(name) ?? 0) > 1 ? `${namespace}-${name}` : name);
    const running = [
      ...spec.containers,
      ...(spec.initContainers ?? []).filter((each) => each.restartPolicy === 'Always'),
    ];
    if (wish === undefined || running.length === 0) {
      const why = wish === undefined ? 'nothing of its name may stand in an id' : 'it has no container';
      leaveOut({ what: `${kind} "${name}"`, why, position: positionOf(place) });
      continue;
    }
    const main = distinct(wish);
    const others = running
      .slice(1)
      .map((container) => ({ id: distinct(`${main}-${idFrom(container.name) ?? 'side'}`), container }));
    parts.set(workload, [{ id: main, container: running[0] as KubernetesContainer }, ...others]);
  }
  return parts;
}

interface PodContext {
  readonly workload: Workload;
  readonly scaling: Scaling | undefined;
  /** The parts that share a Kubernetes pod with this main one. */
  readonly beside: readonly Part[];
  readonly objects: Objects;
  readonly podsOf: (host: string, namespace: string) => readonly string[];
}

function podOf({ id, container }: Part, context: PodContext): ImportedEntry {
  const { workload, scaling, beside, objects, podsOf } = context;
  const { namespace, place, kind: made, suspended } = workload;
  const { replicas, guess: replicasGuess } = replicasOf(workload, scaling);
  const isJob = made === 'Job' || made === 'CronJob';
  const kind = guessedKind({
    image: container.image ?? '',
    replicas: typeof replicas === 'number' ? replicas : 2,
    keepsData: made === 'StatefulSet',
  });
  const pattern = patternOf(workload, container);
  const isFixed = !isJob && typeof replicas === 'number';
  const written = isFixed ? kind.kind : 'stateless';
  const minReplicas = written === 'stateless' && !isJob ? scaling?.minReplicas : undefined;
  const keys: Record<string, Plain> = {
    kind: written,
    replicas,
    ...(minReplicas !== undefined && { minReplicas }),
    ...(isJob && { runs: 'to-completion' }),
    ...(pattern.length <= longestPattern && { containers: pattern }),
    ...(suspended && { enabled: false }),
  };
  const guesses: Record<string, string> = {
    kind: isFixed ? kind.why : 'it scales or ends by itself',
    ...(replicasGuess !== undefined && { replicas: replicasGuess }),
    ...(minReplicas !== undefined && { minReplicas: 'what its PodDisruptionBudget leaves in planned work' }),
    containers: 'so the preset `kubernetes` calls them',
    ...(suspended && { enabled: 'it is suspended' }),
  };
  const calls = callsOf(container, {
    namespace,
    settings: objects.settings,
    podsOf: (host) => podsOf(host, namespace),
  });
  const shared: readonly Listed[] = beside.map((part) => ({
    name: part.id,
    guess: 'guess: it shares a Kubernetes pod with that',
  }));
  const listed = [...calls.filter(({ name }) => name !== id), ...shared].toSorted((a, b) => byText(a.name, b.name));
  return { id, keys, guesses, lists: { calls: listed }, file: place.source.file };
}

function replicasOf(
  { kind, replicas, left }: Workload,
  scaling: Scaling | undefined,
): { readonly replicas: Plain; readonly guess?: string } {
  if (kind === 'DaemonSet') return { replicas: { min: 1, max: 5000 }, guess: 'one on each node that it fits' };
  if (kind === 'CronJob') {
    const max = Math.max(1, replicas * (left + 1));
    return { replicas: { min: 0, max }, guess: 'the run and those that ended and are kept' };
  }
  if (kind === 'Job')
    return { replicas: { min: 0, max: Math.max(1, replicas * 7) }, guess: 'with the attempts that failed' };
  if (scaling?.bounds) return { replicas: scaling.bounds };
  return replicas === 0
    ? { replicas: 1, guess: 'none is wanted at the moment; a pod has at least one' }
    : { replicas: Math.min(replicas, 10_000) };
}

/** No container has a longer name. */
const longestPattern = 512;

/** How the preset `kubernetes` calls the containers of a workload: `namespace/pod/container`. */
function patternOf({ kind, name, namespace }: Workload, container: KubernetesContainer): string {
  if (kind === 'StatefulSet') return `${namespace}/${name}-{replica}/${container.name}`;
  if (kind === 'Pod') return `${namespace}/${name}/${container.name}`;
  const ends: Readonly<Record<string, string>> = {
    Deployment: '-[a-z0-9]+-[a-z0-9]{5}',
    CronJob: '-[0-9]+-[a-z0-9]{5}',
  };
  const end = ends[kind] ?? '-[a-z0-9]{5}';
  return `/${literalSource(namespace)}/${literalSource(name)}${end}/${literalSource(container.name)}/`;
}

/** Pods that nothing made are workloads of their own. */
function lonePods({ pods }: Objects): readonly Workload[] {
  return pods
    .filter(({ isOwned }) => !isOwned)
    .map((pod) => ({ ...pod, replicas: 1, labels: {}, suspended: false, left: 0 }));
}

function subsystemsOf(parts: ReadonlyMap<Workload, readonly Part[]>): readonly ImportedEntry[] {
  const found = new Map<string, { readonly pods: string[]; readonly file: string }>();
  for (const [{ partOf, namespace, place }, own] of parts) {
    const id = idFrom(partOf ?? namespace) ?? 'default';
    const subsystem = found.get(id) ?? { pods: [], file: place.source.file };
    subsystem.pods.push(...own.map((part) => part.id));
    found.set(id, subsystem);
  }
  return [...found].map(([id, { pods, file }]) => ({
    id,
    keys: {},
    guesses: {},
    lists: { pods: pods.toSorted(byText).map((name) => ({ name })) },
    file,
  }));
}

function serversOf({ nodes, pods }: Objects, file: string): readonly ImportedEntry[] {
  const names = new Set([...nodes, ...pods.flatMap(({ spec }) => spec.nodeName ?? [])]);
  return [...names].toSorted(byText).flatMap((name) => {
    const id = idFrom(name);
    if (id === undefined) return [];
    return [{ id, keys: id === name ? {} : { name: name.slice(0, longestPattern) }, guesses: {}, lists: {}, file }];
  });
}

function containersOf({ pods }: Objects): readonly ImportedContainer[] {
  return pods.flatMap(({ name, namespace, spec }) => {
    const server = idFrom(spec.nodeName ?? '');
    if (server === undefined) return [];
    const names = spec.containers.map((container) => `${namespace}/${name}/${container.name}`);
    return names.filter((each) => each.length <= longestPattern).map((each) => ({ name: each, server, rest: {} }));
  });
}
