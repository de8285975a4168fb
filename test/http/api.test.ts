import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Explanation } from '../../src/http/api/explained/schema.ts';
import {
  Counter,
  FoundNodes,
  Functions,
  Incidents,
  IncidentStory,
  Model,
  NodeHistory,
  PodView,
  Problem,
  Silences,
  SinglePoints,
  State,
  Timeline,
  WhatIf,
} from '../../src/http/api/schema.ts';
import { ApiSite } from '../support/api-site.ts';

let site: ApiSite;
let outageId: string;
let calmAt: number;

beforeAll(async () => {
  site = await ApiSite.start();
  site.hosts = new Map([['server/vm-1', { hostId: '10501', host: 'mail-vm-1', name: 'VM 1', inMaintenance: false }]]);
  calmAt = site.outside.time + 30;
  for (let errors = 0; errors < 90; errors += 30) site.outside.sees('container/vm-3/front-1', 'errors', errors);
  await site.outage();
  const { body } = await site.ask('incidents');
  outageId = Incidents.parse(body).incidents[0]!.id;
});
afterAll(() => site.stop());

const at = (seconds: number): string => `at=${seconds}`;
const named = (id: string): string => encodeURIComponent(id);

const pages = (): readonly (readonly [string, string, { readonly parse: (document: unknown) => unknown }])[] => [
  ['the state', 'state', State],
  ['the state with all that works', 'state?all', State],
  ['the state of a time', `state?${at(calmAt)}`, State],
  ['the functions', 'functions', Functions],
  ['the functions of a time', `functions?${at(calmAt)}`, Functions],
  ['open incidents', 'incidents', Incidents],
  ['closed incidents', 'incidents?state=closed', Incidents],
  ['an incident', `incident?id=${named(outageId)}`, IncidentStory],
  ['the model', 'model', Model],
  ['nodes', 'nodes?search=db', FoundNodes],
  ['a pod', 'pod?id=pod/storage-db', PodView],
  ['a pod at a time', `pod?id=pod/storage-db&${at(calmAt)}`, PodView],
  ['why a pod is so', 'explanation?node=pod/storage-db', Explanation],
  ['why a pod was so', `explanation?node=pod/storage-db&${at(calmAt)}`, Explanation],
  ['why a container is so', 'explanation?node=container/vm-3/front-1', Explanation],
  ['why a function is so', 'explanation?node=function/web.open', Explanation],
  ['a counter', 'counter?node=container/vm-3/front-1&signal=errors', Counter],
  ['single points', 'single-points?pairs', SinglePoints],
  ['the timeline', 'timeline', Timeline],
  ['the history of a node', 'history?node=pod/storage-db', NodeHistory],
  ['silences', 'silences', Silences],
];

it('answers each question in the form that its schema says', async () => {
  for (const [what, path, schema] of pages()) {
    const { status, body } = await site.ask(path);
    expect([what, status, status === 200 ? '' : body]).toEqual([what, 200, '']);
    expect(() => schema.parse(body), what).not.toThrow();
  }
});

describe('the state', () => {
  it('is the result of the newest cycle without what merely works, and says how fresh it is', async () => {
    const state = State.parse((await site.ask('state')).body);
    expect(state.systems).toMatchObject([{ id: 'system/mail', state: 'failed', severity: 5 }]);
    expect(state.containers.map(({ id, state: is }) => `${id} ${is}`)).toEqual([
      'container/vm-1/db-1 failed',
      'container/vm-2/db-2 failed',
      'container/vm-3/old-1 off',
    ]);
    expect(state.freshness).toMatchObject({ isStale: false, failing: [], interval: 30 });
  });

  it('of a time before is as it was shown then', async () => {
    const state = State.parse((await site.ask(`state?${at(calmAt)}`)).body);
    expect([state.systems[0]?.state, state.incidents, state.freshness]).toEqual(['working', [], undefined]);
  });

  it('of a time of which nothing is kept is a problem that says so', async () => {
    const { status, headers, body } = await site.ask('state?at=2001-01-01T00:00:00Z');
    expect([status, headers['content-type']?.split(';')[0]]).toEqual([404, 'application/problem+json']);
    expect(Problem.parse(body)).toMatchObject({ type: 'urn:linchpin:problem:not-kept', status: 404 });
  });
});

describe('what has not changed', () => {
  it.each([
    'state',
    'model',
    'functions',
    'incidents?state=closed',
    'nodes?search=db',
    'pod?id=pod/storage-db',
    'single-points',
    'timeline?from=2027-01-15T00:00:00Z&until=2027-01-15T08:00:00Z',
    'silences',
    'openapi.json',
  ])('is not sent again to who has it: %s', async (path) => {
    const { headers } = await site.ask(path);
    const again = await site.ask(path, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  it('is packed for who takes it so', async () => {
    const answer = await fetch(`http://127.0.0.1:${site.port}/api/v1/state?all`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(State.parse(await answer.json()).shards.length).toBeGreaterThan(0);
  });
});

describe('an incident', () => {
  it('is told with each of its changes, its pods, and where Zabbix shows it', async () => {
    const story = IncidentStory.parse((await site.ask(`incident?id=${named(outageId)}`)).body);
    expect(story.history[0]?.incident.state).toBe('open');
    expect(story.pods.root).toEqual(['pod/storage-db']);
    expect(story.zabbix.incident).toBe(
      `https://zabbix.example.org/zabbix/zabbix.php?action=problem.view&filter_set=1&tags%5B0%5D%5Btag%5D=linchpin.node&tags%5B0%5D%5Boperator%5D=1&tags%5B0%5D%5Bvalue%5D=${named(story.incident.root)}`,
    );
  });

  it('that is not known is 404', async () => {
    expect((await site.ask('incident?id=none')).status).toBe(404);
  });
});

describe('a counter', () => {
  const path = 'counter?node=container/vm-3/front-1&signal=errors';

  it('is drawn by what Zabbix keeps, without resets, beside what it might have been', async () => {
    const now = site.outside.time;
    // 6 a minute and 20 at once are allowed; it begins anew at the third.
    site.errors = [100, 110, 5, 65].map((value, index) => ({ itemId: '7', at: now - 40 + 10 * index, value }));
    await site.staysBroken();
    const counter = Counter.parse((await site.ask(path)).body);
    expect(counter.from).toBe('zabbix');
    expect(counter.samples.map(({ total, allowed }) => [total, allowed])).toEqual([
      [0, 20],
      [10, 21],
      [15, 22],
      [75, 23],
    ]);
  });

  it('of which Zabbix keeps nothing is told by what is remembered', async () => {
    site.errors = [];
    await site.staysBroken();
    const counter = Counter.parse((await site.ask(path)).body);
    expect([counter.from, counter.rule, counter.allowance.burst]).toEqual(['memory', 'errors', 20]);
  });

  it.each([
    ['that no rule judges', 'counter?node=container/vm-3/front-1&signal=memory', 'no-counter'],
    ['that was never seen', 'counter?node=container/vm-3/front-1&signal=timeouts', 'no-counter'],
    ['of no container', 'counter?node=pod/front&signal=errors', 'unknown-node'],
  ])('%s is a problem', async (_, asked, kind) => {
    expect((await site.ask(asked)).body).toMatchObject({ type: `urn:linchpin:problem:${kind}` });
  });
});

describe('functions', () => {
  it('are named with their subsystems, what takes them away and since when', async () => {
    const { functions } = Functions.parse((await site.ask('functions')).body);
    expect(functions.map(({ id, state, subsystem }) => [id, state, subsystem.name])).toEqual([
      ['function/storage.read', 'lost', 'Storage'],
      ['function/web.open', 'impaired', 'Web'],
    ]);
    const [lost] = functions;
    expect(lost?.because.map(({ id }) => id)).toEqual([outageId]);
    const { changes } = NodeHistory.parse((await site.ask('history?node=function/storage.read')).body);
    expect(lost?.since).toBe(changes.findLast(({ state }) => state === 'lost')?.at);
  });
});

describe('a list', () => {
  it('comes in pages that a cursor leads through', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 50; page += 1) {
      const { nodes, next } = FoundNodes.parse((await site.ask(`nodes?limit=3${cursor}`)).body);
      seen.push(...nodes.map(({ id }) => id));
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }
    const whole = FoundNodes.parse((await site.ask('nodes?limit=1000')).body).nodes.map(({ id }) => id);
    expect(seen).toEqual(whole);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('refuses a cursor that it did not give', async () => {
    expect((await site.ask('nodes?cursor=abc')).body).toMatchObject({ type: 'urn:linchpin:problem:wrong-cursor' });
  });

  it('of nodes begins with those that are called so', async () => {
    const { nodes } = FoundNodes.parse((await site.ask('nodes?search=STORAGE')).body);
    expect(nodes[0]).toEqual({ id: 'subsystem/storage', name: 'Storage', state: 'failed' });
  });
});

describe('what-if', () => {
  it('shows what would be beside what is', async () => {
    const { body } = await site.send('what-if', { fail: ['tag:rack=r1'] });
    const { failed, now, then } = WhatIf.parse(body);
    expect([failed, now.systems[0]?.state, then.systems[0]?.state]).toEqual([
      ['server/vm-1', 'server/vm-2'],
      'working',
      'failed',
    ]);
  });

  it('on top of now begins with what is broken', async () => {
    const { body } = await site.send('what-if', { fail: ['container/vm-3/front-1'], onTopOf: 'current' });
    const { now, then } = WhatIf.parse(body);
    expect(now.incidents.map(({ id }) => id)).toEqual([outageId]);
    expect(then.incidents.length).toBe(2);
  });

  it.each([
    ['a node that nobody knows', { fail: ['pod/storage-dc'] }, /^404 .*did you mean `pod\/storage-db`/u],
    ['a node that is switched off', { fail: ['pod/old'] }, /^404 .*switched off/u],
    ['nothing', { fail: [] }, /^400 `fail`/u],
    ['very many globs', { fail: Array.from({ length: 101 }, (_, at) => `pod/${at}*`) }, /^400 `fail`: .*100 globs/u],
    ['another state', { fail: ['pod/front'], onTopOf: 'tomorrow' }, /^400 `onTopOf`/u],
    ['a typo', { fial: ['pod/front'] }, /^400 /u],
  ])('refuses %s and says why', async (_, asked, expected) => {
    const { status, body } = await site.send('what-if', asked);
    expect(`${String(status)} ${Problem.parse(body).detail}`).toMatch(expected);
  });
});

describe('a silence', () => {
  it('is declared, listed, and taken back, and each time a cycle is asked for', async () => {
    const before = site.wakes;
    const made = await site.send('silences', {
      nodes: ['server/vm-1'],
      duration: '2h',
      reason: 'new disk',
      who: 'Anna',
    });
    const [silence] = Silences.parse(made.body).silences;
    expect([made.status, silence?.node, silence?.who]).toEqual([200, 'server/vm-1', 'Anna']);
    const listed = Silences.parse((await site.ask('silences')).body).silences;
    expect(listed.map(({ id }) => id)).toEqual([silence?.id]);
    expect((await site.ask(`silences/${silence?.id ?? ''}`, { method: 'DELETE' })).status).toBe(200);
    expect(Silences.parse((await site.ask('silences')).body).silences).toEqual([]);
    expect(site.wakes - before).toBe(2);
  });

  it.each([
    ['without a reason', { nodes: ['server/vm-1'], duration: '2h', reason: ' ' }, 400],
    ['for ever', { nodes: ['server/vm-1'], duration: '1000d', reason: 'x' }, 400],
    ['of nothing that is known', { nodes: ['server/none'], duration: '2h', reason: 'x' }, 404],
  ])('%s is refused', async (_, body, status) => {
    expect((await site.send('silences', body)).status).toBe(status);
  });

  it('that is not in force can not be taken back', async () => {
    expect((await site.ask('silences/none', { method: 'DELETE' })).status).toBe(404);
  });
});

it.each([
  ['state?at=yesterday', '`at`'],
  ['explanation', '`node`'],
  ['incidents?limit=0', '`limit`'],
  ['timeline?from=2026-11-02T00:00:00Z&until=2026-11-01T00:00:00Z', '`from`'],
  ['timeline?from=2026-09-01T00:00:00Z&until=2026-10-03T00:00:00Z', 'longer than 31 days'],
  ['history?node=pod/storage-db&from=0', 'longer than 31 days'],
])('%s is refused as no question', async (path, about) => {
  const { status, body } = await site.ask(path);
  expect([status, Problem.parse(body).detail]).toEqual([400, expect.stringContaining(about) as string]);
});
