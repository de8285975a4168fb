import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { RememberedIncident } from '../../src/domain/memory.ts';
import type { ResultNode } from '../../src/domain/result.ts';
import type { CycleRecord, Store } from '../../src/ports.ts';
import { held } from '../support/held-store.ts';
import { incidentOf, resultAt } from '../support/results.ts';
import { record } from './store.contract.ts';
import type { StoreOpener } from './store.contract.ts';

/** What every store must keep of what was, whatever database is behind it. */
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

    it('gives of an incident that changed how it was as the span began, however many others were open then', async () => {
      await cycle(10, ['first']);
      await cycle(20, ['first', 'second', 'third']);
      await cycle(30, ['second', 'third']);
      const changes = await store.incidentChanges({ from: 25, until: 40, most: 1 });
      expect(changes.map(({ at, incident }) => `${at} ${incident.id} ${incident.state}`)).toEqual([
        '10 first open',
        '30 first closed',
      ]);
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
}
