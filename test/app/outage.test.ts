import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CycleRunner } from '../../src/app/cycle.ts';
import { mostWaiting } from '../../src/app/sending.ts';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { QueuedValue, Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from '../support/held-store.ts';
import { worldOf } from '../support/installation.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';
import { smallModel } from '../support/small-model.ts';

let folder: string;
let store: Store;
let outside: ScriptedWorld;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-outage-'));
  outside = new ScriptedWorld();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process whose store holds as many values as may wait, all of one item, from the hours before. */
async function afterHoursWithoutZabbix(): Promise<CycleRunner> {
  const old = Array.from({ length: mostWaiting }, (_, index): QueuedValue => {
    const value = { host: 'Linchpin mail', key: 'linchpin.cycle.time', value: 1, clock: index, ns: 0 };
    return { sequence: index - mostWaiting, value };
  });
  let waiting: readonly QueuedValue[] = old;
  store = await held(openStore({ sqlite: join(folder, 'linchpin.db') }));
  const [outbox, confirm] = [store.outbox.bind(store), store.confirm.bind(store)];
  Object.assign(store, {
    outbox: async () => [...waiting, ...(await outbox())],
    confirm: async (sequences: readonly number[]) => {
      const done = new Set(sequences);
      waiting = waiting.filter(({ sequence }) => !done.has(sequence));
      await confirm(sequences.filter((sequence) => sequence >= 0));
    },
  });
  const { observe } = outside;
  return CycleRunner.start({
    worldNow: () => worldOf(smallModel),
    reader: outside,
    writer: outside,
    verifier: outside,
    store,
    clock: outside,
    log: outside,
    observe,
  });
}

it('a Zabbix that was down too long is told the newest of each item, in order and with its time, and that there is a gap', async () => {
  const working = outside.answer;
  outside.answer = () => Promise.reject(unreachable());
  const runner = await afterHoursWithoutZabbix();
  const cycle = async (): Promise<void> => {
    outside.time += 30;
    await runner.run();
  };
  for (let count = 0; count < 3; count += 1) await cycle();
  outside.batches.length = 0;
  outside.answer = working;
  for (let count = 0; count < 3; count += 1) await cycle();

  const told = outside.batches.flat();
  const of = (key: string): readonly OutgoingValue[] => told.filter((value) => value.key === key);
  const cycles = [5, 4, 3, 2, 1, 0].map((ago) => outside.time - 30 * ago);
  expect(of('linchpin.heartbeat').map(({ clock }) => clock)).toEqual(cycles);
  const clocks = of('linchpin.cycle.time').map(({ clock }) => clock);
  expect(clocks).toEqual([...clocks].sort((a, b) => a - b));
  expect(clocks.length).toBeLessThan(mostWaiting);
  expect(clocks).toContain(mostWaiting - 1);
  expect(of('linchpin.health').map(({ value }) => value)).toEqual([1, 0, 1]);
  expect(outside.said.map(({ message }) => message)).toContain(
    'too many values wait for Zabbix; the oldest are dropped',
  );
});
