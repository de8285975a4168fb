import { afterAll } from 'vitest';
import { readZabbixContract } from '../contract/read-zabbix.contract.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

let fake: FakeZabbix | undefined;

readZabbixContract('reading the fake Zabbix', async () => {
  fake = await FakeZabbix.start();
  return {
    access: { url: fake.url, credentials: { kind: 'token', token: fake.token } },
    trapper: fake.trapper,
    patienceMs: 10_000,
  };
});

afterAll(() => fake?.stop());
