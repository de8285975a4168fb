import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZabbixAnnotator } from '../../src/zabbix/annotate.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { methods } from '../support/fake-zabbix-methods.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import type { Fault, SeenRequest } from '../support/fake-zabbix.ts';

let fake: FakeZabbix;
let client: ZabbixClient;
let annotator: ZabbixAnnotator;
let open: string[];

beforeEach(async () => {
  fake = await FakeZabbix.start('7.0.22');
  client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
  annotator = new ZabbixAnnotator(client, 'Linchpin');
  open = Array.from({ length: 16 }, () => fake.state.id());
  for (const eventid of open) {
    fake.state.problems.set(eventid, {
      eventid,
      severity: '4',
      acknowledged: '0',
      cause_eventid: '0',
      acknowledges: [],
    });
  }
});
afterEach(async () => {
  client.close();
  await fake.stop();
});

const comment = (eventIds: readonly string[]): Promise<unknown> =>
  annotator.change(eventIds.map((eventId) => ({ eventId, message: 'It follows.' })));
const commented = (): number =>
  [...fake.state.problems.values()].filter((row) => (row['acknowledges'] as unknown[]).length === 1).length;
const writes = (): readonly SeenRequest[] => fake.requests.filter(({ method }) => method === 'event.acknowledge');

it('writes what is alike in one request', async () => {
  await comment(open);
  expect(writes().length).toBe(1);
  expect(commented()).toBe(16);
});

it('finds the one problem that is gone, and writes on all others', async () => {
  const outcome = await comment([...open, '999999']);
  expect(outcome).toEqual({ refused: ['999999'], untried: [], reasons: [] });
  expect(commented()).toBe(16);
});

it('gives up soon where the role allows nothing, and says why', async () => {
  fake.denied.add('event.acknowledge');
  const reasons = ['No permissions to call "event.acknowledge".'];
  expect(await comment(open)).toEqual({ refused: open, untried: [], reasons });
  expect(writes().length).toBe(1);
});

it('leaves the rest untried where many are refused, and says which those are', async () => {
  fake.denied.add('event.acknowledge');
  const [first = '', ...others] = open;
  const changes = [...others.map((eventId) => ({ eventId, message: 'It follows.' })), { eventId: first, severity: 1 }];
  expect(await annotator.change(changes)).toMatchObject({ refused: others, untried: [first] });
  expect(writes().length).toBe(1);
});

it('leaves the rest untried where many are gone one by one', async () => {
  const gone = Array.from({ length: 8 }, (_, index) => String(999_990 + index));
  const outcome = await annotator.change([...gone, ...open].map((eventId) => ({ eventId, message: 'It follows.' })));
  expect(outcome).toEqual({ refused: gone.slice(0, 5), untried: [...gone.slice(5), ...open], reasons: [] });
  expect(commented()).toBe(0);
});

it('leaves out what a role does not allow, and writes the rest', async () => {
  const lacks = 'Incorrect value for field "action": no permissions to change problem severity.';
  fake.fault = ({ method, params }): Fault | undefined =>
    method === 'event.acknowledge' && (Number(params['action']) & 8) !== 0 ? { kind: 'api', data: lacks } : undefined;
  const outcome = await annotator.change(open.map((eventId) => ({ eventId, message: 'It follows.', severity: 1 })));
  expect(outcome).toEqual({ refused: [], untried: [], reasons: [lacks] });
  expect(commented()).toBe(16);
});

it('asks for less at once after Zabbix gave up on a request, and leaves it to the next cycle to go on', async () => {
  fake.fault = ({ params }): Fault | undefined =>
    ((params['eventids'] as unknown[] | undefined) ?? []).length > 8
      ? { kind: 'http', status: 500, body: '' }
      : undefined;
  await expect(comment(open)).rejects.toThrow('gave up');
  await comment(open);
  expect(commented()).toBe(16);
});

describe('the problem of an incident of its own', () => {
  /** A problem at a node, on a host of a group, with tags as Linchpin's own problems have them. */
  function problemOf(group: string, component: string): string {
    const made = (key: string, method: string, params: object): string => {
      const answer = methods[method]?.(fake.state, { ...params }) as Readonly<Record<string, readonly string[]>>;
      return answer[key]?.[0] ?? '';
    };
    const groupid =
      [...fake.state.groups.values()].find(({ name }) => name === group)?.['groupid'] ??
      made('groupids', 'hostgroup.create', { name: group });
    const hostid = made('hostids', 'host.create', { host: fake.state.id(), groups: [{ groupid }] });
    const [triggerid, eventid] = [fake.state.id(), fake.state.id()];
    fake.state.triggers.set(triggerid, { triggerid, hostid });
    const tags = [
      { tag: 'linchpin', value: 'output' },
      { tag: 'component', value: component },
      { tag: 'linchpin.node', value: 'pod/db' },
    ];
    fake.state.problems.set(eventid, { eventid, objectid: triggerid, cause_eventid: '0', tags, acknowledges: [] });
    return eventid;
  }

  it('is neither a newer notice about the same node nor that of another Linchpin', async () => {
    const incident = problemOf('Linchpin', 'incident');
    problemOf('Linchpin', 'pod');
    problemOf('Another Linchpin', 'incident');
    expect(await annotator.ownProblems()).toEqual(new Map([['pod/db', incident]]));
  });
});
