import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Board } from '../../src/app/answers/board.ts';
import type { CycleReport } from '../../src/app/cycle.ts';
import { OwnState } from '../../src/app/own-state.ts';
import { loadSettingsOnly } from '../../src/app/setup.ts';
import { Vitals } from '../../src/app/vitals.ts';
import { worldOf } from '../../src/app/world.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { HealthReport } from '../../src/domain/health.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import { conclude } from '../../src/evaluate.ts';
import type { World } from '../../src/evaluate.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import type { PageFiles } from '../../src/http/page.ts';
import { startHttp } from '../../src/http/server.ts';
import type { HttpServer } from '../../src/http/server.ts';
import { largeModel } from './large-model.ts';

/** Runs a measurement with settings by default and a store that nobody keeps. */
export async function withSettings(measure: (settings: Settings) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-bench-'));
  try {
    const env = { ZABBIX_URL: 'https://zabbix.example.org', LINCHPIN_STORE_SQLITE: join(folder, 'linchpin.db') };
    const { settings } = await loadSettingsOnly({ env });
    if (settings === undefined) throw new Error('there are no settings');
    await measure(settings);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An installation of so many containers, in the proportions of the reference one; says its size. */
export function largeWorld(settings: Settings, containers: number): World {
  const world = worldOf(settings, buildGraph(largeModel({ containers, calls: 5 })));
  process.stdout.write(`\n${String(world.graph.topology.containerIds.length)} containers, in a storm\n`);
  return world;
}

/** Serves API and page of a board that is told its cycles by hand, to anybody on this machine. */
export async function servePage(
  settings: Settings,
  page?: PageFiles,
): Promise<{ readonly board: Board; readonly server: HttpServer }> {
  const clock = { now: (): number => Date.now() / 1000 };
  const board = new Board({
    settingsNow: () => settings,
    zabbix: { url: 'https://zabbix.example.org' },
    clock,
    vitals: new Vitals(30),
    own: new OwnState(),
    history: { newest: () => Promise.resolve([]) },
    preview: ({ kind }) => Promise.resolve({ text: kind, request: [] }),
    wake: () => undefined,
  });
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    basePath: '/',
    tokens: {},
    frameAncestors: [],
    failing: () => [],
    standsBy: () => false,
    board,
    now: () => clock.now(),
    log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
    ...(page && { page }),
  });
  return { board, server };
}

/** What a cycle that finds this health reports. */
export function reportOf(world: World, health: HealthReport): CycleReport {
  const conclusion = conclude(world, health, emptyMemory);
  const memory = { ...emptyMemory, incidents: conclusion.incidentMemory, verdicts: conclusion.verdicts };
  const evaluation = { ...conclusion, memory, changedNodes: new Map(), commands: [], decisions: [] };
  const observed = { at: health.at, observations: [], intervals: new Map<string, number>() };
  // A cycle has written its result to the store before it is shown, and so made all of it.
  JSON.stringify(conclusion.result);
  return { result: conclusion.result, judged: { world, observed, evaluation }, stages: {}, waiting: 0 };
}

function nothing(): void {
  // Nothing is said.
}
