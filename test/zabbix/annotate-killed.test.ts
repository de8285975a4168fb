import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { CommandFolder } from '../support/command.ts';
import { Daemon } from '../support/daemon.ts';
import { methods } from '../support/fake-zabbix-methods.ts';
import type { Row } from '../support/fake-zabbix-state.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { smallModel } from '../support/small-model.ts';
import { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

const configuration = `
model: ./model
inventory: { from: file }
signals: { items: [{ key: up, signal: reachable }] }
publish: { sourceProblems: { comment: true, rank: true, severity: true, acknowledge: true } }
`;
const server = 'mail-vm-1';
/** What a trigger judges and no rule does: problems that follow from the server. */
const followers = ['noise[storage-1]', 'hum[storage-1]'];

let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;
let daemon: Daemon;
let starts = 0;

beforeEach(async () => {
  starts = 0;
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model'));
  folder.write('model/mail.yaml', `${smallModel}rules: { reachable: { for: 0s } }\n`);
  folder.write('linchpin.yaml', configuration);
  fake = await FakeZabbix.start('7.0.22');
  zabbix = new ZabbixOfMail(fake);
  zabbix.provision();
  for (const number of [1, 2]) zabbix.sees(`mail-vm-${number}`, `storage-${number}`, 1);
  await makeTriggers();
  for (const key of followers) tell(key, 0);
  tell('up', 1);
  start();
});
afterEach(async () => {
  await daemon.kill();
  await fake.stop();
  folder.remove();
});

async function makeTriggers(): Promise<void> {
  const client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
  const hostid = [...fake.state.hosts.values()].find(({ host }) => host === server)?.['hostid'];
  for (const [key, limit] of [['up', 0], ...followers.map((name) => [name, 1] as const)] as const) {
    await client.call('item.create', { hostid, name: key, key_: key, type: 2, value_type: 3 }, z.unknown());
    const trigger = { description: key, expression: `last(/${server}/${key})=${limit}`, priority: 4 };
    await client.call('trigger.create', trigger, z.unknown());
  }
  client.close();
}

function tell(key: string, value: number): void {
  fake.state.receive({ host: server, key, value });
}

function start(): void {
  starts += 1;
  daemon = new Daemon(
    folder.start(['run'], {
      ZABBIX_URL: fake.url,
      ZABBIX_TOKEN: fake.token,
      LINCHPIN_ZABBIX_TRAPPER: fake.trapper,
      LINCHPIN_STORE_SQLITE: join(folder.path, 'linchpin.db'),
      LINCHPIN_SCHEDULE_EVERY: '1s',
      LINCHPIN_SCHEDULE_JITTER: '0s',
    }),
  );
}

/** Waits until something is so, and starts the program again as often as it is killed. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  const limit = performance.now() + 60_000;
  while (!isSo()) {
    if (performance.now() > limit) throw new Error(`waited in vain until ${what}`);
    if (daemon.child.killed) {
      await daemon.ended;
      start();
    }
    await sleep(50);
  }
}

/** Two more cycles: whatever would be said twice is said by then. */
async function goOn(): Promise<void> {
  const beats = zabbix.sent('linchpin.heartbeat').length;
  await until('two cycles more ran', () => zabbix.sent('linchpin.heartbeat').length >= beats + 2);
}

const problem = (key: string): Row | undefined => [...fake.state.problems.values()].find(({ name }) => name === key);

function marks(key: string): readonly string[] {
  const updates = (problem(key)?.['acknowledges'] ?? []) as readonly { readonly message: string }[];
  return updates.flatMap(({ message }) => /\[Linchpin: (\w+)[^\n]*\]$/.exec(message)?.[1] ?? []);
}

const look = (key: string): string =>
  ['severity', 'acknowledged', 'cause_eventid'].map((field) => String(problem(key)?.[field])).join(' ');

/** The first time that each request is made it kills the program, before or after Zabbix does what it asks. */
function killAt(method: string, when: 'before' | 'after', counts: (params: Row) => boolean = () => true): void {
  const seen = new Set<string>();
  const real = methods[method];
  fake.methods.set(method, (state, params) => {
    const asked = JSON.stringify({ ...params, message: undefined });
    if (seen.has(asked) || !counts(params)) return real?.(state, params);
    seen.add(asked);
    const result = when === 'after' ? real?.(state, params) : undefined;
    daemon.child.kill('SIGKILL');
    return result;
  });
}

async function fallAndRise(): Promise<void> {
  await until('the first cycle ran', () => zabbix.sent('linchpin.heartbeat').length > 0);
  tell('up', 0);
  for (const key of followers) tell(key, 1);
  const cause = (): string => String(problem('up')?.['eventid']);
  await until(
    'all is written',
    () => look('up') === '3 0 0' && followers.every((key) => look(key) === `1 1 ${cause()}`),
  );
  await goOn();
  expect(['up', ...followers].map(marks)).toEqual([['root'], ['symptom'], ['symptom']]);
  tell('up', 1);
  await until('all is taken back', () => followers.every((key) => look(key) === '4 0 0'));
  await goOn();
  expect(followers.map(marks)).toEqual([
    ['symptom', 'over'],
    ['symptom', 'over'],
  ]);
}

test('killed at each write, before Zabbix does it, the program leaves nothing unsaid, nothing said twice and nothing behind', async () => {
  killAt('event.acknowledge', 'before');
  await fallAndRise();
  expect(starts).toBeGreaterThanOrEqual(4);
}, 90_000);

test('killed at each look and each write, once Zabbix did it and before it could say so, the program says nothing twice and leaves nothing behind', async () => {
  killAt('problem.get', 'after', ({ selectAcknowledges }) => selectAcknowledges !== undefined);
  killAt('event.acknowledge', 'after');
  await fallAndRise();
  expect(starts).toBeGreaterThanOrEqual(4);
}, 90_000);
