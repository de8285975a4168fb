import { afterAll } from 'vitest';
import { readZabbixContract } from '../contract/read-zabbix.contract.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const fakes: FakeZabbix[] = [];

// 6.0 and 7.0 are measured on real ones, 7.4 and 8.0 constructed from what Zabbix's manual says of them.
for (const [version, made] of [
  ['6.0.14', 'measured'],
  ['7.0.22', 'measured'],
  ['7.4.5', 'constructed'],
  ['8.0.0', 'constructed'],
] as const) {
  readZabbixContract(`reading the fake as Zabbix ${version} (${made})`, async () => {
    const fake = await FakeZabbix.start(version);
    fakes.push(fake);
    return {
      access: { url: fake.url, credentials: { kind: 'token', token: fake.token } },
      trapper: fake.trapper,
      patienceMs: 10_000,
    };
  });
}

afterAll(async () => {
  for (const fake of fakes) await fake.stop();
});
