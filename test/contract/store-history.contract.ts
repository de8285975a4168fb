import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultIncident, ResultNode } from '../../src/domain/result.ts';
import type { Store } from '../../src/ports.ts';
import { incidentOf, resultAt } from '../support/results.ts';
import { record, value } from './store.contract.ts';
import type { StoreOpener } from './store.contract.ts';

/** What every store must keep of what was, and forget of it, whatever database is behind it. */
export function storeHistoryContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
  describe(name, () => {
    let open: StoreOpener;
    let store: Store;
    beforeEach(async () => {
      open = await makeOpener();
      store = await open();
    });
    afterEach(() => store.close());

    async function reopen(): Promise<void> {
      await store.close();
      store = await open();
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

    it('knows which model was in force when, and keeps each of them once', async () => {
      const [a, b] = ['a', 'b'].map((hash) => ({ hash, source: `model ${hash}` }));
      for (const [at, model] of [a, a, b, a].entries()) await store.save(record(at + 1, { ...(model && { model }) }));
      await reopen();
      await store.save(record(5, { ...(a && { model: a }) }));
      expect(await store.modelAt(0.5)).toBeUndefined();
      expect(await store.modelAt(2)).toEqual({ since: 1, ...a });
      expect(await store.modelAt(3.5)).toEqual({ since: 3, ...b });
      expect(await store.modelAt(99)).toEqual({ since: 4, ...a });
    });
  });

  describe(`${name}, of what is older than is to be kept`, () => {
    const day = 86_400;
    const closed = (id: string): ResultIncident => incidentOf({ id, state: 'closed' });
    const pods = (...states: readonly ResultNode['state'][]): readonly ResultNode[] =>
      states.map((state, index) => ({ id: `pod/${index}`, state, severity: 0 }));

    async function kept(limits: { readonly keep?: number }): Promise<unknown> {
      const store = await (await makeOpener())(limits);
      const [early, long, late] = ['early', 'long', 'late'].map((id) => incidentOf({ id })) as [
        ResultIncident,
        ResultIncident,
        ResultIncident,
      ];
      const cycles: readonly (readonly [number, readonly ResultIncident[], readonly ResultNode[]])[] = [
        [1, [early, long], pods('working', 'working')],
        [2, [closed('early'), long], pods('failed', 'working')],
        [3 * day, [long, late], pods('working', 'working')],
        [3 * day + 1, [long, closed('late')], pods('working')],
      ];
      for (const [at, incidents, nodes] of cycles) {
        await store.save(record(at, { result: resultAt(at, { incidents, pods: nodes }) }));
        await store.tidy(at);
      }
      await store.tidy(3 * day + 3600);
      const span = { from: 0, until: 4 * day };
      const times = async (node: string): Promise<readonly number[]> =>
        (await store.nodeHistory(node, span)).map(({ at }) => at);
      const changes = async (id: string): Promise<readonly number[]> =>
        (await store.incidentHistory(id)).map(({ at }) => at);
      const found = {
        ended: (await store.endedIncidents()).map(({ id }) => id),
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
        changes: { early: [], long: [1], late: [3 * day, 3 * day + 1] },
        pods: [
          [2, 3 * day],
          [1, 3 * day + 1],
        ],
      });
    });

    it('keeps it all where nothing is said', async () => {
      expect(await kept({})).toEqual({
        ended: ['late', 'early'],
        open: ['long', 'late'],
        changes: { early: [1, 2], long: [1], late: [3 * day, 3 * day + 1] },
        pods: [
          [1, 2, 3 * day],
          [1, 3 * day + 1],
        ],
      });
    });
  });

  it(`${name} keeps its history where the clock leaps ahead by months for a cycle`, async () => {
    const store = await (await makeOpener())({ keep: 90 * 86_400 });
    const days = Array.from({ length: 10 }, (_, index) => (index + 1) * 86_400);
    for (const at of days) {
      await store.save(record(at, { result: resultAt(at, { incidents: [incidentOf({ id: `i-${at}` })] }) }));
      await store.tidy(at);
    }
    await store.tidy(10 * 86_400 + 91 * 86_400);
    await store.tidy(10 * 86_400 + 60);
    expect(await store.endedIncidents()).toHaveLength(9);
    await store.close();
  });

  describe(`${name}, larger than it may be`, () => {
    const long = 'x'.repeat(2000);

    /** Fills it with the history of a hundred hours: an incident each, with a text of two kilobytes. */
    async function filled(maxSize: number): Promise<Store> {
      const store = await (await makeOpener())({ maxSize });
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
      const tidied = await store.tidy(101 * 3600);
      expect(tidied).toMatchObject({ isTooLarge: false });
      expect(tidied?.size).toBeLessThanOrEqual(2 ** 21);
      const before = tidied?.forgottenBefore ?? 0;
      expect(before).toBeGreaterThan(10 * 3600);
      const ended = (await store.endedIncidents()).map(({ id }) => Number(id.split('-')[1]));
      expect(Math.min(...ended)).toBeGreaterThanOrEqual(Math.floor(before / 3600) - 1);
      expect(Math.max(...ended)).toBe(99);
      expect((await store.lastResult())?.incidents[0]?.id).toBe('open');
      expect(await store.outbox()).toHaveLength(1);
      await store.close();
    });

    it('says so where what is left may not be forgotten, and looks again after an hour only', async () => {
      const store = await filled(1);
      expect(await store.tidy(101 * 3600)).toMatchObject({ isTooLarge: true });
      expect(await store.tidy(101 * 3600 + 60)).toBeUndefined();
      expect((await store.lastResult())?.incidents).toHaveLength(11);
      await store.close();
    });
  });
}
