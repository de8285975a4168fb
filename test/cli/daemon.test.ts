import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result, ResultIncident } from '../../src/domain/result.ts';
import type { CommandFolder } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import { Daemon } from '../support/daemon.ts';
import type { FakeZabbix } from '../support/fake-zabbix.ts';
import { smallModel } from '../support/small-model.ts';
import type { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

const quickModel = `${smallModel}rules: { status: { for: 0s } }\n`;

let site: CommandSite;
let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;
let daemons: Daemon[];

beforeEach(async () => {
  site = await CommandSite.start(quickModel);
  ({ folder, fake, zabbix } = site);
  site.bothRun();
  daemons = [];
});
afterEach(async () => {
  await Promise.all(daemons.map((daemon) => daemon.kill()));
  await site.stop();
});

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    ...site.environment,
    LINCHPIN_SCHEDULE_EVERY: '1s',
    LINCHPIN_SCHEDULE_JITTER: '0s',
    ...more,
  };
}

function start(more: NodeJS.ProcessEnv = {}): Daemon {
  const daemon = new Daemon(folder.start(['run'], environment(more)));
  daemons.push(daemon);
  return daemon;
}

async function shown<Document>(...args: readonly string[]): Promise<Document> {
  const { stdout, stderr } = await folder.run([...args, '--json'], environment());
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Document;
}

describe('linchpin run', () => {
  it('publishes each cycle until SIGTERM, then ends with 0', async () => {
    const running = start();
    await running.until(() => zabbix.sent('linchpin.heartbeat').length >= 3, 'three heartbeats');
    const { status, stdout, signal } = await running.stop();
    expect({ status, stdout, signal }).toEqual({ status: 0, stdout: '', signal: null });
    // Two cycles may begin within one second: only the nanoseconds tell them apart then.
    const times = zabbix.sent('linchpin.heartbeat').map(({ clock, ns }) => `${clock}.${ns}`);
    expect(new Set(times).size).toBe(times.length);
  });

  it('waits for a Zabbix that cannot be reached, says so once, and goes on when it can', async () => {
    fake.fault = () => ({ kind: 'drop' });
    const running = start();
    await running.says('cannot be reached; waiting');
    await running.says('"what":"reading Zabbix"');
    fake.fault = () => undefined;
    await running.says('works again');
    await running.until(() => zabbix.sent('linchpin.system.severity').length > 0, 'the severity');
    const { status } = await running.stop();
    expect(status).toBe(0);
    expect(running.log.filter(({ msg }) => msg === 'cannot be reached; waiting').length).toBe(1);
  });

  it('waits for a store that cannot be used', async () => {
    const running = start({ LINCHPIN_STORE_SQLITE: join(folder.path, 'later', 'linchpin.db') });
    await running.says('there is no folder');
    mkdirSync(join(folder.path, 'later'));
    await running.until(() => zabbix.sent('linchpin.heartbeat').length > 0, 'a heartbeat');
    expect((await running.stop()).status).toBe(0);
  });

  it.each([
    ['a wrong token', (): NodeJS.ProcessEnv => ({ ZABBIX_TOKEN: 'e'.repeat(64) }), /token/],
    ['a Zabbix that is not provisioned', (): NodeJS.ProcessEnv => (zabbix.unlinkTemplate(), {}), /linchpin provision/],
    ['a permission that is missing', (): NodeJS.ProcessEnv => (fake.denied.add('history.get'), {}), /history\.get/],
  ])('does not wait for what waiting does not heal: %s', async (_, spoil, says) => {
    const { status, stderr } = await start(spoil()).ended;
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });

  it('killed while it sends loses nothing: the next start sends the same values with the same times', async () => {
    const swallowed: string[] = [];
    const blackHole = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => swallowed.push(chunk.toString('latin1')));
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => blackHole.once('listening', listening));
    const running = start({ LINCHPIN_ZABBIX_TRAPPER: `127.0.0.1:${(blackHole.address() as AddressInfo).port}` });
    await running.until(() => swallowed.join('').includes('linchpin.heartbeat'), 'a batch on the wire');
    expect((await running.kill()).signal).toBe('SIGKILL');
    blackHole.close();
    const [, clock, ns] =
      /linchpin\.heartbeat","value":"[^"]*","clock":(\d+),"ns":(\d+)/.exec(swallowed.join('')) ?? [];
    expect(zabbix.sent('linchpin.heartbeat')).toEqual([]);

    expect((await folder.run(['run', '--once'], environment())).status).toBe(0);
    const sent = zabbix.sent('linchpin.heartbeat');
    expect(sent.length).toBe(2);
    expect(sent[0]).toMatchObject({ clock: Number(clock), ns: Number(ns) });
  });

  it('leaves for status and incidents what it saw, and what is over for incidents --all', async () => {
    const running = start();
    await running.until(() => zabbix.sent('linchpin.heartbeat').length > 0, 'a first cycle');
    zabbix.sees('mail-vm-1', 'storage-1', 0);
    await running.until(
      () => zabbix.sent('linchpin.incident.severity[1]').at(-1)?.value === '3',
      'the incident in Zabbix',
    );
    const broken = await shown<Result>('status');
    expect(broken.incidents.map(({ root, severity }) => [root, severity])).toEqual([
      ['container/vm-1/storage-1', 'at-risk'],
    ]);
    expect(broken.containers.map(({ id, state }) => [id, state])).toEqual([['container/vm-1/storage-1', 'failed']]);
    expect((await shown<Result>('status', '--all')).containers.length).toBe(2);

    zabbix.sees('mail-vm-1', 'storage-1', 1);
    await running.until(
      () => zabbix.sent('linchpin.incident.severity[1]').at(-1)?.value === '0',
      'the all-clear in Zabbix',
    );
    await running.stop();
    type Listed = { readonly incidents: readonly ResultIncident[] };
    expect((await shown<Listed>('incidents')).incidents).toEqual([]);
    const all = await shown<Listed>('incidents', '--all');
    expect(all.incidents.map(({ id, state }) => [id, state])).toEqual([[broken.incidents[0]!.id, 'closed']]);

    const then = await shown<Result>('status', '--at', broken.at);
    expect(then).toEqual(broken);
    expect(await shown<Listed>('incidents', '--at', broken.at)).toMatchObject({ incidents: broken.incidents });
    const explained = await shown<object>('explain', 'container/vm-1/storage-1', '--at', broken.at);
    expect(explained).toMatchObject({ at: broken.at, state: 'failed', incidents: [{ part: 'root' }] });
    const early = await folder.run(['status', '--at', '2026-11-01T10:00:00Z'], environment());
    expect(early).toMatchObject({ status: 2, stdout: '' });
    expect(early.stderr).toContain('knows nothing of 2026-11-01T10:00:00Z');
  });

  it('stands by beside one that leads, by whatever store, and a run by hand does nothing', async () => {
    const leader = start();
    await leader.says('this Linchpin leads');
    const standing = start();
    await standing.says('another Linchpin leads; this one stands by');
    const { status, stderr, stdout } = await folder.run(['run', '--once'], environment());
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/Another Linchpin leads \(.*, process \d+\).*linchpin status/);
    await leader.stop();
    await standing.says('this Linchpin leads');
    expect((await standing.stop()).status).toBe(0);
  });

  it('leaves for explain and what-if the state that it saw', async () => {
    zabbix.sees('mail-vm-1', 'storage-1', 0);
    expect((await folder.run(['run', '--once'], environment())).status).toBe(0);
    const status = await shown<Result>('status');
    expect(status.incidents.length).toBe(1);

    const explained = await shown<Record<string, unknown>>('explain', 'container/vm-1/storage-1');
    expect(explained).toMatchObject({ at: status.at, state: 'failed', incidents: [{ id: status.incidents[0]!.id }] });

    const other = ['what-if', '--fail', 'container/vm-2/storage-2', '--on-top-of', 'current'];
    const then = await shown<Result>(...other);
    expect(then.systems.map(({ state }) => state)).toEqual(['failed']);
    expect(then.incidents.map(({ id }) => id)).toContain(status.incidents[0]!.id);
    expect((await folder.run(other, environment())).stdout).toContain(`on top of the state of ${status.at}`);
  });
});
