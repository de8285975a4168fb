import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { offlineWorld } from '../../src/app/offline-world.ts';
import { Past } from '../../src/app/past.ts';
import type { Settings } from '../../src/config/settings.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { IncidentMemory } from '../../src/domain/memory.ts';
import type { Result } from '../../src/domain/result.ts';
import { conclude } from '../../src/evaluate.ts';
import type { World } from '../../src/evaluate.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { openStore } from '../../src/store/open-store.ts';
import { explain } from '../../src/twin/explain.ts';
import { stateThen } from '../../src/twin/past.ts';
import type { State } from '../../src/twin/state.ts';
import { settingsOf } from '../config/loading.ts';
import { held } from '../support/held-store.ts';
import { histories, reportsOf } from '../support/random-history.ts';
import type { History } from '../support/random-history.ts';
import { smallModel } from '../support/small-model.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-past-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Lives through a history, saving each cycle; gives each as it was, and as the store tells it afterwards. */
async function livedThrough(history: History, sqlite: string): Promise<readonly (readonly [State, State])[]> {
  const world: World = offlineWorld(buildGraph(history.first.model), { interval: history.first.onsetTolerance });
  const store = await held(openStore({ sqlite }));
  let incidents: IncidentMemory = emptyMemory.incidents;
  const states: State[] = [];
  for (const report of reportsOf(world.graph, history)) {
    const conclusion = conclude(world, report, { incidents });
    incidents = conclusion.incidentMemory;
    const { result, verdicts } = conclusion;
    const memory = { incidents, publish: emptyMemory.publish };
    const model = { parts: new Map([['file mail.yaml', 'drawn']]) };
    await store.save({ at: report.at, nodes: new Map(), memory, outbox: [], result, verdicts, model, interval: 3600 });
    states.push({ ...conclusion, world, memory: { incidents } });
  }
  const pairs: (readonly [State, State])[] = [];
  for (const state of states) pairs.push([state, stateThen(world, (await store.stateAt(state.health.at))!)]);
  await store.close();
  return pairs;
}

/** What was shown, but the incidents that ended in that cycle. */
function open(result: Result): unknown {
  const incidents = result.incidents.filter(({ state }) => state === 'open');
  return JSON.parse(JSON.stringify({ ...result, incidents })) as unknown;
}

it('what was at a time is told as it was shown then, and explained as it would have been', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      for (const [shown, told] of await livedThrough(history, join(folder, `${++count}.db`))) {
        expect(open(told.result)).toEqual(open(shown.result));
        for (const id of shown.world.graph.topology.indexOf.keys()) {
          const { incidents: _then, ...then } = explain(id, told);
          const { incidents: _now, ...now } = explain(id, shown);
          expect(then).toEqual(now);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('a time is told with the model of that time, also where another one came into force in the same moment', async () => {
  const settings = await settingsOf('');
  const past = new Past(() => settings);
  const then = (text: string) => {
    const model = { since: 1, parts: new Map([['file mail.yaml', text]]) };
    const store = { stateAt: () => Promise.resolve({ at: 2, nodes: new Map(), incidents: [], model }) };
    return past.at(store, 2).then(({ state }) => state.world.graph);
  };
  const first = await then(smallModel);
  const second = await then(smallModel.replaceAll('vm-2', 'vm-3'));
  expect(first.topology.indexOf.has('server/vm-2')).toBe(true);
  expect(second.topology.indexOf.has('server/vm-3')).toBe(true);
  expect(await then(smallModel)).toBe(first);
});

it('a time is told with the settings of now, also where they were read anew since', async () => {
  const settings = await settingsOf('');
  let language: Settings['language'] = 'en';
  const past = new Past(() => ({ ...settings, language }));
  const model = { since: 1, parts: new Map([['file mail.yaml', smallModel]]) };
  const store = { stateAt: () => Promise.resolve({ at: 2, nodes: new Map(), incidents: [], model }) };
  await past.at(store, 2);
  language = 'ru';
  expect((await past.at(store, 2)).state.world.language).toBe('ru');
});
