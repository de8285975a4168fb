import type { Finding } from '../domain/finding.ts';
import type { Duration } from '../domain/instant.ts';
import { byText } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { FindingList } from '../model/findings.ts';
import type { Complaint } from '../model/findings.ts';
import { nearestName } from '../model/nearest-name.ts';
import { keyPositionOf, positionOf, within } from '../model/positions.ts';
import type { Place } from '../model/positions.ts';
import { reportMistakes } from '../model/shape/report-mistakes.ts';
import { checkShape } from '../model/shape/schema.ts';
import { readYaml } from '../model/yaml-source.ts';
import type { SourceFile } from '../model/yaml-source.ts';
import type { Check, Observed, Series, Shown, TestCase, TestFile } from './case.ts';
import { complaints } from './complaints.ts';
import { failingNodes, namesOf, signalsOf } from './names.ts';
import { readExpectations } from './read-expectations.ts';
import type { Reading } from './read-expectations.ts';
import { testFileSchema } from './schema.ts';
import type { WrittenCase, WrittenExpectation, WrittenSeries } from './schema.ts';

/** What reading the tests of a model gave: their cases, unless something in them is an error, and everything found. */
export interface TestReading {
  readonly files?: readonly TestFile[];
  readonly findings: readonly Finding[];
}

const usualInterval: Duration = 60;

/** Reads the `*.test.yaml` of a model, whatever their order; never throws for what people wrote. */
export function readTests(sources: readonly SourceFile[], graph: ServiceGraph): TestReading {
  const findings = new FindingList();
  const names = namesOf(graph);
  const inOrder = sources.toSorted((a, b) => byText(a.path, b.path));
  const files = inOrder.map((source) => readFile(source, { names, report: findings.report }));
  return { ...(!findings.hasErrors && { files }), findings: findings.sorted() };
}

function readFile(file: SourceFile, reading: Reading): TestFile {
  const source = readYaml(file, reading);
  if (source === undefined) return { path: file.path, interval: usualInterval, cases: [] };
  const place: Place = { source, path: [] };
  const written = source.value ?? {};
  const { value, mistakes } = checkShape(testFileSchema, written, { cases: {} });
  reportMistakes(mistakes, { place, value: written }, reading.report);
  const cases = Object.entries(value?.cases ?? {});
  if (cases.length === 0 && mistakes.length === 0) reading.report(complaints.noCases(), positionOf(place));
  const { interval = usualInterval } = value ?? {};
  if (interval === 0) reading.report(complaints.noInterval(), positionOf(within(place, 'interval')));
  const read = cases.map(([name, one]) => readCase(one, { name, place: within(place, 'cases', name) }, reading));
  if (interval > 0) for (const one of read) refuseEndless(one, interval, reading);
  return { path: file.path, interval, cases: read };
}

/** More would take longer than anybody waits: what happens over months is told with a longer interval. */
const mostPolls = 100_000;

function refuseEndless({ observed, checks }: TestCase, interval: Duration, { report }: Reading): void {
  if (observed.kind !== 'series') return;
  for (const { at = 0, position } of checks) {
    const polls = Math.ceil(at / interval);
    if (polls > mostPolls) report(complaints.tooManyPolls(polls, mostPolls), position);
  }
}

function readCase(
  { given, expect }: WrittenCase,
  { name, place }: { readonly name: string; readonly place: Place },
  reading: Reading,
): TestCase {
  const inGiven = within(place, 'given');
  const observed = observedBy(given?.observations, within(inGiven, 'observations'), reading);
  const inExpect = within(place, 'expect');
  const checks = Array.isArray(expect)
    ? expect.map((one, index) => readCheck(one, { place: within(inExpect, index), observed }, reading))
    : [readCheck(expect, { place: inExpect, observed }, reading)];
  return {
    name,
    position: keyPositionOf(place),
    fail: failing(given?.fail ?? [], within(inGiven, 'fail'), reading),
    observed,
    checks: checks.toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity)),
  };
}

function readCheck(
  written: WrittenExpectation,
  { place, observed }: { readonly place: Place; readonly observed: Observed },
  reading: Reading,
): Check {
  const { at, ...rest } = written;
  if (at === undefined && observed.kind === 'series') reading.report(complaints.atMissing(), keyPositionOf(place));
  if (at !== undefined && observed.kind === 'nothing') {
    reading.report(complaints.atNeedsTime(), keyPositionOf(within(place, 'at')));
  }
  const expectations = readExpectations(rest, place, reading);
  if (Object.keys(rest).length === 0) reading.report(complaints.expectsNothing(), keyPositionOf(place));
  return { position: keyPositionOf(within(place, 'at')), ...(at !== undefined && { at }), expectations };
}

function observedBy(written: string | readonly WrittenSeries[] | undefined, place: Place, reading: Reading): Observed {
  if (written === undefined) return { kind: 'nothing' };
  if (typeof written === 'string') return { kind: 'recording', file: written, position: positionOf(place) };
  return {
    kind: 'series',
    series: written.flatMap((series, index) => readSeries(series, within(place, index), reading)),
  };
}

function readSeries(written: WrittenSeries, place: Place, reading: Reading): readonly Series[] {
  const { node, signal } = written;
  const nodes = failing(node, within(place, 'node'), reading);
  checkSignal(signal, nodes, { place: within(place, 'signal'), reading });
  const shows = shownBy(written);
  if (!('level' in shows)) return [{ nodes, signal, shows }];
  reading.report(shows, keyPositionOf(place));
  return [];
}

function shownBy({ value, grows, at, from, to }: WrittenSeries): Shown | Complaint {
  if (value !== undefined && grows !== undefined) return complaints.valueOrGrows('both');
  if (at !== undefined) {
    const isAlone = from === undefined && to === undefined && value !== undefined;
    return isAlone ? { kind: 'once', value, at } : complaints.atAlone();
  }
  const between = { from: from ?? 0, to: to ?? Infinity };
  if (between.to < between.from) return complaints.endsBeforeItBegins();
  if (value !== undefined) return { kind: 'value', value, ...between };
  return grows === undefined ? complaints.valueOrGrows('none') : { kind: 'counter', rate: grows, ...between };
}

function checkSignal(
  signal: string,
  nodes: readonly NodeId[],
  { place, reading }: { readonly place: Place; readonly reading: Reading },
): void {
  for (const node of nodes) {
    const known = signalsOf(reading.names, node);
    if (known.has(signal)) continue;
    reading.report(complaints.unknownSignal(signal, node, nearestName(signal, known)), positionOf(place));
    return;
  }
}

/** The nodes that names stand for, each once. */
function failing(texts: readonly string[], place: Place, { names, report }: Reading): readonly NodeId[] {
  const nodes = texts.flatMap((text, index) => {
    const found = failingNodes(names, text);
    if ('nodes' in found) return found.nodes;
    report(complaints.unknownNode(text, found.wrong, found.nearest), positionOf(within(place, index)));
    return [];
  });
  return [...new Set(nodes)];
}
