import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
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
  site.runs('vm-1', ['db-a']).runs('vm-2', ['db-b']);
  for (let count = 0; count < 3; count += 1) await site.cycle();
});
afterEach(async () => {
  vi.useRealTimers();
  await site.stop();
  await fake.stop();
  site.remove();
});

const stateOf = ({ systems }: Result): string | undefined => systems[0]?.state;

const stops = (): boolean =>
  fake.state.receive({
    host: 'vm-2',
    key: 'docker.container_info.state.running[db-b]',
    value: 0,
    clock: site.outside.time + site.zabbixAhead + 31,
  });

/** Some cycles later; gives the state of the system in each of them. */
async function cycles(count: number): Promise<readonly (string | undefined)[]> {
  const states: (string | undefined)[] = [];
  for (let one = 0; one < count; one += 1) states.push(stateOf(await site.cycle()));
  return states;
}

describe.each([
  ['set back by an hour', -3600],
  ['set ahead by an hour', 3600],
])('where the clocks of Zabbix and Linchpin are %s', (_, step) => {
  it('what works is seen to work, and nothing fails', async () => {
    site.outside.time += step;
    expect(new Set(await cycles(8))).toEqual(new Set(['working']));
  });

  it('what stops then is seen to have stopped as soon as ever', async () => {
    site.outside.time += step;
    const states: (string | undefined)[] = [];
    for (let one = 0; one < 4; one += 1) {
      stops();
      states.push(stateOf(await site.cycle()));
    }
    expect(states.at(-1)).toBe('failed');
  });

  it('an incident goes on with its id', async () => {
    const idsOf = ({ incidents }: Result): readonly string[] => incidents.map(({ id }) => id);
    let before: Result | undefined;
    for (let one = 0; one < 3; one += 1) {
      stops();
      before = await site.cycle();
    }
    site.outside.time += step;
    stops();
    await site.cycle();
    stops();
    const after = await site.cycle();
    expect(idsOf(after).length).toBe(1);
    expect(idsOf(after)).toEqual(idsOf(before!));
  });
});

describe.each([
  ['set back by an hour', -3600],
  ['set ahead by an hour', 3600],
])('where the clock of Linchpin alone is %s', (_, step) => {
  it('what it can not know any more is unknown, never failed, and once it is right again all is as before', async () => {
    site.outside.time += step;
    site.zabbixAhead = -step;
    const wrong = await cycles(16);
    expect(wrong).not.toContain('failed');
    // As long as signals stay fresh what was seen before stands.
    expect(new Set(wrong.slice(8))).toEqual(new Set(['unknown']));
    site.outside.time -= step;
    site.zabbixAhead = 0;
    const right = await cycles(4);
    expect(right).not.toContain('failed');
    expect(right.slice(2)).toEqual(['working', 'working']);
  });
});

it('a start after the clock was set back goes on with what was remembered', async () => {
  await site.stop();
  site.outside.time -= 3600;
  expect(await cycles(8)).not.toContain('unknown');
});

it('a clock that is far from that of the Zabbix frontend shows as trouble of Linchpin’s own, until they agree', async () => {
  const health = async (): Promise<unknown> => (await site.queued('linchpin.health')).at(-1);
  await cycles(1);
  expect(await health()).toBe(1);
  // That of the web server goes on by itself.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  await cycles(1);
  expect(await health()).toBe(0);
  vi.useRealTimers();
  await cycles(1);
  expect(await health()).toBe(1);
});
