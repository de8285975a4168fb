import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import type { CommandFolder, Ended } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import { Daemon } from '../support/daemon.ts';
import type { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

let site: CommandSite;
let folder: CommandFolder;
let zabbix: ZabbixOfMail;

async function startSite(): Promise<void> {
  site = await CommandSite.start();
  ({ folder, zabbix } = site);
  site.bothRun();
}

const endSite = (): Promise<void> => site.stop();

const environment = (): NodeJS.ProcessEnv => ({
  ...site.environment,
  LINCHPIN_SCHEDULE_EVERY: '1s',
  LINCHPIN_SCHEDULE_JITTER: '0s',
});
const run = (...args: readonly string[]): Promise<Ended> => folder.run(args, { ...environment(), SUDO_USER: 'anna' });
const shown = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await run(...args, '--json')).stdout) as unknown;

describe('linchpin silence', () => {
  beforeEach(startSite);
  afterEach(endSite);

  it('declares nodes planned, which a running daemon sees, and takes it back', async () => {
    const daemon = new Daemon(folder.start(['run'], environment()));
    await daemon.until(() => zabbix.sent('linchpin.heartbeat').length > 0, 'a heartbeat');
    const { status, stdout } = await run('silence', 'server/vm-*', 'pod/storage', '2h', '--reason', 'new  disk');
    expect({
      status,
      lines: stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/ {2,}until /)[0]),
    }).toEqual({
      status: 0,
      lines: ['pod/storage', 'server/vm-1', 'server/vm-2'],
    });
    expect(stdout).toMatch(/pod\/storage {2,}until \S+Z {2,}anna {2,}new {2}disk/);
    const planned = async (): Promise<readonly string[]> => {
      const { pods, resources } = (await shown('status', '--all')) as Result;
      return [...pods, ...resources].filter((node) => node.planned === true).map(({ id }) => id);
    };
    await expect
      .poll(planned, { timeout: 20_000 })
      .toEqual(['pod/storage', 'disk/vm-1/data1', 'network/vm-1', 'network/vm-2', 'server/vm-1', 'server/vm-2']);
    expect((await run('silence', '--end', 'server/*')).status).toBe(0);
    await expect.poll(planned, { timeout: 20_000 }).toEqual(['pod/storage']);
    expect(await shown('silence')).toMatchObject({
      silences: [{ node: 'pod/storage', reason: 'new  disk', who: 'anna' }],
    });
    const { audit } = (await shown('audit')) as { audit: { who: string; what: string; about: { node: string } }[] };
    expect(audit.map(({ who, what, about }) => [who, what, about.node])).toEqual([
      ['anna', 'silence', 'pod/storage'],
      ['anna', 'silence', 'server/vm-1'],
      ['anna', 'silence', 'server/vm-2'],
      ['anna', 'end-silence', 'server/vm-1'],
      ['anna', 'end-silence', 'server/vm-2'],
    ]);
    expect((await daemon.stop()).status).toBe(0);
  });

  it('says where no daemon has run yet', async () => {
    const { status, stderr } = await run('silence', 'pod/storage', '2h', '--reason', 'x');
    expect(stderr).toMatch(/There is no store .* yet\. Start `linchpin run`/);
    expect(status).toBe(3);
  });
});

describe('linchpin backup and restore', () => {
  beforeEach(startSite);
  afterEach(endSite);

  it('copy the state while the daemon runs; a restore waits until it has stopped', async () => {
    const daemon = new Daemon(folder.start(['run'], environment()));
    await daemon.until(() => zabbix.sent('linchpin.heartbeat').length > 0, 'a heartbeat');
    const backup = await run('backup', 'backup.gz');
    expect(backup.stdout).toMatch(/^\d+ rows of the store .*linchpin\.db are in backup\.gz \(\d+ bytes\)\.\n$/);
    const refused = await run('restore', 'backup.gz');
    expect(refused.stderr).toMatch(/is in use by .*Stop `linchpin run` there first/);
    expect(refused.status).toBe(2);
    await daemon.stop();
    expect((await run('restore', 'backup.gz')).stderr).toMatch(/is not empty.*--force/);
    expect(await shown('restore', 'backup.gz', '--force')).toMatchObject({ file: 'backup.gz' });
    expect((await run('status')).status).toBe(0);
  });

  it('refuses the store itself as the file of its backup', async () => {
    await run('run', '--once');
    const { status, stderr } = await run('backup', 'linchpin.db');
    expect(stderr).toMatch(/linchpin\.db is the store itself/);
    expect(status).toBe(2);
  });
});

describe('linchpin silence, used wrongly,', () => {
  beforeAll(async () => {
    await startSite();
    await run('run', '--once');
  });
  afterAll(endSite);

  it.each([
    [['pod/storage', '--reason', 'x'], 2, /For how long\? Found "pod\/storage" at the end/],
    [['pod/storage', '400d', '--reason', 'x'], 2, /up to 366d/],
    [['pod/storage', '2h'], 2, /Why\? Expected --reason/],
    [['pod/storag', '2h', '--reason', 'x'], 2, /`pod\/storag` is no node of the model: did you mean `pod\/storage`\?/],
    [['--end'], 2, /Of what\?/],
    [['--end', 'pod/storage'], 1, /`pod\/storage` is not silenced/],
  ] as const)('says what is wrong with %j', async (args, status, says) => {
    const ended = await run('silence', ...args);
    expect(ended.stderr).toMatch(says);
    expect(ended.status).toBe(status);
  });

  it('silences nothing', async () => {
    expect((await run('silence')).stdout).toBe('Nothing is silenced.\n');
  });
});
