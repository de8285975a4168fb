import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CycleRunner } from '../../src/app/cycle.ts';
import type { CycleReport } from '../../src/app/cycle.ts';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from '../support/held-store.ts';
import { worldOf } from '../support/installation.ts';
import { resultAt } from '../support/results.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';
import { smallModel } from '../support/small-model.ts';

const world = worldOf(smallModel);
const one = 'container/vm-1/storage-1';
const two = 'container/vm-2/storage-2';

let folder: string;
let store: Store;
let outside: ScriptedWorld;
let runner: CycleRunner;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-cycle-'));
  outside = new ScriptedWorld();
  await startProcess();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a start of the program does: opens the same store, takes up what is in it. */
async function startProcess(wrap: (store: Store) => Store = (opened) => opened): Promise<void> {
  store = wrap(await held(openStore({ sqlite: join(folder, 'linchpin.db') })));
  const { observe } = outside;
  runner = await CycleRunner.start({
    worldNow: () => world,
    reader: outside,
    writer: outside,
    verifier: outside,
    store,
    clock: outside,
    log: outside,
    observe,
  });
}

/** What a kill leaves: nothing of the process, and of the store what was committed. */
const killProcess = (): Promise<void> => store.close();

type Judged = CycleReport & Required<Pick<CycleReport, 'result'>>;

async function cycle(after = 30): Promise<Judged> {
  outside.time += after;
  const { result, ...report } = await runner.run();
  if (result === undefined) throw new Error('the cycle was not judged');
  return { ...report, result };
}

function seesAllWell(): void {
  for (const container of [one, two]) outside.sees(container, 'status', 'running');
}

const queued = async (): Promise<readonly OutgoingValue[]> => (await store.outbox()).map((entry) => entry.value);
const heartbeats = (values: readonly OutgoingValue[]): readonly number[] =>
  values.filter((value) => value.key === 'linchpin.heartbeat').map((value) => value.clock);

describe('a cycle', () => {
  it('has saved its result and what is to be sent before it sends anything', async () => {
    const atSending: { result: string | undefined; queued: readonly OutgoingValue[] }[] = [];
    outside.answer = async (values) => {
      atSending.push({ result: (await store.lastResult())?.at, queued: await queued() });
      return { accepted: values.length, refused: [] };
    };
    seesAllWell();
    const { result } = await cycle();
    expect(atSending).toEqual([{ result: result.at, queued: outside.batches[0] }]);
    expect(outside.batches[0]!.length).toBeGreaterThan(10);
    expect(await queued()).toEqual([]);
  });

  it('that was killed while sending is made up for by the next start: the same values with the same times, then its own', async () => {
    outside.answer = () => Promise.reject(new Error('killed here'));
    seesAllWell();
    await expect(cycle()).rejects.toThrow('killed here');
    const interrupted = outside.batches[0]!;
    await killProcess();

    outside.answer = new ScriptedWorld().answer;
    await startProcess();
    await cycle();
    const again = outside.batches[1]!;
    expect(again.slice(0, interrupted.length)).toEqual(interrupted);
    expect(heartbeats(again)).toEqual([outside.time - 30, outside.time]);
    expect(await queued()).toEqual([]);
  });

  it('that was killed before it had saved leaves no trace, and its values are computed anew', async () => {
    await killProcess();
    await startProcess((opened) => Object.assign(opened, { save: () => Promise.reject(new Error('killed here')) }));
    await expect(cycle()).rejects.toThrow('killed here');
    expect(outside.batches).toEqual([]);
    await killProcess();
    await startProcess();
    await cycle();
    expect(heartbeats(outside.batches[0]!)).toEqual([outside.time]);
  });

  it('remembers across a restart: an incident keeps its id and onset', async () => {
    async function fail(cycles: number): Promise<Judged> {
      let report: Judged | undefined;
      for (let count = 0; count < cycles; count += 1) {
        outside.sees(one, 'status', 'exited');
        outside.sees(two, 'status', 'running');
        report = await cycle();
      }
      return report!;
    }
    const before = await fail(4);
    expect(before.result.incidents.map(({ root, state }) => [root, state])).toEqual([[one, 'open']]);
    await killProcess();
    await startProcess();
    const after = await fail(1);
    const identity = ({ result }: Judged): unknown => result.incidents.map(({ id, onset }) => [id, onset]);
    expect(identity(after)).toEqual(identity(before));
  });
});

describe('a reading that fails', () => {
  it('does not stop the judging: what was known becomes unknown, and Zabbix is told', async () => {
    seesAllWell();
    const well = await cycle();
    expect(well.result.systems[0]?.state).toBe('working');
    outside.readError = unreachable();
    let report = await cycle();
    for (let count = 0; count < 10; count += 1) report = await cycle();
    expect(report.readError?.kind).toBe('unreachable');
    expect(report.result.containers.map((node) => node.state)).toEqual(['unknown', 'unknown']);
    const told = outside.batches.flat().filter((value) => value.key === 'linchpin.blind');
    expect(told.map((value) => value.value)).toEqual([0, 1]);
  });

  it('is told as the source that is not seen, once it has lasted, and not as a fault of what is behind it', async () => {
    outside.sees(one, 'status', 'running');
    await cycle();
    outside.readError = unreachable();
    let report = await cycle();
    for (let count = 0; count < 10; count += 1) report = await cycle();
    expect(report.result.incidents.map(({ root, severity }) => [root, severity])).toEqual([
      ['source/zabbix', 'unseen'],
    ]);
  });

  it('shows at once in Linchpin’s own health, until it works again', async () => {
    await cycle();
    outside.readError = unreachable();
    await cycle();
    outside.readError = undefined;
    await cycle();
    const told = outside.batches.flat().filter((value) => value.key === 'linchpin.health');
    expect(told.map((value) => value.value)).toEqual([1, 0, 1]);
  });

  it('by a fault of ours is not taken for one of the world', async () => {
    outside.observe({ at: 0, hosts: [], items: [], triggers: [], values: [], heardAt: new Map(), problems: [] });
    Object.assign(outside, { read: () => Promise.reject(new TypeError('undefined is not a function')) });
    await expect(cycle()).rejects.toThrow(TypeError);
  });
});

describe('a sending that fails', () => {
  it('leaves its values for the next cycle, which sends them first and in order', async () => {
    const working = outside.answer;
    outside.answer = () => Promise.reject(unreachable());
    const first = await cycle();
    expect(first.sendError?.kind).toBe('unreachable');
    const { waiting } = await cycle();
    expect(waiting).toBe((await queued()).length);
    expect(waiting).toBeGreaterThan(first.waiting);
    outside.answer = working;
    await cycle();
    expect(heartbeats(outside.batches.at(-1)!)).toEqual([outside.time - 60, outside.time - 30, outside.time]);
    expect(await queued()).toEqual([]);
  });

  it('shows in Zabbix how many values waited', async () => {
    const working = outside.answer;
    outside.answer = () => Promise.reject(unreachable());
    const { waiting } = await cycle();
    outside.answer = working;
    await cycle();
    const told = outside.batches.at(-1)!.filter((value) => value.key === 'linchpin.outbox');
    expect(told.map((value) => value.value)).toEqual([0, waiting]);
  });
});

describe('a sending of more than goes out at once', () => {
  const many = 2500;
  beforeEach(async () => {
    const outbox = Array.from({ length: many }, (_, ns) => ({ host: 'h', key: 'k', value: 1, clock: 1, ns }));
    const { incidents, publish } = emptyMemory;
    await store.save({ at: 1, nodes: new Map(), memory: { incidents, publish }, outbox, result: resultAt(1) });
  });
  const sizes = (): readonly number[] => outside.batches.map(({ length }) => length);

  it('is taken off the queue part by part, in order', async () => {
    const left: number[] = [];
    const { answer } = outside;
    outside.answer = async (values) => {
      left.push((await queued()).length);
      return answer(values);
    };
    await cycle();
    expect(sizes().slice(0, 2)).toEqual([1000, 1000]);
    expect(left[0]! - left[2]!).toBe(2000);
    expect(
      outside.batches
        .flat()
        .slice(0, many)
        .map(({ ns }) => ns),
    ).toEqual([...Array(many).keys()]);
    expect(await queued()).toEqual([]);
  });

  it('ends with the part after which another one turns out to lead', async () => {
    Object.assign(store, { confirm: () => Promise.reject(new LeadLostError()) });
    await expect(cycle()).rejects.toThrow(LeadLostError);
    expect(sizes()).toEqual([1000]);
  });

  it('sends no older value again of an item that has taken a later one in another part', async () => {
    const [first] = await queued();
    outside.answer = (values) => {
      const refused = values.filter((value) => value.host === 'h' && value.ns === first!.ns);
      return Promise.resolve({ accepted: values.length - refused.length, refused });
    };
    await cycle();
    expect(await queued()).toEqual([]);
  });
});

describe('a saving that fails', () => {
  it('keeps everything from being sent, and loses nothing: the next one saves for both', async () => {
    let isFull = true;
    await killProcess();
    await startProcess((opened) => {
      const save = opened.save.bind(opened);
      return Object.assign(opened, {
        save: (record: Parameters<Store['save']>[0]) =>
          isFull ? Promise.reject(unreachable('The store')) : save(record),
      });
    });
    seesAllWell();
    const seenAt = outside.time;
    const { saveError } = await cycle();
    expect(saveError?.message).toContain('The store');
    expect(outside.batches).toEqual([]);
    isFull = false;
    await cycle();
    expect(heartbeats(outside.batches[0]!)).toEqual([outside.time - 30, outside.time]);
    expect((await store.load()).nodes.get(one)?.signals['status']?.newest.at).toBe(seenAt);
    const told = outside.batches[0]!.filter((value) => value.key === 'linchpin.health');
    expect(told.map((value) => value.value)).toEqual([1, 0]);
  });
});

describe('a store that can no longer be written', () => {
  it('keeps older values from being sent too, since they could not be taken off the outbox and would go again and again', async () => {
    const working = outside.answer;
    outside.answer = () => Promise.reject(unreachable());
    await cycle();
    outside.answer = working;
    Object.assign(store, { save: () => Promise.reject(unreachable('The store')) });
    await cycle();
    expect(outside.batches.length).toBe(1);
  });
});

describe('values that Zabbix refuses', () => {
  const isSlot = (value: OutgoingValue): boolean => value.key === 'linchpin.incident.text[1]';

  beforeEach(() => {
    outside.answer = (values) => {
      const refused = values.filter(isSlot);
      return Promise.resolve({ accepted: values.length - refused.length, refused });
    };
  });

  it('are sent again, since the server may not have the item in its cache yet', async () => {
    await cycle();
    expect((await queued()).map((value) => value.key)).toEqual(['linchpin.incident.text[1]']);
    outside.answer = new ScriptedWorld().answer;
    await cycle();
    expect(outside.batches[1]!.filter(isSlot)).toEqual(outside.batches[0]!.filter(isSlot));
    expect(await queued()).toEqual([]);
  });

  it('are given up after ten minutes, and said once with host, key and reason when a cache sync can no longer be why', async () => {
    const warned = (): unknown => outside.said.filter(({ level }) => level === 'warn').map(({ facts }) => facts);
    for (let count = 0; count < 3; count += 1) await cycle(60);
    expect(warned()).toEqual([]);
    for (let count = 0; count < 25; count += 1) await cycle(60);
    expect(warned()).toEqual([
      { host: 'Linchpin mail', keys: ['linchpin.incident.text[1]'], reason: 'there is no such item' },
    ]);
    expect((await queued()).every((value) => outside.time - value.clock <= 660)).toBe(true);
  });
});
