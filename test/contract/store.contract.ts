import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { NodeMemory, RememberedIncident } from '../../src/domain/memory.ts';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { CycleRecord, Silence, Store } from '../../src/ports.ts';
import { held } from '../support/held-store.ts';
import { incidentOf, resultAt } from '../support/results.ts';

/** Opens the same store each time it is called, so that what one process saved the next can load. */
export type StoreOpener = (limits?: { readonly keep?: number; readonly maxSize?: number }) => Promise<Store>;

/** The memory of a node that was heard at a time. */
export const heard = (at: number): NodeMemory => ({
  signals: { errors: { newest: { at, value: 12.5 }, interval: 60 } },
  rules: {
    status: { kind: 'condition', of: 'status not-running', holds: true, since: at, confirmed: false, active: true },
  },
});

/** A value for an item of the host `Linchpin mail`. */
export const value = (key: string, clock: number): OutgoingValue => ({
  host: 'Linchpin mail',
  key,
  value: 5,
  clock,
  ns: 7,
});

/** What a cycle leaves behind, with the parts given and everything else empty. */
export function record(at: number, parts: Partial<CycleRecord> = {}): CycleRecord {
  const { incidents, publish } = emptyMemory;
  return { at, nodes: new Map(), memory: { incidents, publish }, outbox: [], result: resultAt(at), ...parts };
}

/** What every store must do, whatever database is behind it. */
export function storeContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
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

    it('keeps what was taken over from Zabbix until it is another, and drops the memory of what left the model', async () => {
      const inventory = { taken: { servers: [{ id: 'a', name: 'vm-a' }], disks: [], containers: [] }, drift: [] };
      await store.save(
        record(1, { nodes: new Map(['server/a', 'server/b'].map((node) => [node, heard(1)])), inventory }),
      );
      await store.save(record(2, { forgotten: ['server/a'] }));
      await reopen();
      expect(await store.inventory()).toEqual(inventory);
      expect([...(await store.load()).nodes.keys()]).toEqual(['server/b']);
    });

    it('is empty at first', async () => {
      expect(await store.load()).toEqual(emptyMemory);
      expect(await store.lastResult()).toBeUndefined();
      expect(await store.inventory()).toBeUndefined();
      expect(await store.outbox()).toEqual([]);
      expect(await store.endedIncidents({ most: 1000 })).toEqual([]);
    });

    it('gives back after a restart what was saved, maps included', async () => {
      const publish = {
        values: new Map([['Linchpin mail linchpin.heartbeat', { value: 1, at: 100.5 }]]),
        slots: new Map([['i-1', 3]]),
        refreshedAt: 90,
      };
      const incidents = { open: [], ended: [] };
      await store.save(record(100.5, { nodes: new Map([['server/vm-1', heard(99)]]), memory: { incidents, publish } }));
      await reopen();
      const loaded = await store.load();
      expect(loaded).toEqual({ ...emptyMemory, nodes: new Map([['server/vm-1', heard(99)]]), incidents, publish });
      expect(await store.lastResult()).toEqual(resultAt(100.5));
    });

    it('keeps what is remembered of annotated problems until it is another', async () => {
      const annotations = new Map([['17', { incident: 'i-1', isLead: true as const, settled: 'as it should be' }]]);
      await store.save(record(1, { annotations }));
      await store.save(record(2));
      await reopen();
      expect((await store.load()).annotations).toEqual(annotations);
      await store.save(record(3, { annotations: new Map() }));
      expect((await store.load()).annotations.size).toBe(0);
    });

    it('replaces the memories of the nodes given and keeps all others', async () => {
      await store.save(record(1, { nodes: new Map(['server/a', 'server/b'].map((node) => [node, heard(1)])) }));
      await store.save(record(2, { nodes: new Map([['server/b', heard(2)]]) }));
      expect((await store.load()).nodes).toEqual(
        new Map([
          ['server/a', heard(1)],
          ['server/b', heard(2)],
        ]),
      );
    });

    it('takes the memories of thousands of nodes at once', async () => {
      const nodes = new Map(Array.from({ length: 2500 }, (_, index) => [`container/vm-1/c-${index}`, heard(index)]));
      await store.save(record(1, { nodes }));
      expect((await store.load()).nodes.size).toBe(2500);
    });

    it('keeps the outbox in the order of computing, with words and numbers apart', async () => {
      const words = { ...value('a', 1), value: '5' };
      await store.save(record(1, { outbox: [value('b', 1), words] }));
      await store.save(record(2, { outbox: [value('a', 2)] }));
      await reopen();
      const queued = await store.outbox();
      expect(queued.map((entry) => entry.value)).toEqual([value('b', 1), words, value('a', 2)]);
      expect(queued.map((entry) => entry.sequence)).toEqual(
        [...queued.map((entry) => entry.sequence)].sort((a, b) => a - b),
      );
    });

    it('takes off the outbox only what is confirmed, and gives later values later sequences', async () => {
      await store.save(record(1, { outbox: [value('a', 1), value('b', 1), value('c', 1)] }));
      const [a, b, c] = await store.outbox();
      await store.confirm([a!.sequence, c!.sequence]);
      expect((await store.outbox()).map((entry) => entry.value.key)).toEqual(['b']);
      await store.save(record(2, { outbox: [value('d', 2)] }));
      expect((await store.outbox()).map((entry) => entry.value.key)).toEqual(['b', 'd']);
      expect((await store.outbox())[1]!.sequence).toBeGreaterThan(c!.sequence);
      await store.confirm([]);
      expect((await store.outbox())[0]!.sequence).toBe(b!.sequence);
    });

    it('saves all of a cycle or nothing of it', async () => {
      await store.save(record(1, { outbox: [value('a', 1)] }));
      const broken = { ...value('b', 2), clock: null as unknown as number };
      const failing = record(2, { nodes: new Map([['server/a', heard(2)]]), outbox: [broken] });
      await expect(store.save(failing)).rejects.toThrow();
      expect(await store.lastResult()).toEqual(resultAt(1));
      expect((await store.load()).nodes.size).toBe(0);
      expect((await store.outbox()).length).toBe(1);
    });

    it('lists an incident as ended once a result no longer has it, as it was when last open', async () => {
      await store.save(record(1, { result: resultAt(1, { incidents: [incidentOf()] }) }));
      expect(await store.endedIncidents({ most: 1000 })).toEqual([]);
      await store.save(record(2, { result: resultAt(2) }));
      expect(await store.endedIncidents({ most: 1000 })).toEqual([incidentOf({ state: 'closed' })]);
    });

    it('lists ended incidents latest first, and one that reopened no more', async () => {
      const two = [incidentOf({ id: 'i-1' }), incidentOf({ id: 'i-2' })];
      await store.save(record(1, { result: resultAt(1, { incidents: two }) }));
      await store.save(
        record(2, { result: resultAt(2, { incidents: [incidentOf({ id: 'i-1', state: 'closed' }), two[1]!] }) }),
      );
      await store.save(record(3, { result: resultAt(3) }));
      expect((await store.endedIncidents({ most: 1000 })).map((incident) => incident.id)).toEqual(['i-2', 'i-1']);
      await store.save(record(4, { result: resultAt(4, { incidents: [two[1]!] }) }));
      expect((await store.endedIncidents({ most: 1000 })).map((incident) => incident.id)).toEqual(['i-1']);
    });

    it('gives back the last result with every list in its order', async () => {
      const node = (id: string) => ({ id, name: id, state: 'working' as const, severity: 0 as const, reserve: null });
      const result = resultAt(1, {
        systems: [node('system/mail')],
        subsystems: [node('subsystem/a'), node('subsystem/b')],
        pods: [node('pod/a'), node('pod/b')],
        shards: [node('shard/a/0')],
        containers: [node('container/vm-1/a'), node('container/vm-1/b')],
        resources: [node('disk/vm-1/data'), node('network/vm-1'), node('server/vm-1')],
        functions: [{ id: 'function/a.read', name: 'Read', state: 'lost', because: ['i-2'] }],
        incidents: [incidentOf({ id: 'i-2' }), incidentOf({ id: 'i-1' })],
      });
      await store.save(record(1, { result }));
      await reopen();
      expect(await store.lastResult()).toEqual(result);
      await store.save(record(2, { result: { ...result, pods: [node('pod/b')], incidents: [incidentOf()] } }));
      expect(await store.lastResult()).toEqual({ ...result, pods: [node('pod/b')], incidents: [incidentOf()] });
    });

    it('keeps names with signs of every kind, and loses no cycle to a NUL', async () => {
      const odd = [
        'server/Почта "a\\b\'',
        'server/<b>{HOST.NAME}%_',
        'server/constructor',
        'server/__proto__',
        'server/😀',
      ];
      await store.save(record(1, { nodes: new Map(odd.map((node) => [node, heard(1)])) }));
      expect([...(await store.load()).nodes.keys()].sort()).toEqual([...odd].sort());
      await store.save(record(2, { nodes: new Map([['server/a\0b', heard(2)]]) }));
      expect(await store.lastResult()).toEqual(resultAt(2));
    });

    it('remembers incidents in their order, those that may reopen too', async () => {
      const remembered = (id: string, parts = {}) =>
        ({
          incident: { id, root: `server/${id}` },
          counted: { 'shard/a/0': 'critical' },
          ...parts,
        }) as unknown as RememberedIncident;
      const incidents = { open: [remembered('i-2'), remembered('i-1')], ended: [remembered('i-0', { closedAt: 5 })] };
      const { publish } = emptyMemory;
      await store.save(record(1, { memory: { incidents, publish } }));
      await reopen();
      expect((await store.load()).incidents).toEqual(incidents);
      const next = { open: [remembered('i-1')], ended: [...incidents.ended, remembered('i-2', { closedAt: 6 })] };
      await store.save(record(2, { memory: { incidents: next, publish } }));
      await reopen();
      expect((await store.load()).incidents).toEqual(next);
    });

    it('takes up after a save that failed where the one before left off', async () => {
      const pod = (severity: 0 | 5) => ({ id: 'pod/a', name: 'a', state: 'working' as const, severity, reserve: 1 });
      await store.save(record(1, { result: resultAt(1, { pods: [pod(0)] }) }));
      const broken = { ...value('b', 2), clock: null as unknown as number };
      await expect(
        store.save(record(2, { result: resultAt(2, { pods: [pod(5)] }), outbox: [broken] })),
      ).rejects.toThrow();
      await store.save(record(3, { result: resultAt(3, { pods: [pod(5)] }) }));
      expect((await store.lastResult())?.pods).toEqual([pod(5)]);
      expect((await store.nodeHistory('pod/a', { from: 0, until: 9 })).map(({ at }) => at)).toEqual([1, 3]);
    });

    it('tells as of when the last cycle judged, and Zabbix had been read by then', async () => {
      expect(await store.savedCycle()).toBeUndefined();
      await store.save(record(7.5));
      expect(await store.savedCycle()).toEqual({ judgedAt: 7.5 });
      await store.save({ ...record(8), readAt: 7.5 });
      expect(await store.savedCycle()).toEqual({ judgedAt: 8, readAt: 7.5 });
    });

    it('keeps silences until they end, or are ended', async () => {
      const silence = (id: string, node: string, until: number): Silence => ({
        id,
        node,
        since: 10,
        until,
        reason: 'a new disk',
        who: 'anna',
      });
      const all = [silence('1', 'pod/a', 20), silence('2', 'pod/b', 30), silence('3', 'server/a', 40)];
      await store.addSilences(all);
      expect(await store.silences(0)).toEqual(all);
      expect((await store.silences(20)).map(({ id }) => id)).toEqual(['2', '3']);
      await store.endSilences(['server/a', 'pod/none'], { at: 15, who: 'boris' });
      expect((await store.silences(20)).map(({ id }) => id)).toEqual(['2']);
      expect(await store.silences(14)).toEqual([all[0], all[1], silence('3', 'server/a', 15)]);
    });

    it('knows who silenced and who took it back, in that order', async () => {
      const silence = (id: string, node: 'pod/a' | 'server/a') => ({
        id,
        node,
        since: 10,
        until: 90,
        reason: 'a disk',
        who: 'anna',
      });
      await store.addSilences([silence('1', 'pod/a'), silence('2', 'server/a')]);
      await store.endSilence('2', { at: 20, who: 'boris' });
      await store.endSilences(['server/a', 'pod/none'], { at: 30, who: 'boris' });
      const began = { at: 10, who: 'anna', what: 'silence' };
      const about = { until: '1970-01-01T00:01:30Z', reason: 'a disk' };
      expect(await store.audit(0)).toEqual([
        { ...began, about: { node: 'pod/a', ...about } },
        { ...began, about: { node: 'server/a', ...about } },
        { at: 20, who: 'boris', what: 'end-silence', about: { node: 'server/a', reason: 'a disk' } },
      ]);
      expect((await store.audit(11)).map(({ what }) => what)).toEqual(['end-silence']);
    });
  });
}
