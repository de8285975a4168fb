import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandFolder, Ended } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import { Daemon } from '../support/daemon.ts';
import { smallModel } from '../support/small-model.ts';

const model = `${smallModel}
rules: { status: { for: 0s } }
recoveries:
  restart-it: { for: { kind: container }, heldFor: 0s, verifyFor: 1m, steps: [{ restart: { by: script } }] }
`;

let site: CommandSite;
let folder: CommandFolder;
beforeEach(async () => {
  site = await CommandSite.start(model);
  ({ folder } = site);
  site.bothRun();
});
afterEach(() => site.stop());

/** What the script was told, one line for each time that it ran. */
const ran = (): readonly string[] => {
  const file = join(folder.path, 'ran');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

/** A configuration in which a script of the site, which does this besides, mends containers. */
function configure(mode: 'approve' | 'auto', does = ''): void {
  const script = folder.write('mend.sh', `#!/bin/sh\necho "$1" >> ${join(folder.path, 'ran')}\n${does}\n`);
  chmodSync(script, 0o755);
  chmodSync(folder.path, 0o755);
  chmodSync(folder.write('allow.yaml', 'recoveries: [restart-it]\n'), 0o644);
  folder.write(
    'linchpin.yaml',
    `signals: { presets: [docker-agent2] }
recovery:
  mode: ${mode}
  allow: ${join(folder.path, 'allow.yaml')}
  storm: { failed: 90%, unknown: 90% }
  actuators: { script: { kind: command, command: [${script}, "{container}"] } }
`,
  );
}

const environment = (): NodeJS.ProcessEnv => ({
  ...site.environment,
  LINCHPIN_SCHEDULE_EVERY: '1s',
  LINCHPIN_SCHEDULE_JITTER: '0s',
});
const run = (...args: readonly string[]): Promise<Ended> => folder.run(args, { ...environment(), SUDO_USER: 'anna' });
const shown = async <Document>(...args: readonly string[]): Promise<Document> =>
  JSON.parse((await run(...args, '--json')).stdout) as Document;

/** A daemon that has seen all well, and then one container fail. */
async function outage(): Promise<Daemon> {
  const daemon = new Daemon(folder.start(['run'], environment()));
  await daemon.until(() => site.zabbix.sent('linchpin.heartbeat').length > 0, 'a heartbeat');
  site.zabbix.sees('mail-vm-1', 'storage-1', 0);
  return daemon;
}

interface Waiting {
  readonly waiting: readonly { readonly code: string; readonly targets: readonly string[] }[];
}
interface Audited {
  readonly audit: readonly { readonly who: string; readonly what: string; readonly about: Record<string, string> }[];
}

const waits = async (): Promise<string> => (await shown<Waiting>('approve')).waiting[0]?.code ?? '';
const words = async (): Promise<readonly string[]> =>
  (await shown<Audited>('audit')).audit.map(({ what, about }) =>
    [what, about['event'], about['result']].filter(Boolean).join(' '),
  );

describe('linchpin approve', () => {
  it('lets recovery do what it asks for, once, and the audit knows who did', async () => {
    configure('approve');
    const daemon = await outage();
    await expect.poll(waits, { timeout: 20_000 }).toMatch(/^\w{4}-\w{4}$/);
    const code = await waits();
    expect((await run('approve')).stdout).toMatch(/restart of container\/vm-1\/storage-1 by script/);
    expect((await run('incidents')).stdout).toContain(code);
    expect(ran()).toEqual([]);
    expect(await run('approve', code)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Approved: restart/) as string,
    });
    await expect.poll(ran, { timeout: 20_000 }).toEqual(['storage-1']);
    expect(await run('approve', code)).toMatchObject({ status: 1, stderr: expect.stringContaining(code) as string });
    const { audit } = await shown<Audited>('audit');
    expect(audit.find(({ what }) => what === 'approve')).toMatchObject({
      who: 'anna',
      about: { code, via: 'command' },
    });
    const lines = (await run('audit', '--format', 'jsonl')).stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { what: string }).what)).toContain('begin');
    expect((await run('audit', '--format', 'csv')).stdout).toMatch(/^at,who,what,about\r\n/);
    await daemon.stop();
  });

  it('forbids what a person rejects', async () => {
    configure('approve');
    const daemon = await outage();
    await expect.poll(waits, { timeout: 20_000 }).not.toBe('');
    const code = await waits();
    expect(await run('approve', '--reject', code)).toMatchObject({ status: 0 });
    await expect
      .poll(async () => (await run('approve')).stdout, { timeout: 20_000 })
      .toBe('Nothing waits for a person.\n');
    await expect.poll(words, { timeout: 20_000 }).toContain('recover rejected');
    expect(ran()).toEqual([]);
    await daemon.stop();
  });
});

describe('linchpin stop', () => {
  it('keeps a running daemon from beginning anything until it is ended', async () => {
    configure('auto');
    const daemon = new Daemon(folder.start(['run'], environment()));
    await daemon.until(() => site.zabbix.sent('linchpin.heartbeat').length > 0, 'a heartbeat');
    expect(await run('stop', '--reason', 'we move')).toMatchObject({ status: 0 });
    site.zabbix.sees('mail-vm-1', 'storage-1', 0);
    await expect.poll(async () => (await run('incidents')).stdout, { timeout: 20_000 }).toMatch(/recovery: .*stopped/i);
    expect(ran()).toEqual([]);
    expect(await run('stop', '--end')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('The stop of anna') as string,
    });
    await expect.poll(ran, { timeout: 20_000 }).toEqual(['storage-1']);
    await daemon.stop();
  });
});

describe('a daemon that is killed while it acts', () => {
  it('repeats nothing, and hands over to people what nobody saw help', async () => {
    configure('auto', 'sleep 60');
    const daemon = await outage();
    await expect.poll(ran, { timeout: 20_000 }).toEqual(['storage-1']);
    await daemon.kill();
    const next = new Daemon(folder.start(['run'], environment()));
    await expect.poll(words, { timeout: 30_000 }).toContain('recover report unknown');
    expect(ran()).toEqual(['storage-1']);
    site.bothRun();
    await expect.poll(words, { timeout: 30_000 }).toContain('recover judge');
    expect(ran()).toEqual(['storage-1']);
    await next.stop();
  });
});
