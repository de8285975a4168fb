import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandFolder } from '../support/command.ts';
import type { Ended } from '../support/command.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { smallModel } from '../support/small-model.ts';
import { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;

/** A Zabbix in which nobody ever provisioned anything, as a Super admin sees it. */
beforeEach(async () => {
  folder = new CommandFolder();
  mkdirSync(`${folder.path}/model`);
  folder.write('model/mail.yaml', smallModel);
  fake = await FakeZabbix.start();
  zabbix = new ZabbixOfMail(fake);
  for (const noun of ['action', 'dashboard', 'image', 'map', 'mediatype', 'service', 'sla', 'user', 'usergroup']) {
    fake.methods.set(`${noun}.get`, () => []);
  }
  fake.methods.set('usermacro.get', () => []);
  fake.methods.set('role.get', (_, { filter }) => {
    const named = (filter as { readonly name?: unknown } | undefined)?.name !== undefined;
    return named ? [] : [{ roleid: '3', rules: { ui: [], actions: [] } }];
  });
});
afterEach(async () => {
  await fake.stop();
  folder.remove();
});

function provision(words: readonly string[] = [], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return folder.run(['provision', ...words], {
    ZABBIX_URL: fake.url,
    ZABBIX_TOKEN: fake.token,
    LINCHPIN_ZABBIX_TRAPPER: fake.trapper,
    LINCHPIN_MODEL: 'model',
    ...more,
  });
}

/** The requests that change something. */
function writes(): readonly string[] {
  return fake.asked().filter((method) => !/\.(get|importcompare)$|^apiinfo\./.test(method));
}

describe('linchpin provision --dry-run', () => {
  it('tells each change in a line, in the order of making, and makes none', async () => {
    const { status, stdout, stderr } = await provision(['--dry-run']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'would create host group "Linchpin"',
      'would create template "Linchpin by Zabbix trapper"',
      'would create host "Linchpin mail": shows system "Corporate mail"',
    ]);
    expect(lines.filter((line) => !line.startsWith('would '))).toEqual([]);
    for (const kind of ['service', 'SLA', 'map', 'dashboard']) expect(stdout).toContain(`would create ${kind} "`);
    expect(writes()).toEqual([]);
  });

  it('tells the same as JSON, and nothing else on stdout', async () => {
    const { status, stdout } = await provision(['--dry-run', '--json']);
    const told = JSON.parse(stdout) as {
      readonly dryRun: boolean;
      readonly changes: object[];
      readonly advice: unknown;
    };
    expect(status).toBe(0);
    expect(told).toMatchObject({ dryRun: true, advice: [] });
    expect(told.changes[0]).toEqual({ action: 'create', object: 'host group', name: 'Linchpin', details: [] });
  });

  it('with --roles tells of roles and user groups, and still makes none', async () => {
    const { status, stdout, stderr } = await provision(['--dry-run', '--roles']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const kind of ['user role', 'user group']) {
      for (const use of ['running', 'provisioning']) expect(stdout).toContain(`would create ${kind} "Linchpin ${use}"`);
    }
    expect(writes()).toEqual([]);
  });

  it('makes no difference between publishing and observing: what is shown needs the same objects', async () => {
    const publishing = await provision(['--dry-run']);
    const observing = await provision(['--dry-run'], { LINCHPIN_PUBLISH_MODE: 'observe' });
    expect(observing).toEqual(publishing);
  });

  it('tells an Admin in one line what only a Super admin can do', async () => {
    fake.methods.set('role.get', () => []);
    const { status, stdout, stderr } = await provision(['--dry-run']);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/dashboard|map|image/);
    expect(stderr).toMatch(/^warning: The user of the token is no Super admin: dashboards, maps and their icons.*\n$/);
  });
});

describe('linchpin provision --revoke-embed-keys', () => {
  it('as an Admin fails and says so: who wants keys to end must not believe that they did', async () => {
    fake.methods.set('role.get', () => []);
    const { status, stderr } = await provision(['--dry-run', '--revoke-embed-keys']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/no Super admin.*none was renewed or ended/);
  });
});

describe('linchpin provision --remove', () => {
  it('has nothing to do where nothing is', async () => {
    expect(await provision(['--remove'])).toMatchObject({
      status: 0,
      stdout: 'Nothing to do: Zabbix is as it should be.\n',
      stderr: '',
    });
    expect(writes()).toEqual([]);
  });

  it('leaves alone, and names, what people made under our names', async () => {
    zabbix.provision();
    const { status, stdout } = await provision(['--remove']);
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      'keep host "Linchpin mail": Linchpin did not make it',
      'keep template "Linchpin by Zabbix trapper": Linchpin did not make it',
      'keep host group "Linchpin": Linchpin did not make it',
    ]);
    expect(writes()).toEqual([]);
  });
});

describe('linchpin provision ends, before it changes anything, with advice', () => {
  it.each([
    [
      '2 where the token is not accepted',
      2,
      /did not accept the token/,
      (): NodeJS.ProcessEnv => ({ ZABBIX_TOKEN: 'e'.repeat(64) }),
    ],
    [
      '3 where Zabbix can’t be reached',
      3,
      /nothing listens at this address/,
      (): NodeJS.ProcessEnv => ({ ZABBIX_URL: 'http://127.0.0.1:1' }),
    ],
    [
      '2 where a host of our name is somebody’s',
      2,
      /has a host "mail-vm-1" that Linchpin did not make .*`publish.host`/,
      (): NodeJS.ProcessEnv => ({ LINCHPIN_PUBLISH_HOST: 'mail-vm-1' }),
    ],
    [
      '2 where there is no user group to tell',
      2,
      /shows no user group "Second line" \(`publish.escalateTo`\)/,
      (): NodeJS.ProcessEnv => ({ LINCHPIN_PUBLISH_ESCALATE_TO: 'Second line' }),
    ],
    [
      '2 where only a Super admin may make the host group',
      2,
      /shows no host group "Linchpin", which only a Super admin may make/,
      (): NodeJS.ProcessEnv => (fake.methods.set('role.get', () => []), {}),
    ],
    [
      '2 where the role does not allow a method',
      2,
      /may not call template.get: allow this API method in its user role/,
      (): NodeJS.ProcessEnv => (fake.denied.add('template.get'), {}),
    ],
    ['2 where the model has no such folder', 2, /nowhere/, (): NodeJS.ProcessEnv => ({ LINCHPIN_MODEL: 'nowhere' })],
  ])('%s', async (...[, expected, says, spoil]) => {
    const { status, stdout, stderr } = await provision([], spoil());
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain(fake.token);
    expect(writes()).toEqual([]);
  });

  it('2 where an option is unknown', async () => {
    const { status, stderr } = await provision(['--dryrun']);
    expect(status).toBe(2);
    expect(stderr).toContain('--dry-run');
  });
});
