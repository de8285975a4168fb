import { complaints } from './complaints.ts';
import type { Declarations, Declared } from './declarations.ts';
import type { Report } from './findings.ts';
import { nearestName } from './nearest-name.ts';
import { compilePattern, letters, type Pattern } from './pattern.ts';
import { keyPositionOf, positionOf, toText, within } from './positions.ts';
import type { WrittenContainer, WrittenPod } from './schema.ts';

/** A container of the inventory with the pod, shard and replica that it was found to be. */
export interface Placed {
  readonly declared: Declared<WrittenContainer>;
  readonly written: WrittenContainer;
  readonly pod: string;
  readonly shard: string;
  readonly replica?: string;
}

/** The name of the one shard of a pod that has no `shards:` (semantics 2). */
export const onlyShard = '0';

/** The names of a pod's shards, as declared. */
export function shardNames(pod: WrittenPod): readonly string[] {
  const { shards } = pod;
  if (shards === undefined) return [onlyShard];
  return typeof shards === 'number' ? Array.from({ length: shards }, (_, index) => String(index + 1)) : shards;
}

/** Finds the pod, shard and replica of every container, by what it says itself or by its name (contracts, Names by pattern). */
export function expand(declarations: Declarations, report: Report): readonly Placed[] {
  const patterns = compileAll(declarations, report);
  const placed: Placed[] = [];
  const byPlace = new Map<string, Declared<WrittenContainer>>();
  for (const declared of declarations.containers) {
    const { written } = declared;
    if (!written) continue;
    const key = JSON.stringify([written.server, written.name]);
    const earlier = byPlace.get(key);
    if (earlier) {
      const other = toText(keyPositionOf(earlier.place));
      report(complaints.containerTwice(written.name, written.server, other), keyPositionOf(declared.place));
      continue;
    }
    byPlace.set(key, declared);
    const found = place({ declared, written }, { declarations, patterns, report });
    if (found) placed.push(found);
  }
  reportIdlePatterns(declarations, patterns, { placed, report });
  return placed;
}

interface Context {
  readonly declarations: Declarations;
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly report: Report;
}

type Container = Pick<Placed, 'declared' | 'written'>;

function compileAll({ pods }: Declarations, report: Report): ReadonlyMap<string, Pattern> {
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
  const shards = shardNames(writtenPod.written);
  const byName = context.patterns.get(pod)?.match(written.name);
  const shard = written.shard ?? byName?.shard ?? (writtenPod.written.shards === undefined ? onlyShard : undefined);
  if (shard === undefined) {
    context.report(complaints.shardNotGiven(written.name, pod), keyPositionOf(declared.place));
    return undefined;
  }
  if (!shards.includes(shard)) {
    context.report(
      complaints.unknownShard(written.name, shard, { pod, shards }),
      positionOf(within(declared.place, 'shard')),
    );
    return undefined;
  }
  const replica = written.replica ?? byName?.replica;
  return { ...container, pod, shard, ...(replica !== undefined && { replica }) };
}

function podByName({ declared, written }: Container, { declarations, patterns, report }: Context): string | undefined {
  const { name } = written;
  const matching = [...patterns].filter(([, pattern]) => pattern.match(name)).map(([pod]) => pod);
  const [first, second] = matching;
  if (first !== undefined && second === undefined) return first;
  const position = positionOf(within(declared.place, 'name'));
  if (second !== undefined) {
    report(complaints.matchesPods(name, matching.toSorted()), position);
    return undefined;
  }
  for (const [pod, pattern] of patterns) {
    const shard = pattern.undeclaredShard(name);
    const written = declarations.pods.get(pod)?.written;
    if (shard === undefined || !written) continue;
    report(complaints.unknownShard(name, shard, { pod, shards: shardNames(written) }), position);
    return undefined;
  }
  // A pod whose pattern could not be read may be the one meant: its own mistake is reported already.
  const unreadable = [...declarations.pods.values()].some((pod) => !pod.written || hasBrokenPattern(pod, patterns));
  if (!unreadable) report(complaints.matchesNoPod(name, hintFor(name, patterns)), position);
  return undefined;
}

function hasBrokenPattern({ id, written }: Declared<WrittenPod>, patterns: ReadonlyMap<string, Pattern>): boolean {
  return written?.containers !== undefined && !patterns.has(id);
}

function hintFor(name: string, patterns: ReadonlyMap<string, Pattern>): string {
  const rests = new Map([...patterns].map(([pod, pattern]) => [letters(pattern.text), { pod, pattern }]));
  const rest = letters(name);
  const nearest = rests.has(rest) ? rest : nearestName(rest, rests.keys());
  const near = nearest === undefined ? undefined : rests.get(nearest);
  return near ? `: did you mean one of pod \`${near.pod}\`, called \`${near.pattern.text}\`?` : '';
}

function reportIdlePatterns(
  { pods }: Declarations,
  patterns: ReadonlyMap<string, Pattern>,
  { placed, report }: { placed: readonly Placed[]; report: Report },
): void {
  const busy = new Set(
    placed.filter(({ pod, written }) => patterns.get(pod)?.match(written.name)).map(({ pod }) => pod),
  );
  for (const [id, pattern] of patterns) {
    const pod = pods.get(id);
    if (!pod || busy.has(id)) continue;
    report(complaints.matchesNothing(pattern.text, id), positionOf(within(pod.place, 'containers')));
  }
}
