import Table from 'cli-table3';

import { offlineWorld } from '../src/app/offline-world.ts';
import { derive } from '../src/derive/derive.ts';
import { emptyMemory } from '../src/domain/memory.ts';
import type { ServiceGraph } from '../src/domain/service-graph.ts';
import { conclude } from '../src/evaluate.ts';
import { buildGraph } from '../src/graph/build-graph.ts';
import { singlePoints } from '../src/twin/single-points.ts';
import { whatIf, withFailures } from '../src/twin/what-if.ts';
import { largeModel } from './benchmark/large-model.ts';
import { Stopwatch } from './benchmark/measure.ts';
import { breadthFirst, floorOf, recursiveRollUp, sizeOf } from './benchmark/yardsticks.ts';
import { changedHealth, healthIn } from './benchmark/weather.ts';
import type { Weather } from './benchmark/weather.ts';

/**
 * Measures the engine alone, on installations in the proportions of the reference one, ten and a hundred times as
 * large. Beside each figure stands a yardstick from the same run: absolute times tell of the machine, ratios of the
 * code. The argument is the largest number of containers (200000).
 */
async function main(largest: number): Promise<void> {
  for (const containers of [2_000, 20_000, 200_000].filter((count) => count <= largest)) {
    for (const [density, calls] of [
      ['sparse', 2],
      ['dense', 20],
    ] as const) {
      const before = heap();
      const model = largeModel({ containers, calls });
      const watch = new Stopwatch();
      let graph: ServiceGraph | undefined;
      for (let round = 0; round < 3; round++) graph = await watch.time('compile', () => buildGraph(model));
      if (!graph) continue;
      const health = healthIn('quiet', graph);
      const verdicts = derive(graph, health, options);
      const bytes = (heap() - before) / graph.topology.containerIds.length;
      const { nodes, edges } = sizeOf(graph);
      process.stdout.write(
        `\n${String(graph.topology.containerIds.length)} containers, ${density}: ${String(nodes)} nodes, ${String(edges)} edges, ` +
          `${String(graph.topology.podIds.length)} pods, largest call cycle ${String(largestCycle(graph))}; ` +
          `${bytes.toFixed(0)} bytes a container (model, graph and verdicts; goal: under 1024)\n`,
      );
      const table = new Table({ head: ['', 'quiet ms', '', 'storm ms', ''], style: { head: [], border: [] } });
      const [quiet, storm] = [await measure(graph, 'quiet'), await measure(graph, 'storm')];
      const compile = watch.of('compile').median;
      table.push(['compile', text(compile), ratio(compile, quiet.floor, 'floors'), '', '']);
      for (const [index, line] of quiet.lines.entries()) table.push([...line, ...(storm.lines[index]?.slice(1) ?? [])]);
      process.stdout.write(`${table.toString()}\n`);
      if (verdicts.pods.state.length === 0) throw new Error('nothing was derived');
    }
  }
}

const options = { onsetTolerance: 60 };

/** The resident size of everything reachable, arrays included. */
function heap(): number {
  if (!globalThis.gc) throw new Error('run it with node --expose-gc, as npm run bench does');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function largestCycle({ topology: { unitStart } }: ServiceGraph): number {
  let largest = 0;
  for (let unit = 0; unit + 1 < unitStart.length; unit++)
    largest = Math.max(largest, (unitStart[unit + 1] ?? 0) - (unitStart[unit] ?? 0));
  return largest;
}

async function measure(
  graph: ServiceGraph,
  weather: Weather,
): Promise<{ readonly floor: number; readonly lines: readonly string[][] }> {
  const world = offlineWorld(graph);
  const health = healthIn(weather, graph);
  const byPod = changedHealth(health, graph, 'by pod');
  const strewn = changedHealth(health, graph, 'strewn');
  const before = derive(graph, health, options);
  const memory = { ...emptyMemory, verdicts: before };
  const server = graph.model.resources.find(({ kind }) => kind === 'server')?.id ?? '';
  const watch = new Stopwatch();
  const floor = floorOf(graph);
  const yardsticks = { breadthFirst: breadthFirst(graph), recursive: recursiveRollUp(graph, health) };
  const many = graph.topology.containerIds.length > 50_000 ? 9 : 31;
  const works: readonly (readonly [string, () => unknown, number])[] = [
    ['floor', floor, many],
    ['breadth first', yardsticks.breadthFirst, many],
    ['recursive', yardsticks.recursive, many],
    ['full', () => derive(graph, health, options), many],
    ['by pod', () => derive(graph, byPod, { ...options, before }), many],
    ['strewn', () => derive(graph, strewn, { ...options, before }), many],
    ['what-if', () => derive(graph, withFailures(graph, health, [server]), { ...options, before }), many],
    ['incidents', () => conclude(world, health, emptyMemory), 5],
    ['what-if incidents', () => whatIf(world, { fail: [server], on: health, memory }), 5],
    ['spof', () => singlePoints(graph), 5],
  ];
  for (const [name, work, rounds] of works) {
    // The first rounds only warm the compiler up.
    for (let round = 0; round < Math.ceil(rounds / 3); round++) work();
    for (let round = 0; round < rounds; round++) await watch.time(name, work);
  }
  const of = (name: string): number => watch.of(name).median;
  const cheaper = (ms: number, words: string): string => `${factor(of('full') / ms)} × ${words}`;
  return {
    floor: of('floor'),
    lines: [
      ['floor: one pass over nodes and edges', text(of('floor')), ''],
      ["graphology's breadth-first walk", text(of('breadth first')), ratio(of('breadth first'), of('floor'), 'floors')],
      ['plain recursive roll-up', text(of('recursive')), ratio(of('recursive'), of('floor'), 'floors')],
      ['masking, roll-up, functions', text(of('full')), ratio(of('full'), of('floor'), 'floors (goal: within 30)')],
      ['after 1 % changed, by pod', text(of('by pod')), cheaper(of('by pod'), 'cheaper (goal: at least 10)')],
      ['after 1 % changed, strewn', text(of('strewn')), cheaper(of('strewn'), 'cheaper')],
      ['what-if of one server', text(of('what-if')), cheaper(of('what-if'), 'cheaper')],
      [
        '  with incidents and result',
        text(of('what-if incidents')),
        ratio(of('what-if incidents'), of('incidents'), 'of the line below'),
      ],
      ['all with incidents and result', text(of('incidents')), ratio(of('incidents'), of('floor'), 'floors')],
      ['spof', text(of('spof')), ratio(of('spof'), of('full'), 'full evaluations (goal: within 100)')],
    ],
  };
}

function text(ms: number): string {
  return ms.toFixed(ms < 10 ? 3 : 0);
}

function factor(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function ratio(ms: number, yardstick: number, of: string): string {
  return `${factor(ms / yardstick)} ${of}`;
}

await main(Number(process.argv[2] ?? 200_000));
