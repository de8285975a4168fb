import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../src/cli/exit-status.ts';
import type { Result } from '../../src/domain/result.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import type { Fault } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [db] } }
pods:
  db: { kind: stateless, replicas: 2, minReplicas: 2, containers: "db-{any}" }
servers: { vm-1: , vm-2: }
containers:
  - { name: db-a, server: vm-1 }
  - { name: db-b, server: vm-2 }
`;

let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, model);
  site.more['LINCHPIN_INVENTORY'] = 'file';
  site.more['LINCHPIN_ZABBIX_TIMEOUT'] = '1s';
  site.runs('vm-1', ['db-a']).runs('vm-2', ['db-b']);
  for (let count = 0; count < 2; count += 1) await site.cycle();
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
});

const stateOf = ({ systems }: Result): string | undefined => systems[0]?.state;
const rootsOf = ({ incidents }: Result): readonly string[] => incidents.map(({ root }) => root);
const shown = async (key: string): Promise<string | number | undefined> => (await site.queued(key)).at(-1);

// docs/running.md, Faults, cites these titles.
describe("a fault of Zabbix's API", () => {
  it.each<readonly [string, Fault, RegExp, number]>([
    ['HTTP 502', { kind: 'http', status: 502, body: '<html>Bad Gateway' }, /HTTP 502: its web server or PHP/, 3],
    ['an empty HTTP 500', { kind: 'http', status: 500, body: '' }, /gave up on a request without a word/, 3],
    ['HTML in the place of JSON', { kind: 'http', status: 200, body: '<!doctype html>' }, /where the JSON of/, 2],
    [
      'JSON that breaks off',
      { kind: 'http', status: 200, body: '{"jsonrpc":"2.0","result":[{"itemid":"1' },
      /breaks off after 39 characters/,
      3,
    ],
    ['a token that has expired', { kind: 'api', data: 'API token expired.' }, /did not accept the token/, 2],
    ['answers that come too late', { kind: 'slow', ms: 1500 }, /did not answer within 1 s/, 3],
    ['connections that break', { kind: 'drop' }, /ECONNRESET/, 3],
  ])('%s: Linchpin is unwell at once, all is unknown after the stale age, never well nor failed', async (...to) => {
    const [, fault, message, status] = to;
    fake.fault = () => fault;
    const first = await site.report(100);
    expect(first.readError?.message).toMatch(message);
    expect(statusOf(first.readError)).toBe(status);
    expect(await shown('linchpin.health')).toBe(0);
    const second = await site.cycle(100);
    const third = await site.cycle(100);
    expect([first.result!, second, third].map(stateOf)).toEqual(['working', 'unknown', 'unknown']);
    expect(rootsOf(third)).toEqual(['source/zabbix']);
    expect(await shown('linchpin.blind')).toBe(1);

    fake.fault = () => undefined;
    await site.cycle();
    expect(stateOf(await site.cycle())).toBe('working');
    expect([await shown('linchpin.health'), await shown('linchpin.blind')]).toEqual([1, 0]);
  });
});

describe('an answer of Zabbix that leaves something out', () => {
  it('without values: what is not told goes stale, and then is unknown', async () => {
    fake.fault = ({ method, params }) =>
      method === 'history.get' || JSON.stringify(params['output'] ?? '').includes('lastvalue')
        ? { kind: 'result', result: [] }
        : undefined;
    await site.cycle(100);
    const result = await site.cycle(100);
    expect([stateOf(result), rootsOf(result)]).toEqual(['unknown', ['source/zabbix']]);
  });

  it('without a host: its server is not seen, and what stands on it is unknown', async () => {
    const all = fake.state.hosts;
    const [gone] = [...all].filter(([, { host }]) => host === 'vm-2');
    if (gone === undefined) throw new Error('there is no vm-2');
    all.delete(gone[0]);
    await site.cycle(100);
    const result = await site.cycle(100);
    expect([stateOf(result), rootsOf(result)]).toEqual(['unknown', ['server/vm-2']]);
  });
});
