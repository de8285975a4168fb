import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CycleRunner } from '../../src/app/cycle.ts';
import type { SignalValue } from '../../src/domain/signal.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from '../support/held-store.ts';
import { worldOf } from '../support/installation.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';
import { smallModel } from '../support/small-model.ts';

const one = 'container/vm-1/storage-1';
const two = 'container/vm-2/storage-2';

let folder: string;
let store: Store;
let outside: ScriptedWorld;
let runner: CycleRunner;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-set-back-'));
  store = await held(openStore({ sqlite: join(folder, 'linchpin.db') }));
  outside = new ScriptedWorld();
  await startProcess();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function startProcess(): Promise<void> {
  const world = worldOf(smallModel);
  runner = await CycleRunner.start({
    worldNow: () => world,
    reader: outside,
    writer: outside,
    verifier: outside,
    store,
    clock: outside,
    log: outside,
    observe: outside.observe,
  });
}

const told = (): number =>
  outside.said.filter(({ message }) => message.startsWith('the clock was set back; what')).length;

/** Cycles that each see one container run and the other report a value; gives what the latter was in each. */
async function cycles(
  count: number,
  signal: string,
  value: () => SignalValue,
): Promise<readonly (string | undefined)[]> {
  const states: (string | undefined)[] = [];
  for (let cycle = 0; cycle < count; cycle += 1) {
    outside.time += 30;
    outside.sees(one, 'status', 'running');
    outside.sees(two, signal, value());
    if (signal !== 'status') outside.sees(two, 'status', 'running');
    const { result } = await runner.run();
    states.push(result?.containers.find(({ id }) => id === two)?.state);
  }
  return states;
}

/** A counter of errors that goes on by so many at each cycle. */
function counting(perCycle: number): () => number {
  let errors = 0;
  return () => (errors += perCycle);
}

const setBack = 3600;

describe('a clock that is set back by an hour', () => {
  it('makes no growth of a counter that grows as it may', async () => {
    const errors = counting(4);
    await cycles(10, 'errors', errors);
    outside.time -= setBack;
    expect(new Set(await cycles(10, 'errors', errors))).toEqual(new Set(['working']));
  });

  it('ends no growth: what was left of the burst is left', async () => {
    const errors = counting(12);
    await cycles(6, 'errors', errors);
    outside.time -= setBack;
    expect((await cycles(4, 'errors', errors)).at(-1)).toBe('failed');
  });

  it('lets a growth that is over end after its time, not an hour later', async () => {
    await cycles(10, 'errors', counting(30));
    outside.time -= setBack;
    const still = (): number => 300;
    expect((await cycles(5, 'errors', still)).at(-1)).toBe('failed');
    expect((await cycles(4, 'errors', still)).at(-1)).toBe('working');
  });

  it('begins a hold anew that had not lasted long enough, and keeps one that had', async () => {
    await cycles(3, 'status', () => 'running');
    await cycles(1, 'status', () => 'exited');
    outside.time -= setBack;
    expect((await cycles(1, 'status', () => 'exited')).at(-1)).toBe('working');
    expect((await cycles(2, 'status', () => 'exited')).at(-1)).toBe('failed');
    outside.time -= setBack;
    expect((await cycles(1, 'status', () => 'exited')).at(-1)).toBe('failed');
  });

  it('lets what falls silent then become unknown after its stale age', async () => {
    await cycles(3, 'status', () => 'running');
    outside.time -= setBack;
    const states: (string | undefined)[] = [];
    for (let cycle = 0; cycle < 9; cycle += 1) {
      outside.time += 30;
      states.push((await runner.run()).result?.systems[0]?.state);
    }
    expect(states.at(0)).toBe('working');
    expect(states.at(-1)).toBe('unknown');
  });

  it('is told once', async () => {
    await cycles(2, 'status', () => 'running');
    outside.time -= setBack;
    await cycles(2, 'status', () => 'running');
    expect(told()).toBe(1);
  });

  it('while no process runs is seen by the next one', async () => {
    await cycles(2, 'status', () => 'running');
    outside.time -= setBack;
    await startProcess();
    await cycles(2, 'status', () => 'running');
    expect(told()).toBe(1);
  });
});

describe('a process that starts while the clock of an agent is two minutes ahead', () => {
  it('sees no clock set back, and takes no sample in a second time', async () => {
    const samples = [0, 30, 60].map((of) => ({ at: outside.time + 160 + of, node: two, signal: 'errors', value: of }));
    const remembered = async (): Promise<unknown> => (await store.load()).nodes.get(two);
    for (const sample of samples) {
      outside.time += 30;
      outside.observations.push(sample);
      await runner.run();
    }
    const before = await remembered();
    await startProcess();
    outside.time += 30;
    outside.observations.push(...samples.slice(-1));
    await runner.run();
    expect(told()).toBe(0);
    expect(await remembered()).toEqual(before);
  });
});
