import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { CommandFolder } from '../support/command.ts';
import { Daemon } from '../support/daemon.ts';
import { eventually } from '../support/eventually.ts';
import { Anything, ProvisionedSite, Rows } from './provision-site.ts';
import { RoleUsers } from './rights-users.ts';

/** What a trigger judges and no rule does: problems that follow from the server. */
const followers = ['noise[storage-db-1]', 'noise[calendar-api-1]'];
const site = new ProvisionedSite({
  group: 'Linchpin rights of the daemon test',
  publish: 'sourceProblems: { comment: true, rank: true, severity: true, acknowledge: true }',
  items: { up: 'reachable', ...Object.fromEntries(followers.map((key) => [key, undefined])) },
});
const { admin } = site;
const users = new RoleUsers(site);
const folder = new CommandFolder();
const { historyPush, ranks } = await admin.adapter();
let token = '';
let daemon: Daemon | undefined;

/** The program, as its user has it: with the running role and nothing else of this machine's rights. */
function start(more: NodeJS.ProcessEnv = {}): Daemon {
  const env = {
    ZABBIX_URL: process.env['ZABBIX_URL'],
    ZABBIX_TOKEN: token,
    LINCHPIN_ZABBIX_TRAPPER: process.env['LINCHPIN_ZABBIX_TRAPPER'],
    LINCHPIN_SCHEDULE_EVERY: '2s',
    LINCHPIN_SCHEDULE_JITTER: '0s',
    ...more,
  };
  daemon = new Daemon(folder.start(['run', '--config', `${site.folder}/linchpin.yaml`], env));
  return daemon;
}

async function shown(key: string): Promise<{ readonly value: unknown; readonly clock: number }> {
  const hosts = await admin.call('host.get', { output: ['hostid'], filter: { host: [site.shownBy] } }, Rows);
  const asked = { output: ['lastvalue', 'lastclock'], hostids: [hosts[0]?.['hostid']], filter: { key_: [key] } };
  const [item] = await admin.call('item.get', asked, Rows);
  return { value: item?.['lastvalue'], clock: Number(item?.['lastclock']) };
}

const Problems = z.array(
  z.object({
    eventid: z.string(),
    name: z.string(),
    severity: z.string(),
    acknowledged: z.string(),
    cause_eventid: z.string().default('0'),
    acknowledges: z.array(z.object({ message: z.string() })),
  }),
);
type Problem = z.infer<typeof Problems>[number];

function problems(): Promise<readonly Problem[]> {
  return admin.call(
    'problem.get',
    {
      output: ['eventid', 'name', 'severity', 'acknowledged', 'cause_eventid'],
      selectAcknowledges: ['message'],
      search: { name: 'daemon test: ' },
    },
    Problems,
  );
}

/** How often what was said, by the mark of the comments. */
function marks({ acknowledges }: Problem): readonly string[] {
  return acknowledges.flatMap(({ message }) => /\[Linchpin: (\w+)[^\n]*\]$/.exec(message)?.[1] ?? []).toSorted();
}

/** What a daemon warned of, but for a machine that is too busy for a cycle every 2 s. */
function complaintsOf({ log }: Daemon): readonly unknown[] {
  const isBusy = /^(?:cycles were due while|Zabbix is slow)/u;
  return log.filter(({ level, msg }) => Number(level) >= 40 && !isBusy.test(String(msg)));
}

async function changeRole(change: (rules: Readonly<Record<string, unknown>>) => object): Promise<void> {
  const asked = { filter: { name: users.running }, selectRules: 'extend' };
  const [role] = await admin.call('role.get', asked, Rows);
  const rules = z.record(z.string(), z.unknown()).parse(role?.['rules']);
  await admin.call('role.update', { roleid: role?.['roleid'], rules: change(rules) }, Anything);
}

beforeAll(async () => {
  await users.remove();
  await site.clear();
  site.describe((text) => `${text}rules: { reachable: { for: 0s } }\n`);
  await site.build();
  for (const [key, limit] of [['up', 0], ...followers.map((name) => [name, 1] as const)] as const) {
    const expression = `last(/${site.host}/${key})=${limit}`;
    await admin.call('trigger.create', { description: `daemon test: ${key}`, expression, priority: 3 }, Anything);
  }
  await site.provision({ roles: true });
  token = await users.make(users.running);
  await site.report();
  await site.send({ up: 1, ...Object.fromEntries(followers.map((key) => [key, 0])) });
});

afterEach(async () => {
  await daemon?.kill();
});

afterAll(async () => {
  await users.remove();
  await site.clear();
  site.close();
  folder.remove();
});

test('with the running role alone the program shows what it computes, writes on problems, and takes that back', async () => {
  const running = start();
  await eventually(
    'the state of the system is in Zabbix',
    () => shown(itemKeys.system('state')),
    ({ value, clock }) => value === '1' && clock > 0,
  );
  await site.send({ up: 0, ...Object.fromEntries(followers.map((key) => [key, 1])) });
  const during = await eventually('root and followers are written on', problems, (found) => {
    const lead = found.find(({ name }) => name.endsWith('up'));
    const rest = found.filter((problem) => problem !== lead);
    return (
      lead?.severity === '5' &&
      rest.length === 2 &&
      rest.every(({ severity, acknowledged }) => severity === '1' && acknowledged === '1') &&
      rest.every(({ cause_eventid: cause }) => cause === (ranks ? lead.eventid : '0'))
    );
  });
  expect(during.map(marks)).toEqual(during.map(({ name }) => [name.endsWith('up') ? 'root' : 'symptom']));
  await site.send({ up: 1 });
  const after = await eventually(
    'what was written is taken back',
    problems,
    (found) =>
      found.length === 2 &&
      found.every((problem) => `${problem.severity} ${problem.acknowledged} ${problem.cause_eventid}` === '3 0 0'),
  );
  expect(after.map(marks)).toEqual([
    ['over', 'symptom'],
    ['over', 'symptom'],
  ]);
  await eventually(
    'the all-clear is in Zabbix',
    () => shown(itemKeys.system('severity')),
    ({ value }) => value === '0',
  );
  expect((await running.stop()).status).toBe(0);
  expect(complaintsOf(running)).toEqual([]);
});

test.runIf(historyPush)('with the running role alone values arrive by history.push too', async () => {
  const begin = Math.floor(Date.now() / 1000);
  const running = start({ LINCHPIN_ZABBIX_PUSH: 'history.push' });
  await eventually(
    'a heartbeat of this run is in Zabbix',
    () => shown(itemKeys.heartbeat),
    ({ clock }) => clock > begin,
  );
  expect((await running.stop()).status).toBe(0);
  expect(complaintsOf(running)).toEqual([]);
});

test('an action that the role lacks is named, and all else is still written', async () => {
  await changeRole(({ actions }) => ({
    actions: z
      .array(z.object({ name: z.string(), status: z.string() }))
      .parse(actions)
      .map(({ name, status }) => ({ name, status: name === 'change_severity' ? '0' : status })),
  }));
  const running = start();
  await site.send({ up: 0 });
  const refusal = await eventually(
    'the log names what is refused',
    () => Promise.resolve(running.log.find(({ reason }) => /change problem severity/i.test(String(reason)))),
    (line) => line !== undefined,
  );
  expect(refusal?.['msg']).toContain('allow event.acknowledge and this action in the role of the user');
  await eventually(
    'the rest is written',
    problems,
    (found) =>
      found.length === 3 &&
      found.every(({ severity }) => severity === '3') &&
      found.every(
        (problem) => marks(problem).length === (problem.name.endsWith('up') ? 1 : 3) && marks(problem).length > 0,
      ),
  );
  expect((await running.stop()).status).toBe(0);
});

test.each(['history.get', 'problem.get', 'item.get'])(
  'without %s the program ends and names the method and where to allow it',
  async (method) => {
    const kept: { api: unknown } = { api: undefined };
    await changeRole(({ api }) => {
      kept.api = api;
      return {
        api: z
          .array(z.string())
          .parse(api)
          .filter((name) => name !== method),
      };
    });
    const { status, stderr } = await start().ended;
    await changeRole(() => ({ api: kept.api }));
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`may not call ${method}: allow this API method in its user role`));
  },
);

test('without read access to its own host group the program says that the host may be there unseen', async () => {
  const isApart = (await admin.adapter()).templateGroups === 'their own';
  const right = isApart ? 'hostgroup_rights' : 'rights';
  const select = isApart ? 'selectHostGroupRights' : 'selectRights';
  const asked = { output: ['usrgrpid'], filter: { name: users.running }, [select]: ['id', 'permission'] };
  const [group] = await admin.call('usergroup.get', asked, Rows);
  const rights = z.array(z.object({ id: z.string(), permission: z.string() })).parse(group?.[right]);
  const [own] = await admin.call('hostgroup.get', { output: ['groupid'], filter: { name: [site.group] } }, Rows);
  const usrgrpid = group?.['usrgrpid'];
  const without = rights.filter(({ id }) => id !== own?.['groupid']);
  await admin.call('usergroup.update', { usrgrpid, [right]: without }, Anything);
  const { status, stderr } = await start().ended;
  await admin.call('usergroup.update', { usrgrpid, [right]: rights }, Anything);
  expect(status).toBe(2);
  expect(stderr).toContain(`host "${site.shownBy}"`);
  expect(stderr).toContain(`read access to host group "${site.group}"`);
});
