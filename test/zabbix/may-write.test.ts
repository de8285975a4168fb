import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { ZabbixAnnotator } from '../../src/zabbix/annotate.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { PushOrSend } from '../../src/zabbix/push-or-send.ts';
import { HistoryPusher } from '../../src/zabbix/push.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

const value = { host: 'Linchpin mail', key: 'linchpin.heartbeat', value: 1, clock: 1_800_000_000, ns: 1 };

let fake: FakeZabbix;
let client: ZabbixClient;
let sender: TrapperSender;
beforeEach(async () => {
  fake = await FakeZabbix.start('7.0.22');
  const mayWrite = (): void => {
    throw new LeadLostError();
  };
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token }, mayWrite });
  sender = new TrapperSender({ nodes: [fake.trapper], mayWrite });
});
afterEach(async () => {
  client.close();
  await fake.stop();
});

describe('where nothing may be written any more', () => {
  it('no value goes out, by neither way, and that is no failure of Zabbix that the other way makes up for', async () => {
    const world = new ScriptedWorld();
    const pusher = new HistoryPusher(client);
    const both = new PushOrSend({ sender, pusher, client, clock: world, log: world });
    await expect(both.send([value])).rejects.toThrow(LeadLostError);
    await expect(pusher.send([value])).rejects.toThrow(LeadLostError);
    expect(fake.sendings).toEqual([]);
    expect(fake.asked()).not.toContain('history.push');
  });

  it('no problem is changed, and reading goes on', async () => {
    const annotator = new ZabbixAnnotator(client, 'Linchpin');
    expect(await annotator.updates(['1'])).toEqual(new Map());
    await expect(annotator.change([{ eventId: '1', message: 'because of vm-1' }])).rejects.toThrow(LeadLostError);
    expect(fake.asked()).not.toContain('event.acknowledge');
  });
});
