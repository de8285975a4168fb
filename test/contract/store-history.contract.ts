import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { RememberedIncident } from '../../src/domain/memory.ts';
import type { ResultIncident, ResultNode } from '../../src/domain/result.ts';
import type { CycleRecord, Store, Tidied } from '../../src/ports.ts';
import { held } from '../support/held-store.ts';
import { incidentOf, resultAt } from '../support/results.ts';
import { record, value } from './store.contract.ts';
import type { StoreOpener } from './store.contract.ts';

/** Goes on tidying until it is through; it must be due. */
async function tidied(store: Store, now: number): Promise<Tidied> {
  for (let calls = 0; calls < 1000; calls += 1) {
    const outcome = await store.tidy(now);
    if (outcome !== undefined) return outcome;
  }
  throw new Error('the tidying goes on and on');
}

/** What every store must keep of what was, and forget of it, whatever database is behind it. */
export function storeHistoryContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
  describe(name, () => {
    let open: StoreOpener;
    let store: Store;
    beforeEach(async () => {
      open = await makeOpener();
      store = await held(open());
    });
    afterEach(() => store.close());

    async function reopen(): Promise<void> {
      await store.close();
      store = await held(open());
    }

    it('keeps each change of an incident with its time, and a cycle without change adds nothing', async () => {
      const open = incidentOf();
      const warmer = incidentOf({
        evidence: [{ ...open.evidence[0]!, value: 99, text: '99 % used, above 97 %' }],
        rank: 2,
      });
      const worse = incidentOf({ symptoms: ['container/vm-1/storage-1', 'container/vm-1/storage-2'] });
      for (const [index, incident] of [open, open, warmer, worse].entries()) {
        const at = index + 1;
        await store.save(record(at, { result: resultAt(at, { incidents: [incident] }) }));
      }
      await store.save(record(5));
      await store.save(record(6, { result: resultAt(6, { incidents: [open] }) }));
      const changes = await store.incidentHistory('i-1');
      expect(changes.map(({ at, incident }) => [at, incident.state, incident.symptoms.length])).toEqual([
        [1, 'open', 1],
        [4, 'open', 2],
        [5, 'closed', 2],
        [6, 'open', 1],
      ]);
    });

    it('keeps what each node became and when, without what moves all the time', async () => {
      const pod = (parts: Partial<ResultNode>): ResultNode => ({
        id: 'pod/a',
        state: 'working',
        severity: 0,
        ...parts,
      });
      const hot = { rule: 'cpu', signal: 'cpu', value: 96, text: '96 %', since: '2026-11-01T10:00:00Z' };
      const states = [
        pod({ reserve: 1 }),
        pod({ reserve: 1, evidence: [hot] }),
        pod({ reserve: 1, evidence: [{ ...hot, value: 97 }] }),
        pod({ state: 'failed', severity: 5, reserve: 0 }),
      ];
      for (const [index, node] of states.entries()) {
        await store.save(record(index + 1, { result: resultAt(index + 1, { pods: [node] }) }));
      }
      await reopen();
      await store.save(record(5, { result: resultAt(5, { pods: [states.at(-1)!] }) }));
      await store.save(record(6));
      const whole = await store.nodeHistory('pod/a', { from: 0, until: 9 });
      expect(whole).toEqual([
        { at: 1, became: { state: 'working', severity: 0, reserve: 1 } },
        { at: 4, became: { state: 'failed', severity: 5, reserve: 0 } },
        { at: 6 },
      ]);
      expect((await store.nodeHistory('pod/a', { from: 3, until: 5 })).map(({ at }) => at)).toEqual([1, 4]);
      expect(await store.nodeHistory('pod/other', { from: 0, until: 9 })).toEqual([]);
    });

    it('knows which model was in force when, and keeps of each only the parts that are others', async () => {
      const parts = (...entries: readonly (readonly [string, string])[]) => ({ parts: new Map(entries) });
      const a = parts(['one', 'text'], ['two', 'old']);
      const b = parts(['one', 'text'], ['two', 'new'], ['three', '']);
      const c = parts(['two', 'new']);
      for (const [at, model] of [a, a, b, c, a].entries()) await store.save(record(at + 1, { model }));
      await reopen();
      await store.save(record(6, { model: parts(...a.parts) }));
      expect(await store.modelAt(0.5)).toBeUndefined();
      expect(await store.modelAt(2)).toEqual({ since: 1, ...a });
      expect(await store.modelAt(3.5)).toEqual({ since: 3, ...b });
      expect(await store.modelAt(4)).toEqual({ since: 4, ...c });
      expect(await store.modelAt(99)).toEqual({ since: 5, ...a });
    });
  });

  describe(`${name}, asked about a time`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await held((await makeOpener())());
    });
    afterEach(() => store.close());

    const model = { parts: new Map([['mail.yaml', 'system: mail']]) };
    const facts = (id: string): RememberedIncident => ({ incident: { id, rank: 1 }, counted: {} }) as never;
    const opens = (...ids: readonly string[]): Pick<CycleRecord, 'memory'> => ({
      memory: { incidents: { open: ids.map(facts), ended: [] }, publish: emptyMemory.publish },
    });

    /** Saves a cycle with incidents and pods of these states. */
    async function cycle(at: number, ids: readonly string[], ...states: readonly ResultNode['state'][]): Promise<void> {
      const incidents = ids.map((id) => incidentOf({ id }));
      const pods = states.map((state, index): ResultNode => ({ id: `pod/${index}`, state, severity: 0 }));
      await store.save(record(at, { ...opens(...ids), model, result: resultAt(at, { incidents, pods }) }));
    }

    it('gives what was known last of incidents, also of those that are over', async () => {
      await cycle(10, ['i-1', 'i-2']);
      await cycle(20, ['i-2']);
      await cycle(30, []);
      const known = await store.incidentFacts(['i-1', 'i-2', 'i-3']);
      expect([...known].map(([id, { rank }]) => [id, rank]).sort()).toEqual([
        ['i-1', 1],
        ['i-2', 1],
      ]);
      expect((await store.incidentHistory('i-1')).map(({ facts: kept }) => kept?.id)).toEqual(['i-1', undefined]);
    });

    it('gives of many changes and incidents the newest, as many as are wanted', async () => {
      await cycle(10, ['long', 'early'], 'working');
      await cycle(20, ['long', 'early', 'late'], 'failed');
      await cycle(30, ['long', 'early'], 'working');
      const times = async (most: number, until = 40): Promise<readonly number[]> =>
        (await store.nodeHistory('pod/0', { from: 15, until, most })).map(({ at }) => at);
      expect([await times(1), await times(2), await times(3), await times(9)]).toEqual([
        [30],
        [20, 30],
        [10, 20, 30],
        [10, 20, 30],
      ]);
      const ids = async (most: number): Promise<readonly string[]> =>
        (await store.incidentChanges({ from: 15, until: 40, most })).map(({ at, incident }) => `${at} ${incident.id}`);
      expect(await ids(1)).toEqual(['20 late', '30 late']);
      expect(await ids(2)).toEqual(['10 early', '20 late', '30 late']);
      expect(await ids(9)).toEqual(['10 early', '10 long', '20 late', '30 late']);
    });

    it('gives closed incidents in parts, each after the one that the part before ended with', async () => {
      await cycle(10, ['a', 'b', 'c', 'd']);
      await cycle(20, ['a']);
      await cycle(30, []);
      const part = async (most: number, after?: string): Promise<readonly string[]> =>
        (await store.endedIncidents({ most, ...(after !== undefined && { after }) })).map(({ id }) => id);
      expect(await part(2)).toEqual(['a', 'b']);
      expect(await part(2, 'b')).toEqual(['c', 'd']);
      expect([await part(2, 'd'), await part(2, 'gone')]).toEqual([[], []]);
    });

    it('gives how every node stood then, and the incidents that were open, in their order', async () => {
      await cycle(10, [], 'working', 'working');
      await cycle(20, ['i-1', 'i-2'], 'failed', 'working');
      await cycle(30, ['i-2', 'i-1'], 'failed');
      await cycle(40, ['i-2'], 'working');
      const then = async (at: number): Promise<unknown> => {
        const { nodes, incidents } = (await store.stateAt(at))!;
        return [
          [...nodes].map(([id, { standing }]) => `${id} ${standing.state}`).sort(),
          incidents.map(({ id, rank }) => `${id} ${rank}`),
        ];
      };
      expect(await then(15)).toEqual([['pod/0 working', 'pod/1 working'], []]);
      expect(await then(20)).toEqual([
        ['pod/0 failed', 'pod/1 working'],
        ['i-1 1', 'i-2 2'],
      ]);
      expect(await then(39)).toEqual([['pod/0 failed'], ['i-2 1', 'i-1 2']]);
      expect(await then(40)).toEqual([['pod/0 working'], ['i-2 1']]);
      expect(await store.stateAt(15)).toMatchObject({ at: 15, model: { ...model, since: 10 } });
    });

    it('means by a time that was told, and so cut to milliseconds, the cycle that told it', async () => {
      await cycle(10, [], 'working');
      await cycle(20.0007, [], 'failed');
      const then = await store.stateAt(20);
      expect(then?.at).toBe(20);
      expect(then?.nodes.get('pod/0')?.standing.state).toBe('failed');
      expect((await store.stateAt(19.999))?.nodes.get('pod/0')?.standing.state).toBe('working');
    });

    it('says what was not judged: before the first cycle, between runs, after the last one', async () => {
      for (const at of [1000, 1300, 1600, 9000, 9030]) await cycle(at, [], 'working');
      expect(await store.stateAt(999)).toBeUndefined();
      expect(await store.stateAt(1500)).toMatchObject({ at: 1500 });
      expect((await store.stateAt(1500))?.gap).toBeUndefined();
      expect(await store.stateAt(1601)).toMatchObject({ at: 1600, gap: { from: 1600, until: 9000 } });
      expect((await store.stateAt(9300))?.gap).toBeUndefined();
      expect(await store.stateAt(9331)).toMatchObject({ at: 9030, gap: { from: 9030 } });
      expect(await store.judged({ from: 1200, until: 9010 })).toEqual([
        { from: 1200, until: 1600 },
        { from: 9000, until: 9010 },
      ]);
    });

    it('takes cycles that lie far apart by their timetable for what goes on', async () => {
      for (const at of [3600, 7200, 10_800]) await store.save(record(at, { model, interval: 3600 }));
      expect(await store.judged({ from: 0, until: 20_000 })).toEqual([{ from: 3600, until: 10_800 }]);
    });

    it('lists the changes of incidents within a span, after what was open as it began', async () => {
      await cycle(10, ['long', 'early']);
      await cycle(20, ['long']);
      await cycle(30, ['long', 'late']);
      await cycle(40, ['long']);
      const changes = await store.incidentChanges({ from: 25, until: 35 });
      expect(changes.map(({ at, incident }) => [at, incident.id, incident.state])).toEqual([
        [10, 'long', 'open'],
        [30, 'late', 'open'],
      ]);
    });
  });

  describe(`${name}, of what is older than is to be kept`, () => {
    const day = 86_400;
    const closed = (id: string): ResultIncident => incidentOf({ id, state: 'closed' });
    const pods = (...states: readonly ResultNode['state'][]): readonly ResultNode[] =>
      states.map((state, index) => ({ id: `pod/${index}`, state, severity: 0 }));

    async function kept(limits: { readonly keep?: number }): Promise<unknown> {
      const store = await held((await makeOpener())(limits));
      const [early, long, late] = ['early', 'long', 'late'].map((id) => incidentOf({ id })) as [
        ResultIncident,
        ResultIncident,
        ResultIncident,
      ];
      const cycles: readonly (readonly [number, readonly ResultIncident[], readonly ResultNode[]])[] = [
        [1, [early, long], pods('working', 'working')],
        [2, [closed('early'), long], pods('failed', 'working')],
        [3 * day, [long, late], pods('working', 'working')],
        [3 * day + 3601, [long, closed('late')], pods('working')],
      ];
      for (const [at, incidents, nodes] of cycles) {
        await store.save(record(at, { result: resultAt(at, { incidents, pods: nodes }) }));
        if (at !== 2) await tidied(store, at);
      }
      await tidied(store, 3 * day + 7300);
      const span = { from: 0, until: 4 * day };
      const times = async (node: string): Promise<readonly number[]> =>
        (await store.nodeHistory(node, span)).map(({ at }) => at);
      const changes = async (id: string): Promise<readonly number[]> =>
        (await store.incidentHistory(id)).map(({ at }) => at);
      const found = {
        ended: (await store.endedIncidents({ most: 1000 })).map(({ id }) => id),
        open: (await store.lastResult())?.incidents.map(({ id }) => id),
        changes: { early: await changes('early'), long: await changes('long'), late: await changes('late') },
        pods: [await times('pod/0'), await times('pod/1')],
      };
      await store.close();
      return found;
    }

    it('forgets closed incidents after their end, and of open ones and of nodes all but how they stood then', async () => {
      expect(await kept({ keep: 2 * day })).toEqual({
        ended: ['late'],
        open: ['long', 'late'],
        changes: { early: [], long: [1], late: [3 * day, 3 * day + 3601] },
        pods: [
          [2, 3 * day],
          [1, 3 * day + 3601],
        ],
      });
    });

    it('goes through thousands of changes, of which some are kept and some are not', async () => {
      const store = await held((await makeOpener())({ keep: day }));
      const all = Array.from({ length: 700 }, (_, index) => `pod/${String(index).padStart(3, '0')}`);
      for (const at of [1, 2, 3, 2 * day]) {
        const nodes = all.filter((_, index) => at < 3 || index % 2 === 0);
        const severity = at === 2 ? 2 : 1;
        const pods = nodes.map((id): ResultNode => ({ id, state: 'working', severity }));
        await store.save(record(at, { result: resultAt(at, { pods }) }));
      }
      await tidied(store, 2 * day);
      const kept = async (id: string): Promise<readonly number[]> =>
        (await store.nodeHistory(id, { from: 0, until: 3 * day })).map(({ at }) => at);
      for (const [index, id] of all.entries()) expect(await kept(id)).toEqual(index % 2 === 0 ? [3] : []);
      await store.close();
    });

    it('knows nothing of a time before, also where the cycles of that time went on beyond it', async () => {
      const store = await held((await makeOpener())({ keep: day }));
      const model = { parts: new Map([['file mail.yaml', 'system: mail']]) };
      for (const at of [1, 0.5 * day, day, 1.5 * day, 2 * day]) {
        await store.save(record(at, { model, interval: day, result: resultAt(at, { pods: pods('working') }) }));
      }
      await tidied(store, 1.75 * day);
      expect(await store.stateAt(0.7 * day)).toBeUndefined();
      expect((await store.stateAt(0.8 * day))?.nodes.size).toBe(1);
      expect(await store.judged({ from: 0, until: 3 * day })).toEqual([{ from: 0.75 * day, until: 2 * day }]);
      await store.save(record(2.25 * day, { model, interval: day }));
      expect(await store.judged({ from: 0, until: 3 * day })).toEqual([{ from: 0.75 * day, until: 2.25 * day }]);
      await store.close();
    });

    it('keeps it all where nothing is said', async () => {
      expect(await kept({})).toEqual({
        ended: ['late', 'early'],
        open: ['long', 'late'],
        changes: { early: [1, 2], long: [1], late: [3 * day, 3 * day + 3601] },
        pods: [
          [1, 2, 3 * day],
          [1, 3 * day + 3601],
        ],
      });
    });
  });

  it(`${name} keeps its history where the clock leaps ahead by months for a cycle`, async () => {
    const store = await held((await makeOpener())({ keep: 90 * 86_400 }));
    const days = Array.from({ length: 10 }, (_, index) => (index + 1) * 86_400);
    for (const at of days) {
      await store.save(record(at, { result: resultAt(at, { incidents: [incidentOf({ id: `i-${at}` })] }) }));
      await tidied(store, at);
    }
    await tidied(store, 10 * 86_400 + 91 * 86_400);
    await tidied(store, 10 * 86_400 + 60);
    expect(await store.endedIncidents({ most: 1000 })).toHaveLength(9);
    await store.close();
  });

  describe(`${name}, larger than it may be`, () => {
    const long = 'x'.repeat(2000);

    /** Fills it with the history of a hundred hours: an incident each, with a text of two kilobytes. */
    async function filled(maxSize: number): Promise<Store> {
      const store = await held((await makeOpener())({ maxSize }));
      const open = incidentOf({ id: 'open', text: long });
      const queued = value('a', 1);
      await store.save(record(1, { outbox: [queued], result: resultAt(1, { incidents: [open] }) }));
      for (let hour = 1; hour <= 100; hour += 1) {
        const over = Array.from({ length: 10 }, (_, index) => incidentOf({ id: `i-${hour}-${index}`, text: long }));
        const at = hour * 3600;
        await store.save(record(at, { result: resultAt(at, { incidents: [open, ...over] }) }));
      }
      return store;
    }

    it('forgets the oldest history first and gives its space back, but never what is open or queued', async () => {
      const store = await filled(2 ** 21);
      const { shrunk, isTooLarge } = await tidied(store, 101 * 3600);
      expect(isTooLarge).toBe(false);
      expect(shrunk?.size).toBeLessThanOrEqual(2 ** 21);
      const before = shrunk?.forgottenBefore ?? 0;
      expect(before).toBeGreaterThan(10 * 3600);
      const ended = (await store.endedIncidents({ most: 1000 })).map(({ id }) => Number(id.split('-')[1]));
      expect(Math.min(...ended)).toBeGreaterThanOrEqual(Math.floor(before / 3600) - 1);
      expect(Math.max(...ended)).toBe(99);
      expect((await store.lastResult())?.incidents[0]?.id).toBe('open');
      expect(await store.outbox()).toHaveLength(1);
      await store.close();
    });

    it('says so where what is left may not be forgotten, and looks again after an hour only', async () => {
      const store = await filled(1);
      expect(await tidied(store, 101 * 3600)).toMatchObject({ isTooLarge: true });
      expect(await store.tidy(101 * 3600 + 60)).toBeUndefined();
      expect((await store.lastResult())?.incidents).toHaveLength(11);
      await store.close();
    });
  });
}
