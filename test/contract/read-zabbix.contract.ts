import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host, Item, ItemValue, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import { WorldError } from '../../src/ports.ts';
import { ZabbixReader } from '../../src/zabbix/read.ts';
import type { ReaderOptions } from '../../src/zabbix/read.ts';
import { Ground } from './read-zabbix-ground.ts';
import type { ZabbixPlace } from './read-zabbix-ground.ts';

const pause = (ms: number): Promise<unknown> => setTimeout(ms);
const now = (): number => Date.now() / 1000;

/** What reading any Zabbix must give: the real one and the fake. Objects of its own, removed at the end. */
export function readZabbixContract(name: string, place: () => Promise<ZabbixPlace>): void {
  describe(name, () => {
    let ground: Ground;
    let run: string;
    let host: string;
    let ids: ReadonlyMap<string, string>;
    let send: Ground['send'];

    beforeAll(async () => {
      ground = await Ground.prepare(await place());
      ({ run, host, ids } = ground);
      send = (...values) => ground.send(...values);
    });

    afterAll(() => ground.remove());

    const wants = (_: Host, item: Item): boolean => item.key !== 'unwanted';

    function makeReader(options: Partial<ReaderOptions> = {}): ZabbixReader {
      const { client } = ground;
      return new ZabbixReader({ client, groups: [run], wants, wantsTrigger: () => true, overlap: 3, ...options });
    }

    /** Reads again and again until the newest snapshot and all values so far are as expected. */
    async function readUntil(
      reader: ZabbixReader,
      isDone: (values: readonly ItemValue[], snapshot: ZabbixSnapshot) => boolean,
    ): Promise<{ values: readonly ItemValue[]; snapshot: ZabbixSnapshot }> {
      const values: ItemValue[] = [];
      for (const end = Date.now() + ground.patienceMs; ; await pause(250)) {
        const snapshot = await reader.read(now());
        values.push(...snapshot.values);
        if (isDone(values, snapshot)) return { values, snapshot };
        if (Date.now() > end) throw new Error(`not seen in time; values: ${JSON.stringify(values)}`);
      }
    }

    const of = (key: string, values: readonly ItemValue[]): readonly (number | string)[] =>
      values.filter((value) => value.itemId === ids.get(key)).map((value) => value.value);

    it('lists the enabled hosts of the group and its subgroups, and no others', async () => {
      const { hosts: found } = await makeReader().read(now());
      expect(found.map((each) => each.host).sort()).toEqual([`${run} vm-1`, `${run} vm-2`]);
      expect(found.every((each) => !each.inMaintenance)).toBe(true);
    });

    it('names the proxy of a host that is behind one', async () => {
      const { hosts: found } = await makeReader().read(now());
      expect(Object.fromEntries(found.map((each) => [each.host, each.proxy]))).toEqual({
        [`${run} vm-1`]: undefined,
        [`${run} vm-2`]: `${run} proxy`,
      });
    });

    it('takes a proxy group for the proxy, and passes over values of a type that later versions have', async ({
      skip,
    }) => {
      if (!ground.isFrom70) skip('6.0 has neither');
      const title = `${run} later`;
      await ground.makeLaterHost(title);
      const { hosts: found, items } = await makeReader({ groups: [title] }).read(now());
      expect(found.map((each) => [each.host, each.proxy])).toEqual([[title, `${run} proxies`]]);
      expect(items.map((item) => item.key)).toEqual(['later']);
    });

    it('gives the newest value of each wanted item at first: numbers as numbers, words as words', async () => {
      await send(
        ['number', 6, Math.floor(now()) - 60],
        ['number', 7],
        ['fraction', 0.25],
        ['word', 'running'],
        ['unwanted', 1],
        ['own', 1],
      );
      await readUntil(makeReader(), (values) => of('word', values).length > 0 && of('number', values).at(-1) === 7);
      const { values, items } = await makeReader().read(now());
      expect([...of('number', values), ...of('fraction', values), ...of('word', values)]).toEqual([7, 0.25, 'running']);
      expect(of('never', values)).toEqual([]);
      const keys = items.map((item) => item.key);
      expect(['unwanted', 'own'].filter((key) => keys.includes(key))).toEqual([]);
    });

    it('knows of a disabled item that somebody switched it off', async () => {
      const { items } = await makeReader().read(now());
      expect(items.filter((item) => item.state === 'disabled').map((item) => item.key)).toEqual(['disabled']);
    });

    it('says when the items that a trigger judges were heard last, though nothing else wants them', async () => {
      const at = Math.floor(now());
      await send(['number', 8, at]);
      const number = ids.get('number')!;
      const { snapshot } = await readUntil(
        makeReader({ wants: () => false }),
        (_, { heardAt }) => Math.floor(heardAt.get(number) ?? 0) >= at,
      );
      expect(snapshot.triggers.map((trigger) => trigger.itemIds)).toEqual([[number]]);
      expect(snapshot.items.map((item) => item.key)).toEqual(['number']);
      const { heardAt } = await makeReader({ wantsTrigger: () => false }).read(now());
      expect(heardAt.size).toBe(0);
    });

    it('gives every value that came since, also several within one second, and each once', async () => {
      const reader = makeReader();
      await reader.read(now());
      // Later than what earlier tests sent: what comes out of order is left out.
      const clock = Math.floor(now()) + 1;
      await send(['number', 11, clock], ['number', 12, clock], ['number', 13, clock]);
      const { values } = await readUntil(reader, (seen) => of('number', seen).includes(13));
      expect(of('number', values).filter((value) => Number(value) > 10 && Number(value) < 20)).toEqual([11, 12, 13]);
      const again = await reader.read(now());
      expect(of('number', again.values)).toEqual([]);
    });

    it('gives all that came since somebody before had read, where it goes on from there', async () => {
      const since = now();
      const clock = Math.floor(since) + 1;
      await send(['fraction', 1.5, clock], ['fraction', 2.5, clock + 1]);
      await readUntil(makeReader(), (seen) => of('fraction', seen).includes(2.5));
      const { values } = await makeReader({ since }).read(now());
      expect(of('fraction', values).filter((value) => Number(value) > 1)).toEqual([1.5, 2.5]);
    });

    it('makes up for a reading that failed', async () => {
      const reader = makeReader();
      await reader.read(now());
      await send(['number', 21, Math.floor(now()) + 3]);
      ground.client.failing = 'problem.get';
      await pause(1500);
      await expect(reader.read(now())).rejects.toThrow(WorldError);
      ground.client.failing = undefined;
      const { values } = await readUntil(reader, (seen) => of('number', seen).includes(21));
      expect(of('number', values)).toContain(21);
    });

    it('keeps hosts and items as they were while nothing about them changed', async () => {
      const reader = makeReader({ refreshEvery: 0 });
      const first = await reader.read(now());
      const second = await reader.read(now());
      expect(second.hosts).toBe(first.hosts);
      expect(second.items).toBe(first.items);
      expect(second.triggers).toBe(first.triggers);
    });

    it('gives an open problem with its host and the tags of trigger, item and host, until it is over', async () => {
      const reader = makeReader();
      await send(['number', 666]);
      const { snapshot } = await readUntil(reader, (_, seen) => seen.problems.length > 0);
      const [problem] = snapshot.problems;
      const tags = [
        { tag: 'component', value: 'test' },
        { tag: 'rack', value: 'r1' },
        { tag: 'scope', value: 'test' },
      ];
      const sorted = (list: readonly { tag: string; value: string }[]): unknown =>
        [...list].sort((a, b) => (a.tag < b.tag ? -1 : 1));
      expect(problem).toMatchObject({ name: 'The test is unwell', severity: 3 });
      expect(problem?.hostIds).toEqual([snapshot.hosts.find((each) => each.host === host)?.hostId]);
      expect(sorted(problem!.tags)).toEqual(tags);
      expect(problem!.at).toBeGreaterThan(now() - 60);
      expect(snapshot.triggers.map((trigger) => [trigger.name, sorted(trigger.tags)])).toEqual([
        ['The test is unwell', tags],
      ]);
      await send(['number', 1]);
      await readUntil(reader, (_, seen) => seen.problems.length === 0);
    });

    it('shows an item that Zabbix can no longer read as unsupported, with the reason', async () => {
      await send(['odd', 'no number']);
      const { snapshot } = await readUntil(makeReader({ refreshEvery: 0 }), (_, seen) =>
        seen.items.some((item) => item.state === 'unsupported'),
      );
      const odd = snapshot.items.find((item) => item.key === 'odd');
      expect(odd?.state).toBe('unsupported');
      expect(odd?.error).toContain('not suitable');
    });

    it('knows the heartbeat of an item that discards unchanged values, and no interval of a trapper item', async () => {
      const { items } = await makeReader().read(now());
      const byKey = new Map(items.map((item) => [item.key, item]));
      expect(byKey.get('code')).toMatchObject({ interval: 3600, masterItemId: ids.get('answer') });
      expect(byKey.get('running')).not.toHaveProperty('interval');
      expect(byKey.get('number')).not.toHaveProperty('interval');
    });

    it('tells a discarded unchanged value again with the time of its sibling, and a changed one as it is', async () => {
      const start = Math.floor(now());
      const reader = makeReader();
      await send(['answer', '{"running":1,"code":5}', start]);
      await readUntil(reader, (values) => of('code', values).includes(5));
      await send(['answer', '{"running":1,"code":5}', start + 1]);
      const { values } = await readUntil(reader, (seen) => of('code', seen).length > 0);
      const sibling = values.find((value) => value.itemId === ids.get('running'));
      const retold = values.find((value) => value.itemId === ids.get('code'));
      expect(retold).toEqual({ itemId: ids.get('code'), at: sibling?.at, value: 5 });
      await send(['answer', '{"running":1,"code":6}', start + 2]);
      const changed = await readUntil(reader, (seen) => of('code', seen).includes(6));
      expect(changed.values.find((value) => value.value === 6)?.at).toBeGreaterThanOrEqual(start + 2);
    });

    it('finds by history what is too old for the newest values of items', async () => {
      const threeDaysAgo = Math.floor(now()) - 3 * 86_400;
      await send(['never', 42, threeDaysAgo]);
      const { values } = await readUntilFresh();
      expect(
        values.filter((value) => value.itemId === ids.get('never')).map(({ at, value }) => [Math.floor(at), value]),
      ).toEqual([[threeDaysAgo, 42]]);
    });

    async function readUntilFresh(): Promise<ZabbixSnapshot> {
      for (const end = Date.now() + ground.patienceMs; ; await pause(250)) {
        const snapshot = await makeReader().read(now());
        if (of('never', snapshot.values).length > 0 || Date.now() > end) return snapshot;
      }
    }

    it('refuses to read a group that is not there, and says which and what to do', async () => {
      const reading = makeReader({ groups: [run, `${run} nowhere`] }).read(now());
      await expect(reading).rejects.toMatchObject({ kind: 'refused' });
      await expect(reading).rejects.toThrow(
        new RegExp(`host group "${run} nowhere" does not exist, or .* may not read it: correct .zabbix.groups.`),
      );
    });

    it('reads nothing of the group that Linchpin writes to', async () => {
      const { hosts: found } = await makeReader({ ownGroup: `${run}/below` }).read(now());
      expect(found.map((each) => each.host)).toEqual([host]);
    });
  });
}
