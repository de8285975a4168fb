import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { itemKeys, slotCount } from '../../src/domain/item-keys.ts';
import { freeSlot, slotProblemValue } from '../../src/domain/slot-problem.ts';
import type { SlotProblem } from '../../src/domain/slot-problem.ts';
import type { Severity } from '../../src/domain/severity.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import { applyProvision } from '../../src/zabbix/provision/provision.ts';
import { removeProvision } from '../../src/zabbix/provision/remove.ts';
import { metricsText } from '../../src/publish/metrics.ts';
import { eventually } from '../support/eventually.ts';
import { openClient } from '../support/real-zabbix.ts';
import { resultAt } from '../support/results.ts';
import { Cycle, desired, host } from './provision-ground.ts';

const Rows = z.array(z.record(z.string(), z.unknown()));
const Ids = z.array(z.object({ hostid: z.string() }));
const Events = z.array(
  z.object({
    clock: z.string(),
    ns: z.string(),
    name: z.string(),
    severity: z.string(),
    opdata: z.string().default(''),
    tags: z.array(z.object({ tag: z.string(), value: z.string() })),
  }),
);
type Event = z.infer<typeof Events>[number];

const subsystem = { '{#ID}': 'storage', '{#NAME}': 'Storage', '{#SUBSYSTEM}': 'Storage' };
const failedPod = { id: 'pod/storage-db', state: 'failed', severity: 5 } as const;
const cycle = new Cycle(host);
let client: ZabbixClient;
let hostid = '';

function problems(): Promise<readonly Event[]> {
  return client.call(
    'problem.get',
    { hostids: [hostid], output: 'extend', selectTags: 'extend', sortfield: ['eventid'] },
    Events,
  );
}

function tag(event: Event | undefined, name: string): string | undefined {
  return event?.tags.find((found) => found.tag === name)?.value;
}

async function only(claim: string, accepts: (event: Event) => boolean): Promise<Event> {
  const [event] = await eventually(claim, problems, (open) => open.length === 1 && open.every(accepts));
  if (event === undefined) throw new Error('no problem');
  return event;
}

async function none(): Promise<void> {
  await eventually('no problem is open', problems, (open) => open.length === 0);
}

function incident(parts: Partial<SlotProblem>): string {
  return slotProblemValue({
    severity: 5,
    planned: false,
    root: 'disk/vm-07/data1',
    subsystems: ['storage', 'mail'],
    action: 'Free disk space on mail-vm-07; then check the replication',
    text: 'Storage is down: disk /data1 on mail-vm-07 is full (98 %)',
    ...parts,
  });
}

beforeAll(async () => {
  client = openClient();
  await removeProvision(client, desired);
  await applyProvision(client, desired);
  hostid = (await client.call('host.get', { output: ['hostid'], filter: { host: [host] } }, Ids))[0]?.hostid ?? '';
  await cycle.send(Array.from({ length: slotCount }, (_, index) => [itemKeys.slotProblem(index + 1), freeSlot]));
  await cycle.send([
    [itemKeys.system('outage'), ''],
    [itemKeys.blind, 0],
    [itemKeys.modelRefused, 0],
    [itemKeys.heartbeat, Math.floor(Date.now() / 1000)],
  ]);
  await cycle.send([[itemKeys.discovery('subsystem'), JSON.stringify([subsystem])]]);
  await cycle.send([[itemKeys.subsystem('severity', 'storage'), 0]]);
  await none();
});

afterAll(async () => {
  await removeProvision(client, desired);
  client.close();
});

test('an incident is a problem with its severity, named by its text, with root and advice', async () => {
  await cycle.send([[itemKeys.slotProblem(3), incident({})]]);
  const problem = await only('it is there', ({ severity }) => severity === '5');
  expect(problem.name).toBe('Storage is down: disk /data1 on mail-vm-07 is full (98 %)');
  expect(problem.opdata).toBe('Free disk space on mail-vm-07; then check the replication');
  expect(Object.fromEntries(problem.tags.map((found) => [found.tag, found.value]))).toEqual({
    component: 'incident',
    scope: 'availability',
    class: 'software',
    target: 'linchpin',
    planned: 'no',
    linchpin: 'output',
    'linchpin.node': 'disk/vm-07/data1',
    'linchpin.subsystem': 'storage, mail',
    'linchpin.system': 'mail',
  });
});

test('another severity closes the problem and opens one of that severity', async () => {
  for (const severity of [4, 3, 2, 1] as const) {
    await cycle.send([[itemKeys.slotProblem(3), incident({ severity, planned: severity === 1 })]]);
    const problem = await only(`it has severity ${severity}`, (open) => open.severity === String(severity));
    expect(tag(problem, 'scope')).toBe(severity >= 3 ? 'availability' : 'notice');
    expect(tag(problem, 'planned')).toBe(severity === 1 ? 'yes' : 'no');
  }
});

test('a new text with the same severity alone leaves the problem as it is', async () => {
  const before = await only('it is there', () => true);
  await cycle.send([[itemKeys.slotProblem(3), incident({ severity: 1, text: 'Storage is worse' })]]);
  await cycle.send([[itemKeys.slotProblem(4), incident({ severity: 2, text: 'Sent later' })]]);
  const open = await eventually('the later one is there', problems, (found) => found.length === 2);
  expect(open[0]).toEqual(before);
  await cycle.send([[itemKeys.slotProblem(4), freeSlot]]);
});

test('a slot cleared and filled again in one sending closes one problem and opens another', async () => {
  const text = 'Calendar is down: calendar-db is not running';
  await cycle.send([
    [itemKeys.slotProblem(3), freeSlot],
    [itemKeys.slotProblem(3), incident({ severity: 1, root: 'pod/calendar-db', text })],
  ]);
  const problem = await only('it is the new one', ({ name }) => name === text);
  expect(tag(problem, 'linchpin.node')).toBe('pod/calendar-db');
});

test('text that looks like Zabbix macros or patterns stays as it is', async () => {
  const text = String.raw`"quoted" {HOST.NAME} {$LINCHPIN.SYSTEM} {ITEM.VALUE1} \1 $1 [a](b) <b>&amp; 5 Привет 🙂 ${'ж'.repeat(250)}`;
  await cycle.send([
    [itemKeys.slotProblem(3), freeSlot],
    [itemKeys.slotProblem(3), incident({ text, action: text })],
  ]);
  const problem = await only('it is the new one', ({ name }) => name.startsWith('"quoted"'));
  expect(problem.name).toBe(text);
  expect(problem.opdata).toBe(text);
  await cycle.send([[itemKeys.slotProblem(3), freeSlot]]);
  await none();
});

test('of 50 slots changed at once, 20 times, each problem has its own name, root and severity', async () => {
  const start = Math.floor(Date.now() / 1000);
  const expected = new Map<string, string>();
  let last: readonly string[] = [];
  for (let round = 1; round <= 20; round++) {
    const values = Array.from({ length: slotCount }, (_, index) => {
      const slot = index + 1;
      const severity = (1 + ((round * (slot % 3) + slot) % 5)) as Severity;
      const value = incident({ severity, root: `pod/p${slot}-${round}`, text: `Round ${round} of slot ${slot}` });
      return [[itemKeys.slotProblem(slot), freeSlot] as const, [itemKeys.slotProblem(slot), value] as const];
    }).flat();
    await cycle.send(values);
    last = values.flatMap(([, value]) => (value === freeSlot ? [] : [shortOf(value)]));
    for (const name of last) expected.set(name, name);
  }
  await eventually('the last round is shown', problems, (open) => {
    const shown = open.map(shortOfEvent).sort();
    return JSON.stringify(shown) === JSON.stringify([...last].sort());
  });
  const params = { hostids: [hostid], time_from: start, value: 1, output: 'extend', selectTags: 'extend' };
  const events = (await client.call('event.get', params, Events)).map(shortOfEvent);
  expect(events.filter((event) => !expected.has(event))).toEqual([]);
  expect(new Set(events).size).toBe(20 * slotCount);
  await cycle.send(Array.from({ length: slotCount }, (_, index) => [itemKeys.slotProblem(index + 1), freeSlot]));
  await none();
});

test('an outage is one Disaster with system and reason, and ends with it', async () => {
  await cycle.send([[itemKeys.system('outage'), 'disk /data1 on mail-vm-07 is full (98 %)']]);
  const problem = await only('it is there', ({ severity }) => severity === '5');
  expect(problem.name).toBe('Corporate mail is down: disk /data1 on mail-vm-07 is full (98 %)');
  expect(tag(problem, 'linchpin.node')).toBe('system/mail');
  await cycle.send([[itemKeys.system('outage'), '']]);
  await none();
});

test('blindness and a refused model are problems of their own', async () => {
  await cycle.send([
    [itemKeys.blind, 1],
    [itemKeys.modelRefused, 1],
  ]);
  const open = await eventually('both are there', problems, (found) => found.length === 2);
  expect(open.map(({ name, severity }) => `${severity} ${name}`).sort()).toEqual([
    '2 Linchpin refused the changed model and goes on with the one before',
    '3 Linchpin is blind: it gets no data about the system',
  ]);
  await cycle.send([
    [itemKeys.blind, 0],
    [itemKeys.modelRefused, 0],
  ]);
  await none();
});

test('one value fills the items of all of Linchpin’s own metrics, and what it lacks is no error', async () => {
  const stages = { read: 0.25, judge: 0.031 };
  const self = { leader: 'vm-1, process 7', staleness: 0, observations: 2149, stages };
  const own = { cycleTime: 1, outbox: 0, modelRefused: false, missed: 0, ...self };
  await cycle.send([[itemKeys.metrics, metricsText({ ...resultAt(1), pods: [failedPod] }, own)]]);
  const asked = { output: ['key_', 'lastvalue', 'lastclock', 'state'], hostids: [hostid], filter: { type: 18 } };
  const items = await eventually(
    'Zabbix takes the metrics apart',
    () => client.call('item.get', asked, Rows),
    (found) => found.filter(({ lastclock }) => lastclock === '0').length === 4,
  );
  expect(items.filter(({ state }) => state !== '0')).toEqual([]);
  const shown = new Map(items.map(({ key_: key, lastvalue }) => [key, lastvalue]));
  expect(shown.get(itemKeys.leader)).toBe('vm-1, process 7');
  expect(shown.get(itemKeys.observations)).toBe('2149');
  expect(Number(shown.get(itemKeys.stageTime('judge')))).toBe(0.031);
  expect(shown.get(itemKeys.nodeCount('pod', 'failed'))).toBe('1');
  expect(shown.get(itemKeys.incidentCount('at-risk'))).toBe('0');
});

test('a subsystem without reserve raises a quiet notice unless a macro forbids it, and none when down', async () => {
  const severity = itemKeys.subsystem('severity', 'storage');
  await cycle.send([[severity, 3]]);
  const notice = await only('the notice is there', ({ name }) => name === 'Subsystem Storage has no reserve');
  expect(notice.severity).toBe('0');
  expect(tag(notice, 'scope')).toBe('notice');
  expect(tag(notice, 'linchpin.node')).toBe('subsystem/storage');
  expect(tag(notice, 'linchpin.state')).toBe('no-reserve');
  const macro = { hostid, macro: '{$LINCHPIN.SUBSYSTEM.NOTICE}', value: '0' };
  const { hostmacroids } = await client.call('usermacro.create', macro, z.record(z.string(), z.array(z.string())));
  await none();
  await client.call('usermacro.delete', hostmacroids, z.unknown());
  await eventually('the notice comes by itself', problems, (open) => open.length === 1);
  await cycle.send([[severity, 5]]);
  await none();
});

test('a subsystem that is down is a quiet problem of its own, also during the outage of the system', async () => {
  const outage = itemKeys.subsystem('outage', 'storage');
  await cycle.send([
    [itemKeys.system('outage'), 'disk /data1 on mail-vm-07 is full (98 %)'],
    [outage, 'disk /data1 on mail-vm-07 is full (98 %)'],
  ]);
  const open = await eventually('both are there', problems, (found) => found.length === 2);
  const down = open.find(({ severity }) => severity === '0');
  expect(down?.name).toBe('Subsystem Storage is down: disk /data1 on mail-vm-07 is full (98 %)');
  expect(Object.fromEntries((down?.tags ?? []).map((found) => [found.tag, found.value]))).toMatchObject({
    scope: 'notice',
    linchpin: 'output',
    'linchpin.node': 'subsystem/storage',
    'linchpin.state': 'down',
    'linchpin.host': host,
  });
  await cycle.send([[outage, '']]);
  await only('the system is still down', ({ severity }) => severity === '5');
  await cycle.send([[itemKeys.system('outage'), '']]);
  await none();
});

test('a heartbeat that stops is a problem, until it beats again', async () => {
  const macro = { hostid, macro: '{$LINCHPIN.HEARTBEAT.MAX}', value: '30s' };
  await client.call('usermacro.create', macro, z.unknown());
  const [silent] = await eventually('the silence is noticed', problems, (open) => open.length === 1);
  expect(silent).toMatchObject({ name: 'No data from Linchpin for 30s', severity: '4' });
  await cycle.send([[itemKeys.heartbeat, Math.floor(Date.now() / 1000)]]);
  await none();
});

test('in another language the same objects have other names, and so have their problems from then on', async () => {
  const objects = async (): Promise<readonly string[]> => {
    const of = { output: ['itemid', 'triggerid'], hostids: [hostid] };
    const found = await Promise.all(['item.get', 'trigger.get'].map((method) => client.call(method, of, Rows)));
    return found
      .flat()
      .map((row) => JSON.stringify(row))
      .sort();
  };
  const before = await objects();
  const russian = { ...desired, language: 'ru' } as const;
  const done = await applyProvision(client, russian);
  expect(done.map(({ action, object }) => `${action} ${object}`)).toEqual(['update template']);
  await cycle.send([[itemKeys.discovery('subsystem'), JSON.stringify([subsystem])]]);
  const named = { output: ['name'], hostids: [hostid], search: { key_: 'linchpin.subsystem.severity' } };
  await eventually(
    'what was discovered has its new name',
    () => client.call('item.get', named, Rows),
    ([item]) => item?.['name'] === 'Подсистема Storage: важность',
  );
  expect(await objects()).toEqual(before);
  const severity = itemKeys.subsystem('severity', 'storage');
  const raise = async (blind: 0 | 1): Promise<readonly Event[]> => {
    await cycle.send([
      [itemKeys.heartbeat, Math.floor(Date.now() / 1000)],
      [itemKeys.blind, blind],
      [severity, blind * 3],
    ]);
    return eventually('both are there, or none', problems, (found) => found.length === blind * 2);
  };
  // Until the server has read its configuration, problems have the names of before.
  const open = await eventually(
    'problems have their new names',
    async () => {
      await raise(0);
      return raise(1);
    },
    (found) => found.every(({ name }) => /[а-я]/u.test(name)),
  );
  expect(open.map(({ name }) => name).sort()).toEqual([
    'Linchpin ничего не видит: данных о системе нет',
    'Подсистема Storage работает без резерва',
  ]);
  await raise(0);
  await cycle.send([[itemKeys.system('outage'), 'диск /data1 на mail-vm-07 заполнен (98 %)']]);
  const outage = await only('the outage is there', () => true);
  expect(outage.name).toBe('Corporate mail не работает: диск /data1 на mail-vm-07 заполнен (98 %)');
  expect(await applyProvision(client, russian)).toEqual([]);
});

function shortOf(value: string): string {
  const [severity, , root, , , text] = value.split('\t');
  return `${severity ?? ''} ${root ?? ''} ${text ?? ''}`;
}

function shortOfEvent(event: Event): string {
  return `${event.severity} ${tag(event, 'linchpin.node') ?? ''} ${event.name}`;
}
