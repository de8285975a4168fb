import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { freeSlot, slotProblemValue } from '../../src/domain/slot-problem.ts';
import { eventually } from '../support/eventually.ts';
import { Cycle } from './provision-ground.ts';
import { Anything, Made, ProvisionedSite, Rows } from './provision-site.ts';

const usergroup = 'Linchpin escalation test: second line';
const site = new ProvisionedSite({
  group: 'Linchpin escalation test',
  publish: `escalateTo: '${usergroup}'`,
});
const { admin } = site;
const cycle = new Cycle(site.shownBy);
const name = `Linchpin escalation: ${site.group}`;

interface Page {
  readonly subject: string;
  readonly message: string;
}
const pages: Page[] = [];
let server: Server;
let usrgrpid: string;

function incident(root: string): string {
  return slotProblemValue({
    severity: 5,
    planned: false,
    root,
    subsystems: ['storage'],
    action: 'Restart storage-db-1',
    text: 'Storage is down: storage-db-1 is not running',
  });
}

/** A user of the group that is told, who is reached by the listener of this test. */
async function secondLine(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const script = `var p = JSON.parse(value); var r = new HttpRequest(); r.addHeader('Content-Type: application/json');
r.post('http://127.0.0.1:${port}/', JSON.stringify({ subject: p.subject, message: p.message })); return 'OK';`;
  const parameters = [
    { name: 'subject', value: '{ALERT.SUBJECT}' },
    { name: 'message', value: '{ALERT.MESSAGE}' },
  ];
  const { mediatypeids } = await admin.call(
    'mediatype.create',
    { name: usergroup, type: 4, script, parameters, status: 0 },
    Made,
  );
  const [group] = await admin.call('hostgroup.get', { output: ['groupid'], filter: { name: [site.group] } }, Rows);
  const rights = [{ id: group?.['groupid'], permission: 2 }];
  const isApart = (await admin.adapter()).templateGroups === 'their own';
  await admin.call(
    'usergroup.update',
    { usrgrpid, ...(isApart ? { hostgroup_rights: rights } : { rights }) },
    Anything,
  );
  const medias = [
    { mediatypeid: mediatypeids?.[0], sendto: ['us'], active: 0, severity: 63, period: '1-7,00:00-24:00' },
  ];
  const passwd = `${Math.random().toString(36)}Aa1!${Math.random().toString(36)}`;
  const [role] = await admin.call('role.get', { output: ['roleid'], filter: { type: 1 }, limit: 1 }, Rows);
  const user = { username: usergroup, passwd, roleid: role?.['roleid'], usrgrps: [{ usrgrpid }], medias };
  await admin.call('user.create', user, Anything);
}

const Operations = z.array(
  z.object({
    operationtype: z.string(),
    esc_step_from: z.string(),
    esc_step_to: z.string(),
    evaltype: z.string(),
    opmessage: z
      .object({ default_msg: z.string(), subject: z.string(), message: z.string(), mediatypeid: z.string() })
      .strip(),
    opmessage_grp: z.array(z.object({ usrgrpid: z.string() })),
    opconditions: z.array(z.object({ conditiontype: z.string(), operator: z.string(), value: z.string() })),
  }),
);

/** The steps follow each other after the least time that Zabbix takes; whom they tell, and what, stays. */
async function hurry(): Promise<void> {
  const asked = { output: ['actionid'], filter: { name }, selectOperations: 'extend' };
  const [action] = await admin.call('action.get', asked, Rows);
  const operations = Operations.parse(action?.['operations']).map((operation) => ({ ...operation, esc_period: '60s' }));
  await admin.call('action.update', { actionid: action?.['actionid'], operations }, Anything);
}

/** How many escalations of the action Zabbix has still to carry on with. */
async function escalations(): Promise<number> {
  const database = new Client({ connectionString: process.env['LINCHPIN_ZABBIX_DB'] });
  await database.connect();
  const { rows } = await database.query<{ readonly count: string }>(
    'select count(*) from escalations join actions using (actionid) where actions.name = $1',
    [name],
  );
  await database.end();
  return Number(rows[0]?.count);
}

async function clear(): Promise<void> {
  const remove = async (noun: string, id: string, nameField: string): Promise<void> => {
    const found = await admin.call(`${noun}.get`, { output: [id], filter: { [nameField]: [usergroup] } }, Rows);
    const ids = found.map((row) => row[id]);
    if (ids.length > 0) await admin.call(`${noun}.delete`, ids, Anything);
  };
  await site.clear();
  await remove('user', 'userid', 'username');
  await remove('usergroup', 'usrgrpid', 'name');
  await remove('mediatype', 'mediatypeid', 'name');
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      pages.push(JSON.parse(body) as Page);
      response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await clear();
  await site.build();
});

afterAll(async () => {
  await clear();
  server.close();
  site.close();
});

test('a user group that is not there is named before anything is made', async () => {
  await expect(site.provision()).rejects.toThrow(`no user group "${usergroup}" (\`publish.escalateTo\`)`);
  const asked = { output: ['host'], filter: { host: [site.shownBy] } };
  expect(await admin.call('host.get', asked, Rows)).toEqual([]);
});

test('who can’t be told is said, and what to do', async () => {
  const { usrgrpids } = await admin.call('usergroup.create', { name: usergroup }, Made);
  usrgrpid = usrgrpids?.[0] ?? '';
  const { changes, advice } = await site.provision();
  expect(changes.map(({ text }) => text)).toContain(
    `create action "${name}": tells user group "${usergroup}" after 1 minute, after 16, then each hour for 12 hours`,
  );
  expect(advice).toEqual([expect.stringContaining('has no users, so that nobody is told')]);
  await secondLine();
  expect(await site.provision()).toEqual({ changes: [], advice: [] });
  const [user] = await admin.call('user.get', { output: ['userid'], filter: { username: usergroup } }, Rows);
  const isApart = (await admin.adapter()).templateGroups === 'their own';
  const right = isApart ? 'hostgroup_rights' : 'rights';
  const [before] = await admin.call(
    'usergroup.get',
    { usrgrpids: [usrgrpid], [isApart ? 'selectHostGroupRights' : 'selectRights']: ['id', 'permission'] },
    Rows,
  );
  await admin.call('usergroup.update', { usrgrpid, [right]: [] }, Anything);
  expect((await site.provision()).advice).toEqual([
    expect.stringContaining(`"${usergroup}" may not see host group "${site.group}"`),
  ]);
  await admin.call('usergroup.update', { usrgrpid, [right]: before?.[right] }, Anything);
  expect(user).toBeDefined();
});

test('a fault that is regrouped in its first minute, with its notices and the outage, is one page at each step, and its end the last', async () => {
  await hurry();
  const reason = 'storage-db-1 is not running';
  await cycle.send([
    [itemKeys.slotProblem(1), freeSlot],
    [itemKeys.functionsLost, 'Keep letters'],
  ]);
  await cycle.send([
    [itemKeys.slotProblem(1), incident('container/s1/storage-db-1')],
    [itemKeys.system('outage'), reason],
    [itemKeys.subsystem('outage', 'storage'), reason],
    [itemKeys.pod('outage', 'storage-db'), reason],
  ]);
  const problems = (): Promise<readonly unknown[]> =>
    admin.call('problem.get', { output: ['eventid'], tags: [{ tag: 'linchpin.system', value: 'site' }] }, Rows);
  await eventually('all four problems are there', problems, (found) => found.length >= 4);
  await cycle.send([
    [itemKeys.slotProblem(1), freeSlot],
    [itemKeys.slotProblem(1), incident('pod/storage-db')],
  ]);
  await eventually(
    'the page came',
    () => Promise.resolve(pages),
    (found) => found.length > 0,
  );
  expect(pages).toHaveLength(1);
  expect(await escalations()).toBe(1);
  expect(pages[0]?.subject).toBe('Disaster: Storage is down: storage-db-1 is not running');
  for (const line of ['What to do: Restart storage-db-1', 'Root: pod/storage-db', 'Functions lost: Keep letters']) {
    expect(pages[0]?.message).toContain(line);
  }
  await eventually(
    'nobody acknowledged, and the next step tells it again',
    () => Promise.resolve(pages),
    (found) => found.length > 1,
  );
  expect(pages[1]).toEqual(pages[0]);
  await cycle.send([
    [itemKeys.slotProblem(1), freeSlot],
    [itemKeys.system('outage'), ''],
    [itemKeys.subsystem('outage', 'storage'), ''],
    [itemKeys.pod('outage', 'storage-db'), ''],
  ]);
  await eventually(
    'its end is told',
    () => Promise.resolve(pages),
    (found) => found.length > 2,
  );
  await eventually('no problem is left', problems, (found) => found.length === 0);
  await eventually('nothing more is due', escalations, (count) => count === 0);
  expect(pages.map(({ subject }) => subject)).toEqual([
    'Disaster: Storage is down: storage-db-1 is not running',
    'Disaster: Storage is down: storage-db-1 is not running',
    'Over: Storage is down: storage-db-1 is not running',
  ]);
});

test('the site’s own steps stay, and another user group is told as soon as it is configured', async () => {
  const asked = { output: ['actionid', 'esc_period'], filter: { name }, selectOperations: 'extend' };
  const [action] = await admin.call('action.get', asked, Rows);
  await admin.call('action.update', { actionid: action?.['actionid'], esc_period: '5m', status: 1 }, Anything);
  expect((await site.provision()).changes).toEqual([]);
  site.configure("escalateTo: 'Zabbix administrators'");
  expect((await site.provision()).changes.map(({ text }) => text)).toEqual([
    expect.stringMatching(`^update action "${name}": .*operations`),
  ]);
  site.configure('mode: publish');
  expect((await site.provision()).changes.map(({ text }) => text)).toEqual([`delete action "${name}"`]);
});
