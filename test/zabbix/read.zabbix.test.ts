import { readFileSync } from 'node:fs';
import { readZabbixContract } from '../contract/read-zabbix.contract.ts';

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: these tests need a running Zabbix (scripts/zabbix up prints its addresses).`);
  }
  return value;
}

readZabbixContract('reading a real Zabbix', () =>
  Promise.resolve({
    access: {
      url: needed('ZABBIX_URL'),
      credentials: { kind: 'token', token: readFileSync(needed('ZABBIX_TOKEN_FILE'), 'utf8').trim() },
    },
    trapper: needed('LINCHPIN_ZABBIX_TRAPPER'),
    patienceMs: 60_000,
  }),
);
