import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { WriteZabbix } from '../../src/ports.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { PushOrSend } from '../../src/zabbix/push-or-send.ts';
import { HistoryPusher } from '../../src/zabbix/push.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';

let zabbix: FakeZabbix;
let client: ZabbixClient;

beforeEach(() => start('7.0.22'));
afterEach(stop);

async function start(version: string): Promise<void> {
  zabbix = await FakeZabbix.start(version);
  client = new ZabbixClient({ url: zabbix.url, credentials: { kind: 'token', token: zabbix.token } });
}

async function stop(): Promise<void> {
  client.close();
  await zabbix.stop();
}

/** Makes trapper items with the keys `0` to `count - 1`. */
async function items(count: number): Promise<void> {
  const { groupids } = await make('hostgroup.create', { name: 'g' });
  const { hostids } = await make('host.create', { host: 'h', groups: [{ groupid: groupids![0] }] });
  const rows = Array.from({ length: count }, (_, index) => ({
    hostid: hostids![0],
    name: `${index}`,
    key_: `${index}`,
    type: 2,
    value_type: 3,
  }));
  await make('item.create', rows);
}

async function make(method: string, params: object): Promise<Readonly<Record<string, readonly string[]>>> {
  const { z } = await import('zod');
  return client.call(method, params, z.record(z.string(), z.array(z.string())));
}

const values = (count: number): OutgoingValue[] =>
  Array.from({ length: count }, (_, index) => ({
    host: 'h',
    key: `${index % 7}`,
    value: index,
    clock: 1_700_000_000,
    ns: index,
  }));
const storedTimes = (): readonly string[] => [...zabbix.state.history.values()].flat().map(({ ns }) => ns);

describe('history.push', () => {
  it('keeps value, clock and ns, in order and 4,000 a request at most', async () => {
    await items(7);
    zabbix.asked();
    await expect(new HistoryPusher(client).send(values(9000))).resolves.toMatchObject({ accepted: 9000, refused: [] });
    expect(zabbix.asked().filter((method) => method === 'history.push')).toHaveLength(3);
    expect(storedTimes()).toHaveLength(9000);
    expect(zabbix.state.history.get([...zabbix.state.history.keys()][0]!)?.slice(0, 2)).toMatchObject([
      { value: '0', clock: '1700000000', ns: '0' },
      { value: '7', clock: '1700000000', ns: '7' },
    ]);
  });

  it('says which values were refused and why, in Zabbix’s words', async () => {
    await items(5);
    const sent = values(14);
    const { accepted, refused, reasons } = await new HistoryPusher(client).send(sent);
    expect(accepted).toBe(10);
    expect(refused.map(({ ns }) => ns)).toEqual([5, 6, 12, 13]);
    expect(reasons?.get(sent[5]!)).toBe('No permissions to referred object or it does not exist.');
  });

  it('asks for less where Zabbix gives up on a request, and loses nothing', async () => {
    await items(7);
    zabbix.fault = ({ method, params }) =>
      method === 'history.push' && (params as unknown as readonly unknown[]).length > 500
        ? { kind: 'http', status: 500, body: '' }
        : undefined;
    await expect(new HistoryPusher(client).send(values(2500))).resolves.toMatchObject({ accepted: 2500 });
    expect(storedTimes()).toHaveLength(2500);
  });

  it('of a Zabbix whose server is down may pass', async () => {
    zabbix.fault = ({ method }) =>
      method === 'history.push'
        ? {
            kind: 'api',
            data: 'Connection to Zabbix server "localhost:10051" refused. Possible reasons:',
            code: -32500,
          }
        : undefined;
    await expect(new HistoryPusher(client).send(values(1))).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that answers for fewer values than were sent is not believed', async () => {
    zabbix.fault = ({ method }) =>
      method === 'history.push' ? { kind: 'result', result: { response: 'success', data: [] } } : undefined;
    await expect(new HistoryPusher(client).send(values(2))).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('of Zabbix 6.0 is told as what the configuration asks for in vain', async () => {
    await stop();
    await start('6.0.14');
    await expect(new HistoryPusher(client).send(values(1))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/history\.push.* needs Zabbix 7\.0 or later, and .* is 6\.0\.14/u) as string,
    });
  });
});

describe('push: auto', () => {
  let world: ScriptedWorld;
  let sender: WriteZabbix & { fails: boolean; asked: number };
  let ways: PushOrSend;

  beforeEach(async () => {
    await items(7);
    world = new ScriptedWorld();
    const trapper = new TrapperSender({ nodes: [zabbix.trapper] });
    sender = {
      fails: false,
      asked: 0,
      send: (sent) => {
        sender.asked += 1;
        return sender.fails ? Promise.reject(unreachable('The trapper')) : trapper.send(sent);
      },
    };
    ways = new PushOrSend({ sender, pusher: new HistoryPusher(client), client, clock: world, log: world });
  });

  const methods = (): readonly string[] => zabbix.asked().filter((method) => method === 'history.push');

  it('uses the trapper while it can be reached', async () => {
    await expect(ways.send(values(3))).resolves.toMatchObject({ accepted: 3 });
    expect(methods()).toEqual([]);
    expect(world.said).toEqual([]);
  });

  it('goes over to history.push where no trapper can be reached, says so once, and goes back when it can', async () => {
    sender.fails = true;
    await ways.send(values(3));
    await ways.send(values(4));
    expect(methods()).toHaveLength(2);
    expect(sender.asked).toBe(1);
    world.time += 301;
    await ways.send(values(5));
    expect(sender.asked).toBe(2);
    sender.fails = false;
    world.time += 301;
    await ways.send(values(6));
    await ways.send(values(7));
    expect([methods().length, sender.asked]).toEqual([1, 4]);
    expect(world.said.map(({ level }) => level)).toEqual(['warn', 'info']);
    expect(world.said[0]?.facts['reason']).toContain('The trapper');
  });

  it('tries trappers again also where the clock was set back meanwhile', async () => {
    sender.fails = true;
    await ways.send(values(3));
    world.time -= 3600;
    await ways.send(values(4));
    expect(sender.asked).toBe(2);
  });

  it('tells both reasons where neither way is open', async () => {
    sender.fails = true;
    zabbix.denied.add('history.push');
    await expect(ways.send(values(1))).rejects.toThrow(/The trapper could not be reached.*history\.push/su);
  });

  it('on Zabbix 6.0 is the trapper and nothing else', async () => {
    zabbix.version = '6.0.14';
    client.close();
    client = new ZabbixClient({ url: zabbix.url, credentials: { kind: 'token', token: zabbix.token } });
    ways = new PushOrSend({ sender, pusher: new HistoryPusher(client), client, clock: world, log: world });
    sender.fails = true;
    await expect(ways.send(values(1))).rejects.toThrow(/^The trapper could not be reached$/u);
  });
});
