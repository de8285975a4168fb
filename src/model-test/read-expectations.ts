import type { Position } from '../domain/finding.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import { severityNames } from '../domain/severity.ts';
import type { Severity } from '../domain/severity.ts';
import type { Report } from '../model/findings.ts';
import { keyPositionOf, positionOf, within } from '../model/positions.ts';
import type { Place } from '../model/positions.ts';
import type { ExpectedFact, ExpectedIncident, Expectation, Listed, Named, StateWord } from './case.ts';
import { complaints } from './complaints.ts';
import { anyNodes, nodesOfKind } from './names.ts';
import type { Found, Names } from './names.ts';
import type { WrittenExpectation, WrittenIncident } from './schema.ts';

/** What reading needs: the names of the model, and somebody to tell of what is wrong. */
export interface Reading {
  readonly names: Names;
  readonly report: Report;
}

const kindsByList = {
  systems: 'system',
  subsystems: 'subsystem',
  pods: 'pod',
  shards: 'shard',
  containers: 'container',
  servers: 'server',
  disks: 'disk',
  networks: 'network',
  functions: 'function',
} as const satisfies Readonly<Record<string, NodeKind>>;

/** Reads what must hold at one time. */
export function readExpectations(
  written: Omit<WrittenExpectation, 'at'>,
  place: Place,
  reading: Reading,
): readonly Expectation[] {
  const states = Object.entries(kindsByList).flatMap(([list, kind]) =>
    inStates(written[list as keyof typeof kindsByList] ?? {}, { list, kind, place: within(place, list) }, reading),
  );
  const { incidents } = written;
  return [
    ...states,
    ...aboutNodes(written, place, reading),
    ...(incidents === undefined ? [] : [incidentsIn(incidents, within(place, 'incidents'), reading)]),
  ];
}

function inStates(
  lists: Readonly<Partial<Record<string, readonly string[] | undefined>>>,
  { list, kind, place }: { readonly list: string; readonly kind: NodeKind; readonly place: Place },
  reading: Reading,
): readonly Expectation[] {
  return Object.entries(lists).map(([state, texts]) => ({
    kind: 'in-state',
    ...named(`${list}.${state}`, within(place, state)),
    node: kind,
    state: state as StateWord,
    listed: listed(texts ?? [], { place: within(place, state), find: byKind(kind, reading) }, reading),
  }));
}

function aboutNodes(
  { reserve, severity, maskedBy }: Omit<WrittenExpectation, 'at'>,
  place: Place,
  reading: Reading,
): readonly Expectation[] {
  const nodesAt = (list: string, text: string): Named & { readonly nodes: readonly NodeId[] } => {
    const at = within(place, list, text);
    const nodes = found(text, { position: keyPositionOf(at), find: anyKind(reading) }, reading);
    return { ...named(`${list}.${text}`, at), nodes };
  };
  return [
    ...Object.entries(reserve ?? {}).map(([text, least]): Expectation => {
      return { kind: 'reserve', ...nodesAt('reserve', text), reserve: least === 'none' ? null : least };
    }),
    ...Object.entries(severity ?? {}).map(([text, word]): Expectation => {
      return { kind: 'severity', ...nodesAt('severity', text), severity: severityCalled(word) };
    }),
    ...Object.entries(maskedBy ?? {}).map(([text, roots]): Expectation => {
      const at = within(place, 'maskedBy', text);
      const by = listed(roots, { place: at, find: anyKind(reading) }, reading);
      return { kind: 'masked-by', ...nodesAt('maskedBy', text), roots: by };
    }),
  ];
}

function severityCalled(word: string): Severity {
  return Math.max(
    0,
    severityNames.findIndex((name) => name === word),
  ) as Severity;
}

function incidentsIn(written: readonly (string | WrittenIncident)[], place: Place, reading: Reading): Expectation {
  const { entries, isComplete } = withoutDots(written, place, reading);
  const incidents = entries.map((entry, index) => readIncident(entry, within(place, index), reading));
  return { kind: 'incidents', ...named('incidents', place), incidents, isComplete };
}

function readIncident(written: string | WrittenIncident, place: Place, reading: Reading): ExpectedIncident {
  const { root, ...facts } = typeof written === 'string' ? { root: written } : written;
  const at = typeof written === 'string' ? place : within(place, 'root');
  const nodes = found(root, { position: positionOf(at), find: anyKind(reading) }, reading);
  return {
    written: root,
    roots: nodes,
    facts: Object.entries(facts).flatMap(([fact, value]) => {
      const there = within(place, fact);
      const what = named(`incident ${root}: ${fact}`, there);
      return value === undefined ? [] : [{ ...what, ...readFact(fact, value, { place: there, reading }) }];
    }),
  };
}

interface At {
  readonly place: Place;
  readonly reading: Reading;
}

function readFact(
  fact: string,
  value: string | number | boolean | readonly string[],
  { place, reading }: At,
): ExpectedFact {
  if (typeof value !== 'object') {
    if (fact === 'symptoms') return { kind: 'symptom-count', count: Number(value) };
    const isNone = (fact === 'reserve' || fact === 'recovery') && value === 'none';
    return { kind: 'plain', of: fact as PlainFact, value: isNone ? null : value };
  }
  const nodes = (find: Find): Listed => listed(value, { place, find }, reading);
  switch (fact) {
    case 'symptoms':
      return { kind: 'nodes', of: fact, listed: nodes(byKind('container', reading)) };
    case 'failed':
      return { kind: 'nodes', of: fact, listed: nodes(anyKind(reading)) };
    case 'functionsLost':
    case 'functionsImpaired':
      return { kind: 'nodes', of: fact, listed: nodes(byKind('function', reading)) };
    default: {
      const { entries, isComplete } = withoutDots(value, place, reading);
      return { kind: 'words', of: fact === 'refused' ? fact : 'rules', words: entries, isComplete };
    }
  }
}

type PlainFact = Extract<ExpectedFact, { kind: 'plain' }>['of'];

type Find = (text: string) => Found;

function byKind(kind: NodeKind, { names }: Reading): Find {
  return (text) => nodesOfKind(names, kind, text);
}

function anyKind({ names }: Reading): Find {
  return (text) => anyNodes(names, text);
}

/** The nodes that a list names. */
function listed(
  texts: readonly string[],
  { place, find }: { readonly place: Place; readonly find: Find },
  reading: Reading,
): Listed {
  const { entries, isComplete } = withoutDots(texts, place, reading);
  const nodes = entries.flatMap((text, index) =>
    found(text, { position: positionOf(within(place, index)), find }, reading),
  );
  return { nodes: [...new Set(nodes)], isComplete };
}

/** The nodes that a name stands for; none, and a complaint, where it stands for nothing. */
function found(
  text: string,
  { position, find }: { readonly position: Position; readonly find: Find },
  { report }: Reading,
): readonly NodeId[] {
  const nodes = find(text);
  if ('nodes' in nodes) return nodes.nodes;
  report(complaints.unknownNode(text, nodes.wrong, nodes.nearest), position);
  return [];
}

/** A list without the dots at its end, which say that there may be others. */
function withoutDots<Entry>(
  list: readonly Entry[],
  place: Place,
  { report }: Reading,
): { readonly entries: readonly Entry[]; readonly isComplete: boolean } {
  const isDots = (entry: Entry): boolean => entry === '...' || entry === '…';
  const isComplete = !list.slice(-1).some(isDots);
  const entries = isComplete ? list : list.slice(0, -1);
  const early = entries.findIndex(isDots);
  if (early !== -1) report(complaints.dotsLast(), positionOf(within(place, early)));
  return { entries: entries.filter((entry) => !isDots(entry)), isComplete };
}

function named(what: string, place: Place): Named {
  return { what, position: keyPositionOf(place) };
}
