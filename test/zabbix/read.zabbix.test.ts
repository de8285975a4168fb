import { readZabbixContract } from '../contract/read-zabbix.contract.ts';
import { needed, realAccess } from '../support/real-zabbix.ts';

readZabbixContract('reading a real Zabbix', () =>
  Promise.resolve({ access: realAccess(), trapper: needed('LINCHPIN_ZABBIX_TRAPPER'), patienceMs: 60_000 }),
);
