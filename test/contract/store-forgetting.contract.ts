import { describe, expect, it } from 'vitest';
import type { ResultIncident, ResultNode } from '../../src/domain/result.ts';
import type { Store, Tidied } from '../../src/ports.ts';
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

/** What every store must forget of what was, whatever database is behind it. */
export function storeForgettingContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
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
