import { distinctNames } from '../domain/distinct-names.ts';
import { countUp, gatheredBy } from '../domain/gather.ts';
import { byText, idFrom } from '../domain/node.ts';
import { literalSource } from '../domain/regex-source.ts';
import { guessKind } from './guess-kind.ts';
import type { GuessedKind } from './guess-kind.ts';
import { namePartsOf, stemOf } from './name-parts.ts';
import type { NamePart } from './name-parts.ts';

/** A container that Zabbix shows, by its name and the id of the server that carries it. */
export interface SeenContainer {
  readonly server: string;
  readonly name: string;
  /** Zabbix has an item that tells its role. */
  readonly tellsRole: boolean;
}

/** A pod as the names of its containers let it be guessed. */
export interface GuessedPod extends GuessedKind {
  readonly id: string;
  /** How its containers are called: a template, and an expression that fits less where that one would fit others' too. */
  readonly template: string;
  readonly expression: string;
  /** The names of its shards, in their order; empty where it has but one. */
  readonly shards: readonly string[];
  /** How many replicas the largest shard has. */
  readonly replicas: number;
  /** Replicas get new names as they come and go, so that how many there are may change by itself. */
  readonly comesAndGoes: boolean;
  /** The shards that have fewer replicas than the largest one. */
  readonly short: readonly string[];
  readonly containers: readonly SeenContainer[];
}

/** A container with its name taken apart. */
interface Taken {
  readonly seen: SeenContainer;
  readonly parts: readonly NamePart[];
}

/** Guesses the pods that containers belong to, by what their names have in common; in the order of ids. */
export function guessPods(containers: readonly SeenContainer[]): readonly GuessedPod[] {
  const taken = containers.toSorted(byPlace).map((seen): Taken => ({ seen, parts: namePartsOf(seen.name) }));
  const byStem = gatheredBy(taken, ({ parts }) => stemOf(parts));
  const pods = [...byStem.values()].flatMap((group) => divided(group)).map(podOf);
  return withOwnIds(pods).toSorted((a, b) => byText(a.id, b.id));
}

function byPlace(a: SeenContainer, b: SeenContainer): number {
  return byText(a.name, b.name) || byText(a.server, b.server);
}

/** What a place of the names of one pod stands for. */
type Place = 'same' | 'shard' | 'replica' | 'role' | 'any';

/** Containers of one pod, and what each place of their names stands for. */
interface Divided {
  readonly group: readonly Taken[];
  readonly places: readonly Place[];
}

/** Two numbers are a shard and a replica; what differs before them tells pods apart. */
const mostVarying = 2;

function divided(group: readonly Taken[]): readonly Divided[] {
  const [first] = group;
  if (first === undefined) return [];
  const varies = first.parts.map((part, index) => variation(part, index, group));
  const apart = varies.findIndex((how) => how === 'apart');
  const numbers = varies.flatMap((how, index) => (how === 'varies' ? [index] : []));
  const tooMany = numbers.length > mostVarying ? numbers[0] : undefined;
  const cut = apart === -1 ? tooMany : apart;
  if (cut !== undefined)
    return valuesAt(group, cut).flatMap((value) => divided(group.filter(({ parts }) => parts[cut]?.text === value)));
  const replica = numbers.at(-1);
  const places = varies.map((how, index): Place => {
    if (how === 'role') return 'role';
    if (how === 'any') return 'any';
    if (how !== 'varies') return 'same';
    return index === replica ? 'replica' : 'shard';
  });
  return [{ group, places }];
}

/** Fewer values than these behind a letter are rather part of a name (`ipv4`, `ipv6`) than a count. */
const fewestAttached = 3;

function variation(
  part: NamePart,
  index: number,
  group: readonly Taken[],
): 'same' | 'varies' | 'apart' | 'role' | 'any' {
  if (part.kind === 'word') return 'same';
  if (part.kind === 'random') return 'any';
  const { length: different } = valuesAt(group, index);
  if (part.kind === 'role') return different > 1 ? 'role' : 'same';
  const isLast = isAtEnd(group[0]?.parts ?? [], index);
  // `web-1` alone is the first of its kind, `oauth2` is a name.
  if (different === 1) return part.kind === 'number' && isLast && !part.isAttached && index > 0 ? 'varies' : 'same';
  return part.isAttached && !isLast && different < fewestAttached ? 'apart' : 'varies';
}

/** Whether nothing follows but what is made up, or the name of a container within its Kubernetes pod. */
function isAtEnd(parts: readonly NamePart[], index: number): boolean {
  const rest = parts.slice(index + 1);
  if (rest.every(({ kind, text }) => kind === 'random' || text === '.')) return true;
  return rest[0]?.text.startsWith('/') === true && rest.every(({ kind }) => kind === 'word');
}

function valuesAt(group: readonly Taken[], index: number): readonly string[] {
  return [...new Set(group.map(({ parts }) => parts[index]?.text ?? ''))];
}

function podOf({ group, places }: Divided): GuessedPod {
  const parts = group[0]?.parts ?? [];
  const shardPlace = places.indexOf('shard');
  const counts = new Map<string, number>();
  for (const { parts: own } of group) countUp(counts, own[shardPlace]?.text ?? '');
  const replicas = Math.max(...counts.values());
  const shards = shardPlace === -1 ? [] : [...counts.keys()].toSorted(byNumber);
  const id = idOf(parts, places);
  const tellsRole = group.some(({ seen }) => seen.tellsRole);
  return {
    id,
    template: parts.map((part, index) => templates[places[index] ?? 'same'] ?? part.text).join(''),
    expression: `/${parts.map((part, index) => expressionOf(part, places[index] ?? 'same')).join('')}/`,
    shards,
    replicas,
    comesAndGoes: places.includes('any'),
    short: shards.filter((shard) => (counts.get(shard) ?? 0) < replicas),
    containers: group.map(({ seen }) => seen),
    ...guessKind({ id, isSharded: shards.length > 0, replicas, tellsRole, namesRole: places.includes('role') }),
  };
}

/** Numbers by size, everything else by code point. */
function byNumber(a: string, b: string): number {
  return Number(a) - Number(b) || byText(a, b);
}

const templates: Readonly<Partial<Record<Place, string>>> = {
  shard: '{shard}',
  replica: '{replica}',
  role: '{role}',
  any: '{any}',
};

function expressionOf({ kind, text }: NamePart, place: Place): string {
  const form = kind === 'number' ? '\\d+' : '[a-z]';
  switch (place) {
    case 'same':
      return literalSource(text);
    case 'shard':
      return `(?<shard>${form})`;
    case 'replica':
      return `(?<replica>${form})`;
    case 'role':
      return '(?<role>primary|replica)';
    case 'any':
      return '[a-z0-9-]+';
  }
}

/** A pod is called by what the names of its containers have in common. */
function idOf(parts: readonly NamePart[], places: readonly Place[]): string {
  const words = parts.map(({ text }, index) => (places[index] === 'same' ? text : '\u0000')).join('');
  const common = words.replace(/[-_.:/]*\u0000[-_.:]*/gu, (gap, at: number) =>
    at + gap.length === words.length ? '' : '-',
  );
  return idFrom(common.replace(/-+\//gu, '/')) ?? 'pod';
}

/** No two pods may be called alike. */
function withOwnIds(pods: readonly GuessedPod[]): readonly GuessedPod[] {
  const distinct = distinctNames();
  return pods.map((pod) => ({ ...pod, id: distinct(pod.id) }));
}
