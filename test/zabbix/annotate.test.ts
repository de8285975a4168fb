import { afterAll } from 'vitest';
import { annotateZabbixContract } from '../contract/annotate-zabbix.contract.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const fakes: FakeZabbix[] = [];

for (const [version, made] of [
  ['6.0.14', 'measured'],
  ['7.0.22', 'measured'],
  ['8.0.0', 'constructed'],
] as const) {
  annotateZabbixContract(`writing on the problems of the fake as Zabbix ${version} (${made})`, {
    ranks: version !== '6.0.14',
    place: async () => {
      const fake = await FakeZabbix.start(version);
      fakes.push(fake);
      return {
        access: { url: fake.url, credentials: { kind: 'token', token: fake.token } },
        human: { url: fake.url, credentials: { kind: 'password', user: 'somebody', password: fake.password } },
        trapper: fake.trapper,
        leap: 25,
      };
    },
  });
}

afterAll(async () => {
  for (const fake of fakes) await fake.stop();
});
