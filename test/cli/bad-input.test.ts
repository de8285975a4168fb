import { chmodSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from '../support/command.ts';
import type { CommandFolder, Ended } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import type { FakeZabbix } from '../support/fake-zabbix.ts';
import { selfSigned } from '../support/self-signed.ts';
import { smallModel } from '../support/small-model.ts';
import type { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

let site: CommandSite;
let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;

beforeEach(async () => {
  site = await CommandSite.start();
  ({ folder, fake, zabbix } = site);
});
afterEach(async () => {
  await site.stop();
});

function once(env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return folder.run(['run', '--once'], { ...site.environment, ...env });
}

/** That a command ended with this status, said this, printed no result and gave no secret away. */
function expectRefused({ status, stdout, stderr }: Ended, expected: { status: number; says: RegExp }): void {
  expect(stderr).toMatch(expected.says);
  expect({ status, stdout }).toEqual({ status: expected.status, stdout: '' });
  expect(stderr).not.toContain(fake.token);
}

describe('run --once', () => {
  it('judges, sends and prints the state where all is right', async () => {
    zabbix.sees('mail-vm-1', 'storage-1', 1);
    zabbix.sees('mail-vm-2', 'storage-2', 1);
    const { status, stdout, stderr } = await once();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Corporate mail {2}working {2}OK {2}reserve \d/);
    expect(zabbix.sent('linchpin.system.severity').map(({ value }) => value)).toEqual(['0']);
    expect(zabbix.sent('linchpin.heartbeat').length).toBe(1);
  });

  it('says that the address is wrong where nothing listens, and exits with 3', async () => {
    expectRefused(await once({ ZABBIX_URL: 'http://127.0.0.1:9/zabbix' }), {
      status: 3,
      says: /Zabbix at http:\/\/127\.0\.0\.1:9\/zabbix\/api_jsonrpc\.php could not be reached: nothing listens/,
    });
  });

  it('says that something else answers at the address', async () => {
    expectRefused(await once({ ZABBIX_URL: fake.url.replace('/zabbix', '/elsewhere') }), {
      status: 2,
      says: /elsewhere\/api_jsonrpc\.php.*404/,
    });
  });

  it('says that the certificate is not trusted, and what to give', async () => {
    const server = createServer(selfSigned).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    expectRefused(await once({ ZABBIX_URL: `https://127.0.0.1:${port}/zabbix` }), {
      status: 2,
      says: /certificate.*is not trusted.*zabbix\.ca/,
    });
    server.close();
  });

  it('says that the token is not accepted, without showing it', async () => {
    const wrong = 'e'.repeat(64);
    const ended = await once({ ZABBIX_TOKEN: wrong });
    expectRefused(ended, { status: 2, says: /token/ });
    expect(ended.stderr).not.toContain(wrong);
  });

  it.each(['history.get', 'item.get', 'problem.get', 'host.get'])(
    'names the method %s that the role does not allow',
    async (method) => {
      fake.denied.add(method);
      const { status, stderr } = await once();
      expect(stderr).toContain(method);
      expect(status).toBe(2);
    },
  );

  it('refuses a version that it does not speak, naming both', async () => {
    fake.version = '5.4.12';
    expectRefused(await once(), { status: 2, says: /Zabbix 5\.4\.12 at .*6\.0/ });
  });

  it('says that Zabbix is not provisioned, what is missing and what to run', async () => {
    zabbix.unlinkTemplate();
    expectRefused(await once(), {
      status: 2,
      says: /lacks.*template "Linchpin by Zabbix trapper".*run linchpin provision/,
    });
  });

  it('warns of hosts of the model that Zabbix does not have, and goes on', async () => {
    folder.write('model/more.yaml', 'servers:\n  vm-3: { name: mail-vm-3 }\n');
    const { status, stderr } = await once();
    const warning = JSON.parse(stderr.split('\n')[0]!) as { hosts: string[]; msg: string };
    expect(status).toBe(0);
    expect(warning.hosts).toEqual(['mail-vm-3']);
    expect(warning.msg).toMatch(/no enabled host of these names/);
  });

  it('warns of items that are unsupported or have no data', async () => {
    const item = [...fake.state.items.values()].find((row) => String(row['key_']).includes('[storage-1]'))!;
    Object.assign(item, { state: '1', error: 'Cannot fetch data' });
    const warnings = (await once()).stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const told = warnings.flatMap(({ gaps }) => (gaps ?? []) as readonly Record<string, unknown>[]);
    const running = 'docker.container_info.state.running[storage-1]';
    expect(told).toContainEqual({
      node: 'container',
      signal: 'status',
      reason: 'unsupported',
      count: 1,
      of: 2,
      examples: [`mail-vm-1:${running}`],
      error: 'Cannot fetch data',
    });
    expect(told).toContainEqual({
      node: 'container',
      reason: 'never-seen',
      count: 1,
      of: 2,
      examples: ['vm-2/storage-2'],
    });
  });

  it('says that the trapper cannot be reached, keeps the values, and exits with 3', async () => {
    const { status, stdout, stderr } = await once({ LINCHPIN_ZABBIX_TRAPPER: '127.0.0.1:9' });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^Corporate mail/);
    expect(stderr.match(/^.*127\.0\.0\.1:9.*$/gm)).toEqual([expect.stringMatching(/^linchpin: /)]);
    expect((await once()).status).toBe(0);
    expect(zabbix.sent('linchpin.heartbeat').length).toBe(2);
  });

  it('says everything that is missing in the configuration, all at once', async () => {
    const { status, stderr } = await folder.run(['run', '--once'], { LINCHPIN_MODEL: 'model' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/ZABBIX_URL/);
    expect(stderr).toMatch(/ZABBIX_TOKEN/);
  });

  it.each([[['run']], [['provision', '--dry-run']], [['check']]])(
    'says that the token of wake is missing: %s',
    async (args) => {
      folder.write('linchpin.yaml', 'wake: {}\n');
      const { status, stdout, stderr } = await folder.run(args, site.environment);
      expect(status).toBe(2);
      expect(stdout + stderr).toContain('`wake.token`: the environment variable LINCHPIN_WAKE_TOKEN is not set');
    },
  );

  it.each([[['run', '--once']], [['discover']], [['provision', '--remove', '--dry-run']]])(
    'does without the token of wake where nobody is woken: %s',
    async (args) => {
      folder.write('linchpin.yaml', 'wake: {}\n');
      zabbix.sees('mail-vm-1', 'storage-1', 1);
      zabbix.sees('mail-vm-2', 'storage-2', 1);
      for (const noun of ['usermacro', 'mediatype', 'usergroup', 'user', 'action'])
        fake.methods.set(`${noun}.get`, () => []);
      const { status, stderr } = await folder.run(args, site.environment);
      expect({ status, saysToken: stderr.includes('LINCHPIN_WAKE_TOKEN') }).toEqual({ status: 0, saysToken: false });
    },
  );

  it('reports every mistake of a model and does not ask Zabbix anything', async () => {
    folder.write('model/mail.yaml', smallModel.replace('[storage]', '[storag]').replace('stateless', 'stateles'));
    expectRefused(await once(), { status: 2, says: /mail\.yaml:6:\d+: error(.|\n)*mail\.yaml:10:\d+: error/ });
    expect(fake.requests).toEqual([]);
  });

  it('says that there is no model', async () => {
    expectRefused(await once({ LINCHPIN_MODEL: 'nowhere' }), { status: 2, says: /No model: nowhere does not exist/ });
  });
});

describe('a store that cannot be used', () => {
  it.each([
    ['missing/linchpin.db', /there is no folder/],
    ['model', /store .*model cannot be opened/],
    ['model/mail.yaml', /is not a database/],
  ])('makes run --once exit with 3 (%s)', async (sqlite, says) => {
    expectRefused(await once({ LINCHPIN_STORE_SQLITE: sqlite }), { status: 3, says });
  });

  it('makes run --once exit with 3 where it may not be written, and says to whom to let it', async () => {
    folder.write('linchpin.db', '');
    chmodSync(join(folder.path, 'linchpin.db'), 0o444);
    chmodSync(folder.path, 0o555);
    // Root may write everything, so for root another user tries.
    const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
    const refused = await ended(folder.start(['run', '--once'], site.environment, nobody));
    chmodSync(folder.path, 0o755);
    expectRefused(refused, { status: 3, says: /is read-only.*Let the user that Linchpin runs as write the file/ });
  });

  it.each(['status', 'incidents'])(
    'that is not there yet makes %s exit with 3 and say what to start',
    async (command) => {
      expectRefused(await folder.run([command], site.environment), { status: 3, says: /no store.*linchpin run/ });
    },
  );
});
