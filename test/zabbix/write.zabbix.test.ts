import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HistoryPusher } from '../../src/zabbix/push.ts';
import { ReadBack } from '../../src/zabbix/read-back.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import type { TrapperSettings } from '../../src/zabbix/sender.ts';
import { writeZabbixContract } from '../contract/write-zabbix.contract.ts';
import { WrittenSite } from '../contract/written-site.ts';
import { eventually } from '../support/eventually.ts';
import { needed, openClient } from '../support/real-zabbix.ts';

const trapper = needed('LINCHPIN_ZABBIX_TRAPPER');
const pem = (name: string): string => readFileSync(join(needed('LINCHPIN_ZABBIX_TLS'), name), 'utf8');

const psk = { kind: 'psk', identity: `writing ${process.pid}`, key: '8f'.repeat(32) } as const;
const ways: readonly (readonly [string, Partial<TrapperSettings>, object])[] = [
  ['by the sender protocol', {}, {}],
  ['by the sender protocol, compressed', { compress: true }, {}],
  [
    'by the sender protocol, with a pre-shared key',
    { tls: psk },
    { tls_accept: 2, tls_psk_identity: psk.identity, tls_psk: psk.key },
  ],
  [
    'by the sender protocol, with certificates',
    { tls: { kind: 'certificate', ca: pem('ca.pem'), cert: pem('linchpin.pem'), key: pem('linchpin.key') } },
    { tls_accept: 4, tls_subject: 'CN=linchpin,O=Linchpin test' },
  ],
];

for (const [name, settings, host] of ways) {
  writeZabbixContract(`writing to a real Zabbix ${name}`, () => {
    const client = openClient();
    const writer = new TrapperSender({ nodes: [trapper], ...settings });
    const stop = (): Promise<void> => {
      client.close();
      return Promise.resolve();
    };
    return Promise.resolve({ client, writer, host, stop });
  });
}

const probe = openClient();
const { historyPush } = await probe.adapter();
probe.close();

if (historyPush) {
  writeZabbixContract('writing to a real Zabbix by history.push', () => {
    const client = openClient();
    const stop = (): Promise<void> => {
      client.close();
      return Promise.resolve();
    };
    return Promise.resolve({ client, writer: new HistoryPusher(client), stop });
  });
}

describe('a real Zabbix', () => {
  const sites: WrittenSite[] = [];
  const client = openClient();

  afterEach(async () => {
    for (const site of sites.splice(0)) await site.remove();
  });

  async function make(host: object = {}, item: object = {}): Promise<WrittenSite> {
    const site = await WrittenSite.make(client, host, item);
    sites.push(site);
    return site;
  }

  it.runIf(!historyPush)('before 7.0 has no history.push, and that is said', async () => {
    await expect(new HistoryPusher(client).send([{ host: 'h', key: 'k', value: 1, clock: 1, ns: 1 }])).rejects.toThrow(
      /needs Zabbix 7\.0 or later/u,
    );
  });

  it('refuses unencrypted values of a host that expects a pre-shared key, and takes them with it', async () => {
    const own = { kind: 'psk', identity: `guarded ${process.pid}`, key: '7e'.repeat(16) } as const;
    const site = await make({ tls_accept: 2, tls_psk_identity: own.identity, tls_psk: own.key });
    const secured = new TrapperSender({ nodes: [trapper], tls: own });
    await site.known(secured);
    const value = site.value('unsigned', 5, 5);
    await expect(new TrapperSender({ nodes: [trapper] }).send([value])).resolves.toEqual({
      accepted: 0,
      refused: [value],
    });
    await expect(secured.send([value])).resolves.toEqual({ accepted: 1, refused: [] });
    const wrong = new TrapperSender({ nodes: [trapper], tls: { ...own, key: '00'.repeat(16) } });
    await expect(wrong.send([value])).rejects.toThrow(/identity and key must be those/u);
  });

  it('takes no forged values: the macro of the host names another address, and neither way gets in', async () => {
    const macro = '{$LINCHPIN.ALLOWED.HOSTS}';
    const site = await make({ macros: [{ macro, value: '192.0.2.1' }] }, { trapper_hosts: macro });
    await site.addItem('open', 'unsigned', { trapper_hosts: '' });
    const sender = new TrapperSender({ nodes: [trapper] });
    const values = [site.value('unsigned', 5, 5), site.value('open', 1, 1)];
    await eventually(
      'Zabbix knows the items',
      () => sender.send(values),
      ({ accepted }) => accepted === 1,
    );
    await expect(sender.send(values)).resolves.toEqual({ accepted: 1, refused: [values[0]] });
    if (!historyPush) return;
    const { refused, reasons } = await new HistoryPusher(client).send(values);
    expect(refused).toEqual([values[0]]);
    expect(reasons?.get(values[0]!)).toMatch(/not in item's allowed hosts/iu);
  });

  it('refuses values of an item made a moment ago, and takes them with their own time once it knows it', async () => {
    const site = await make();
    const sender = new TrapperSender({ nodes: [trapper] });
    await site.known(sender);
    await site.addItem('new', 'unsigned');
    const value = site.value('new', 5, 5);
    await expect(sender.send([value])).resolves.toEqual({ accepted: 0, refused: [value] });
    await eventually(
      'Zabbix knows the item',
      () => sender.send([value]),
      ({ accepted }) => accepted === 1,
    );
    await expect(site.stored('new', 'unsigned', 1)).resolves.toEqual([
      { value: '5', clock: String(site.clock), ns: '5' },
    ]);
  });

  it('is found beside a node of the cluster that is dead', async () => {
    const site = await make();
    const sender = new TrapperSender({ nodes: ['127.0.0.1:1', trapper, '192.0.2.1:10051'] });
    await site.known(sender);
    await expect(sender.send([site.value('unsigned', 5, 5)])).resolves.toEqual({ accepted: 1, refused: [] });
  });

  it('keeps a problem open, unharmed by values sent again', async () => {
    const site = await make();
    const sender = new TrapperSender({ nodes: [trapper] });
    const trigger = `find(/${site.host}/text,,"regexp","^5")=1`;
    await site.create('trigger', { description: 'slot', expression: trigger, priority: 5 });
    await site.known(sender);
    const back = new ReadBack(client);
    const told = [{ host: site.host, key: 'text', value: '5\tno\tdb', at: site.clock }];
    const both = [site.value('text', '0', 10), site.value('text', '5\tno\tdb', 20)];
    // The server may know the trigger later than the items, and what it got before raises nothing.
    const send = async (): ReturnType<typeof back.unraised> => {
      await sender.send(both);
      return back.unraised(told);
    };
    await eventually('the problem is open', send, (unraised) => unraised.length === 0);
    await sender.send(both);
    await sender.send([both[0]!]);
    await sender.send([site.value('unsigned', 1, 1)]);
    await site.stored('unsigned', 'unsigned', 2);
    await expect(back.unraised(told)).resolves.toEqual([]);
    await expect(site.events()).resolves.toHaveLength(1);
  });

  it('that shows no problem for a value that should raise one is found out, with the reason', async () => {
    const site = await make();
    const sender = new TrapperSender({ nodes: [trapper] });
    const expression = `find(/${site.host}/text,,"regexp","^5")=1`;
    const triggerid = await site.create('trigger', { description: 'slot', expression, priority: 5, status: 1 });
    await site.known(sender);
    await sender.send([site.value('text', '5\tno\tdb', 20)]);
    const back = new ReadBack(client);
    const told = [{ host: site.host, key: 'text', value: '5\tno\tdb', at: site.clock }];
    await expect(back.unraised(told)).resolves.toMatchObject([
      { key: 'text', reason: 'its trigger is disabled in Zabbix' },
    ]);
    await site.update('trigger', { triggerid, status: 0 });
    await eventually(
      'the problem is open once the trigger is enabled and the value comes again',
      async () => {
        await sender.send([{ ...site.value('text', '5\tno\tdb', 30), clock: Math.floor(Date.now() / 1000) }]);
        return back.unraised(told);
      },
      (unraised) => unraised.length === 0,
    );
  });

  it('is read back as what it was told, in every value type, and a foreign value is found out', async () => {
    const site = await make();
    const sender = new TrapperSender({ nodes: [trapper] });
    await site.known(sender);
    const values = { float: 0.1 + 0.2, char: 'ä'.repeat(300), unsigned: 5, text: 'ж'.repeat(70_000) };
    const told = Object.entries(values).map(([key, value]) => ({ host: site.host, key, value, at: site.clock }));
    await sender.send(told.map(({ key, value }) => site.value(key, value, 10)));
    const back = new ReadBack(client);
    await eventually(
      'all is shown',
      () => back.differences(told),
      (differences) => differences.length === 0,
    );
    await sender.send([{ ...site.value('unsigned', 9, 10), clock: site.clock + 5 }]);
    await eventually(
      'the foreign value is found',
      () => back.differences(told),
      (found) => found.some(({ key, kind, shown }) => key === 'unsigned' && kind === 'overwritten' && shown === '9'),
    );
  });
});
