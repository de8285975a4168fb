import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WriteZabbix } from '../../src/ports.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { ReadBack } from '../../src/zabbix/read-back.ts';
import { eventually } from '../support/eventually.ts';
import { WrittenSite } from './written-site.ts';

/** A way for values into a Zabbix. */
export interface WrittenPlace {
  readonly client: ZabbixClient;
  readonly writer: WriteZabbix;
  /** What a host must have so that values may come this way. */
  readonly host?: object;
  stop(): Promise<void>;
}

/** What writing to any Zabbix must do, whatever the way: the real one and the fake. */
export function writeZabbixContract(name: string, place: () => Promise<WrittenPlace>): void {
  describe(name, () => {
    let way: WrittenPlace;
    let site: WrittenSite;

    beforeAll(async () => {
      way = await place();
      site = await WrittenSite.make(way.client, way.host);
      await site.known(way.writer);
    }, 200_000);

    afterAll(async () => {
      await site.remove();
      await way.stop();
    });

    it('keeps the clock and ns of what is sent, and a value sent again once', async () => {
      const sent = [site.value('unsigned', 5, 10), site.value('unsigned', 6, 20)];
      await expect(way.writer.send(sent)).resolves.toMatchObject({ accepted: 2, refused: [] });
      await site.stored('unsigned', 'unsigned', 3);
      await way.writer.send(sent);
      await way.writer.send([site.value('unsigned', 7, 30)]);
      const rows = await site.stored('unsigned', 'unsigned', 4);
      expect(rows.map(({ value, clock, ns }) => [value, clock, ns]).slice(1)).toEqual([
        ['5', String(site.clock), '10'],
        ['6', String(site.clock), '20'],
        ['7', String(site.clock), '30'],
      ]);
    });

    it('names the values of unknown items and hosts among those that were taken', async () => {
      const sent = Array.from({ length: 40 }, (_, index) =>
        index % 5 === 3
          ? { ...site.value('float', index, 100 + index), host: 'nobody' }
          : site.value(index % 7 === 2 ? `none[${index}]` : 'float', index, 100 + index),
      );
      const { accepted, refused } = await way.writer.send(sent);
      const unknown = sent.filter(({ host, key }) => host === 'nobody' || key !== 'float');
      expect(refused).toEqual(unknown);
      expect(accepted).toBe(40 - unknown.length);
    });

    it('takes text of every language, and loses nothing around a NUL or half a surrogate pair', async () => {
      const words = ['Почта недоступна', 'a\0b', 'c\u{d800}d', '😀', '<script>alert(1)</script>{HOST.NAME}', 'after'];
      const sent = words.map((word, index) => site.value('text', word, 1000 + index));
      await expect(way.writer.send(sent)).resolves.toMatchObject({ refused: [] });
      const rows = await site.stored('text', 'text', words.length + 1);
      expect(rows.slice(1).map(({ value }) => value)).toEqual([
        words[0],
        'a\u{fffd}b',
        'c\u{fffd}d',
        words[3],
        words[4],
        words[5],
      ]);
    });

    it('takes a value of a wrong type without a word, and reading back finds it out with Zabbix’s reason', async () => {
      await expect(way.writer.send([site.value('unsigned', 'many', 40)])).resolves.toMatchObject({ refused: [] });
      const back = new ReadBack(way.client);
      const told = [{ host: site.host, key: 'unsigned', value: 8, at: site.clock }];
      const found = await eventually(
        'the item is unsupported',
        () => back.differences(told),
        ([difference]) => difference?.kind === 'unsupported',
      );
      expect(found[0]?.reason).toMatch(/not suitable for value type/u);
      await way.writer.send([site.value('unsigned', 8, 50)]);
      await eventually(
        'the right value is shown',
        () => back.differences(told),
        (differences) => differences.length === 0,
      );
    });

    it('is refused for an item that takes values from elsewhere only, and is told what to look at', async () => {
      await site.addItem('guarded', 'unsigned', { trapper_hosts: '192.0.2.1' });
      await site.addItem('open', 'unsigned');
      const sent = [site.value('open', 1, 1), site.value('guarded', 2, 2)];
      await eventually(
        'Zabbix knows both items',
        () => way.writer.send(sent),
        ({ accepted }) => accepted === 1,
      );
      const { refused } = await way.writer.send(sent);
      expect(refused).toEqual([sent[1]]);
      const reasons = await new ReadBack(way.client).whyRefused(refused);
      expect(reasons.get(`${site.host}\nguarded`)).toContain('{$LINCHPIN.ALLOWED.HOSTS}');
    });
  });
}
