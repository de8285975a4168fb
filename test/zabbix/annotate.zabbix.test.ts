import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { annotateZabbixContract } from '../contract/annotate-zabbix.contract.ts';
import { needed, realAccess } from '../support/real-zabbix.ts';

const access = realAccess();
const somebody = { kind: 'password', user: `annotate-${Date.now()}`, password: 'Zq7-kept-for-this-test' } as const;
const client = new ZabbixClient(access);
const { ranks } = await client.adapter();
let userids: readonly string[] = [];

beforeAll(async () => {
  // The groups and roles of these ids come with Zabbix: its administrators, and the role that may do everything.
  const made = await client.call(
    'user.create',
    { username: somebody.user, passwd: somebody.password, roleid: '3', usrgrps: [{ usrgrpid: '7' }] },
    z.object({ userids: z.array(z.string()) }),
  );
  userids = made.userids;
});
afterAll(async () => {
  await client.call('user.delete', userids, z.unknown());
  client.close();
});

annotateZabbixContract('writing on the problems of a real Zabbix', {
  ranks,
  place: () =>
    Promise.resolve({
      access,
      human: { url: access.url, credentials: somebody },
      trapper: needed('LINCHPIN_ZABBIX_TRAPPER'),
      leap: 0,
    }),
});
