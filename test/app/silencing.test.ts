import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { CycleRunner } from '../../src/app/cycle.ts';
import { silencedAt, Silencing } from '../../src/app/silencing.ts';
import type { ResultNode } from '../../src/domain/result.ts';
import type { Silence, Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from '../support/held-store.ts';
import { worldOf } from '../support/installation.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';
import { smallModel } from '../support/small-model.ts';

const silence = (since: number, until: number, node = 'pod/storage'): Silence => ({
  id: `${node} ${since} ${until}`,
  node,
  since,
  until,
  reason: 'a new disk',
  who: 'anna',
});

test.each([
  ['none', [], 10, []],
  ['one that has not begun', [[20, 30]], 10, []],
  ['one in force', [[5, 30]], 10, [[5, 1]]],
  ['one that has just begun', [[10, 30]], 10, [[10, 1]]],
  ['one that ends now', [[5, 10]], 10, [[10, 0]]],
  ['one that was over', [[1, 5]], 10, [[5, 0]]],
  // prettier-ignore
  ['one that goes on after another', [[1, 5], [3, 30]], 10, [[5, 1]]],
  // prettier-ignore
  ['two that are over', [[1, 9], [3, 5]], 10, [[9, 0]]],
] as const)('%s counts as it stands now', (...[, spans, at, expected]) => {
  const found = silencedAt(
    spans.map(([since, until]) => silence(since, until)),
    at,
  );
  expect(found.map((observation) => [observation.at, observation.value])).toEqual(expected);
});

test('while the store cannot be read, what it held before goes on, and ends in its time', async () => {
  let isBroken = false;
  const silences = (): Promise<readonly Silence[]> =>
    isBroken ? Promise.reject(unreachable('The store')) : Promise.resolve([silence(5, 30)]);
  const silencing = new Silencing({ store: { silences } });
  await silencing.observations(10);
  isBroken = true;
  expect((await silencing.observations(20)).map(({ value }) => value)).toEqual([1]);
  expect((await silencing.observations(40)).map(({ value }) => value)).toEqual([0]);
});

describe('a silence', () => {
  let folder: string;
  let store: Store;
  const outside = new ScriptedWorld();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linchpin-silencing-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function startProcess(): Promise<CycleRunner> {
    store = await held(openStore({ sqlite: join(folder, 'linchpin.db') }));
    const world = worldOf(smallModel);
    const { observe } = outside;
    const parts = { worldNow: () => world, reader: outside, writer: outside, verifier: outside, clock: outside };
    return CycleRunner.start({ ...parts, store, log: outside, observe });
  }

  it('is seen in the next cycle, goes on over a restart, and ends also where nobody ran at its end', async () => {
    let runner = await startProcess();
    const pod = async (): Promise<ResultNode | undefined> => {
      outside.time += 30;
      return (await runner.run()).result?.pods[0];
    };
    expect((await pod())?.planned).toBeUndefined();
    await store.addSilences([silence(outside.time, outside.time + 7200)]);
    expect((await pod())?.planned).toBe(true);
    await store.close();
    runner = await startProcess();
    expect((await pod())?.planned).toBe(true);
    await store.close();
    outside.time += 7 * 86_400;
    runner = await startProcess();
    expect((await pod())?.planned).toBeUndefined();
    await store.close();
  });

  const day = 86_400;
  it.each([
    ['within it, goes on', { since: 0, until: 7200 }, true],
    ['before it began, has not begun', { since: day / 2, until: 2 * day }, undefined],
    ['after it ended, stays ended', { since: -7200, until: -3600 }, undefined],
  ])('that a clock went past which is then set back to a time %s', async (_, { since, until }, planned) => {
    const runner = await startProcess();
    const pod = async (): Promise<ResultNode | undefined> => {
      outside.time += 30;
      return (await runner.run()).result?.pods[0];
    };
    await store.addSilences([silence(outside.time + since, outside.time + until)]);
    await pod();
    outside.time += day;
    await pod();
    outside.time -= day;
    expect((await pod())?.planned).toBe(planned);
    expect((await pod())?.planned).toBe(planned);
    await store.close();
  });
});
