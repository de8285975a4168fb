import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { Text } from '../../src/zabbix/schema.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

let fake: FakeZabbix;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  // That of the web server goes on by itself.
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await fake.stop();
});

it.each([
  ['ahead of', -3600],
  ['behind', 3600],
])('a frontend whose clock is an hour %s this machine is told of once, and anew after they agreed', async (_, step) => {
  const world = new ScriptedWorld();
  const credentials = { kind: 'token', token: fake.token } as const;
  const client = new ZabbixClient({ url: fake.url, credentials, allowPlainHttp: true, log: world });
  fake.methods.set('some.get', () => 'answer');
  const real = Date.now();
  const apart: boolean[] = [];
  for (const by of [0, step, step, 0, step]) {
    vi.setSystemTime(real + by * 1000);
    await client.call('some.get', {}, Text);
    apart.push(client.areClocksApart);
  }
  expect(apart).toEqual([false, true, true, false, true]);
  client.close();
  const told = world.said.filter(({ message }) => message.startsWith('the clock of the Zabbix frontend'));
  expect(told.map(({ facts }) => Math.abs(Number(facts['zabbixAhead']) + step) <= 2)).toEqual([true, true]);
});
