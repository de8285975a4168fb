import type { Role } from '../domain/model.ts';
import { complaints } from './complaints.ts';
import type { Declarations, Declared } from './declarations.ts';
import type { Report } from './findings.ts';
import { nearestName } from './nearest-name.ts';
import { compilePattern, letters, type NameParts, type Pattern } from './pattern.ts';
import { indexPatterns, type PatternIndex } from './pattern-index.ts';
import { keyPositionOf, positionOf, toText, within } from './positions.ts';
import { once } from './references.ts';
import type { WrittenContainer, WrittenPod } from './schema.ts';

/** A container of the inventory with the pod, shard, replica and role that it was found to have. */
export interface Placed {
  readonly declared: Omit<Declared<WrittenContainer>, 'written'>;
  readonly written: WrittenContainer;
  readonly pod: string;
  readonly shard: string;
  readonly replica?: string;
  readonly role?: Role;
}

/** The name of the one shard of a pod that has no `shards:` (semantics 2). */
const onlyShard = '0';

/** The names of a pod's shards, as declared. */
export function shardNames(pod: WrittenPod): readonly string[] {
  const { shards } = pod;
  if (shards === undefined) return [onlyShard];
  return typeof shards === 'number' ? Array.from({ length: shards }, (_, index) => String(index + 1)) : once(shards);
}

/** The containers of the inventory, each in its place. */
export interface Inventory {
  readonly placed: readonly Placed[];
  /** Every container found its place; else nobody can say what the inventory lacks. */
  readonly isComplete: boolean;
}

/** Finds the pod, shard and replica of every container, by what it says itself or by its name (contracts, Names by pattern). */
export function expand(declarations: Declarations, report: Report): Inventory {
  const patterns = compilePatterns(declarations, report);
  const context: Context = {
    declarations,
    patterns,
    index: indexPatterns(patterns),
    nearestPod: nearestPods(declarations),
    shards: new Map(
      [...declarations.pods.values()].flatMap(({ id, written }) =>
        written ? [[id, new Set(shardNames(written))] as const] : [],
      ),
    ),
    report,
  };
  const readable = declarations.containers.flatMap(({ written, ...declared }) =>
    written ? [{ declared, written }] : [],
  );
  const placed = withoutTwins(readable, report).flatMap((container) => place(container, context) ?? []);
  const isComplete =
    placed.length === declarations.containers.length &&
    ![...declarations.pods.values()].some((pod) => hasBrokenPattern(pod, patterns));
  if (isComplete) reportIdlePatterns(placed, context);
  return { placed, isComplete };
}

/** The containers without those named for the second time on one server. */
function withoutTwins(containers: readonly Container[], report: Report): readonly Container[] {
  const first = new Map<string, Container>();
  for (const container of containers) {
    const { server, name } = container.written;
    const key = JSON.stringify([server, name]);
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, container);
      continue;
    }
    const other = toText(keyPositionOf(earlier.declared.place));
    report(complaints.containerTwice(name, server, other), keyPositionOf(container.declared.place));
  }
  return [...first.values()];
}

interface Context {
  readonly declarations: Declarations;
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly index: PatternIndex;
  readonly nearestPod: (name: string) => NearPod | undefined;
  /** The shards of each pod. */
  readonly shards: ReadonlyMap<string, ReadonlySet<string>>;
  readonly report: Report;
}

type Container = Pick<Placed, 'declared' | 'written'>;

/** The patterns of the pods that have one which can be read. */
export function compilePatterns({ pods }: Declarations, report: Report): ReadonlyMap<string, Pattern> {
  const patterns = new Map<string, Pattern>();
  for (const { id, place, written } of pods.values()) {
    if (written?.containers === undefined) continue;
    const compiled = compilePattern(written.containers, shardNames(written));
    if ('pattern' in compiled) patterns.set(id, compiled.pattern);
    else report(complaints.badPattern(written.containers, compiled.reason), positionOf(within(place, 'containers')));
  }
  return patterns;
}

function place(container: Container, context: Context): Placed | undefined {
  const { declared, written } = container;
  const pod = written.pod ?? podByName(container, context);
  if (pod === undefined) return undefined;
  const writtenPod = context.declarations.pods.get(pod);
  if (!writtenPod) {
    const nearest = nearestName(pod, context.declarations.pods.keys());
    context.report(complaints.unknownName('pod', pod, nearest), positionOf(within(declared.place, 'pod')));
    return undefined;
  }
  if (!writtenPod.written) return undefined;
  const byName = context.patterns.get(pod)?.match(written.name) ?? {};
  const shard = shardIn(container, byName, { ...context, pod: { ...writtenPod, written: writtenPod.written } });
  if (shard === undefined) return undefined;
  const replica = written.replica ?? byName.replica;
  const role = written.role ?? byName.role;
  return { ...container, pod, shard, ...(replica !== undefined && { replica }), ...(role && { role }) };
}

type Pod = Declared<WrittenPod> & { readonly written: WrittenPod };

function shardIn(
  { declared, written }: Container,
  byName: NameParts,
  { pod, shards, report }: Context & { readonly pod: Pod },
): string | undefined {
  const known = shards.get(pod.id) ?? new Set();
  const shard = written.shard ?? byName.shard ?? (pod.written.shards === undefined ? onlyShard : undefined);
  if (shard !== undefined && known.has(shard)) return shard;
  const complaint =
    shard === undefined
      ? complaints.shardNotGiven(written.name, pod.id)
      : complaints.unknownShard(written.name, shard, { pod: pod.id, shards: [...known] });
  // Of a pod with mistakes the shards may be among them.
  if (pod.isWhole) report(complaint, positionOf(within(declared.place, 'shard')));
  return undefined;
}

function podByName({ declared, written }: Container, context: Context): string | undefined {
  const { patterns, report } = context;
  const { name } = written;
  const candidates = context.index.candidates(name);
  const matching = candidates.filter(([, pattern]) => pattern.match(name)).map(([pod]) => pod);
  const [first, second] = matching;
  if (first !== undefined && second === undefined) return first;
  const position = positionOf(within(declared.place, 'name'));
  if (second !== undefined) {
    report(complaints.matchesPods(name, matching.toSorted()), position);
    return undefined;
  }
  for (const [pod, pattern] of candidates) {
    const shard = pattern.undeclaredShard(name);
    if (shard === undefined) continue;
    const shards = [...(context.shards.get(pod) ?? [])];
    report(complaints.unknownShard(name, shard, { pod, shards }), position);
    return undefined;
  }
  const near = context.nearestPod(name);
  // Whose pattern could not be read may be the one meant, and that mistake is reported already.
  if (!near || patterns.has(near.id)) report(complaints.matchesNoPod(name, near), position);
  return undefined;
}

function hasBrokenPattern({ id, written }: Declared<WrittenPod>, patterns: ReadonlyMap<string, Pattern>): boolean {
  return written?.containers !== undefined && !patterns.has(id);
}

/** A pod with its pattern, for telling of it. */
interface NearPod {
  readonly id: string;
  readonly pattern: string;
}

/** Finds the pod whose containers are called most nearly like a name; one search for all that differ by numbers alone. */
function nearestPods({ pods }: Declarations): (name: string) => NearPod | undefined {
  const rests = new Map<string, NearPod>();
  for (const { id, written } of pods.values()) {
    const pattern = written?.containers;
    if (pattern !== undefined) rests.set(letters(pattern), { id, pattern });
  }
  const found = new Map<string, NearPod | undefined>();
  return (name) => {
    const rest = letters(name);
    if (!found.has(rest)) {
      const nearest = rests.has(rest) ? rest : nearestName(rest, rests.keys());
      found.set(rest, nearest === undefined ? undefined : rests.get(nearest));
    }
    return found.get(rest);
  };
}

function reportIdlePatterns(placed: readonly Placed[], { declarations, patterns, report }: Context): void {
  const busy = new Set(
    placed.filter(({ pod, written }) => patterns.get(pod)?.match(written.name)).map(({ pod }) => pod),
  );
  for (const [id, pattern] of patterns) {
    const pod = declarations.pods.get(id);
    if (!pod || busy.has(id) || declarations.off.pods.has(id)) continue;
    report(complaints.matchesNothing(pattern.text, id), positionOf(within(pod.place, 'containers')));
  }
}
