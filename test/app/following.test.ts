import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSetup } from '../../src/app/setup.ts';
import type { Result } from '../../src/domain/result.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [web, db] } }
pods:
  web: { kind: stateless, replicas: { min: 1, max: 200 }, containers: "web-{any}" }
  db: { kind: stateless, replicas: 2, containers: "db-{any}" }
servers: { vm-1: , vm-2: }
containers:
  - { name: web-1, server: vm-1 }
rules: { status: { for: 0s } }
`;

let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, model);
  site.runs('vm-1', ['web-1', 'db-a']).runs('vm-2', ['db-b']);
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
});

const containersOf = ({ containers }: Result): readonly string[] => containers.map(({ id }) => id);
const stateOf = ({ pods }: Result, pod: string): string | undefined =>
  pods.find(({ id }) => id === `pod/${pod}`)?.state;
const said = (text: string): number => site.outside.said.filter(({ message }) => message.includes(text)).length;

/** Zabbix is listed again after a minute where items have come, after five in any case. */
const untilListed = 301;

describe('with inventory from Zabbix', () => {
  it('containers that only Zabbix knows are judged from the first cycle on', async () => {
    const result = await site.cycle();
    expect(containersOf(result)).toEqual(['container/vm-1/db-a', 'container/vm-1/web-1', 'container/vm-2/db-b']);
    expect(stateOf(result, 'db')).toBe('working');
  });

  it('a new server with a hundred containers needs no edit', async () => {
    await site.cycle();
    const names = Array.from({ length: 100 }, (_, index) => `web-${index + 100}`);
    site.runs('vm-3', names, ['/data']);
    await site.cycle();
    const result = await site.cycle();
    expect(containersOf(result).filter((id) => id.startsWith('container/vm-3/')).length).toBe(100);
    expect(result.resources.map(({ id, state }) => [id, state])).toContainEqual(['server/vm-3', 'working']);
    expect(result.resources.map(({ id }) => id)).toContain('disk/vm-3/data');
    fake.state.receive({
      host: 'vm-3',
      key: 'docker.container_info.state.running[web-117]',
      value: 0,
      clock: site.outside.time + 31,
    });
    const broken = await site.cycle();
    expect(broken.incidents.map(({ root }) => root)).toEqual(['container/vm-3/web-117']);
  });

  it('a change of the inventory asks Zabbix for all items once, not twice', async () => {
    await site.cycle();
    fake.asked();
    site.runs('vm-3', ['web-9']);
    await site.cycle();
    await site.cycle();
    const listings = fake.requests.filter(({ method, params }) => method === 'item.get' && 'selectTags' in params);
    expect(listings.length).toBe(1);
  });

  it('what was taken over is judged after a restart, while Zabbix is down, as unknown and not as missing', async () => {
    await site.cycle();
    await site.stop();
    fake.fault = () => ({ kind: 'drop' });
    const result = await site.cycle(600);
    expect(containersOf(result)).toContain('container/vm-2/db-b');
    expect(containersOf(result).filter((id) => id.startsWith('container/-/'))).toEqual([]);
    expect(stateOf(result, 'db')).toBe('unknown');
  });

  it.each([
    ['zabbix', []],
    ['file', ['missing-replica', 'pattern-matches-nothing']],
  ])('what the files lack and inventory from %s may supply is warned of: %j', async (from, codes) => {
    const { findings } = await loadSetup({ env: { ...site.environment, LINCHPIN_INVENTORY: from } });
    expect(findings.map(({ code }) => code).toSorted()).toEqual(codes);
  });

  it.each<readonly [string, string, (zabbix: FakeZabbix) => void]>([
    ['cannot be reached', 'unreachable', (zabbix) => (zabbix.fault = () => ({ kind: 'drop' }))],
    ['shows no host at all', 'refused', (zabbix) => zabbix.methods.set('host.get', () => [])],
  ])('nothing is judged while a Zabbix that was never read %s: what it would supply is not missing', async (...to) => {
    const [, kind, happens] = to;
    happens(fake);
    const { result, readError } = await site.report();
    expect([result, readError?.kind]).toEqual([undefined, kind]);
    expect(await site.remembered()).toEqual([]);
  });

  it('what the files describe is judged where Zabbix has hosts and none of their items tells of a container', async () => {
    site.loses('vm-1', 'web-1').loses('vm-1', 'db-a').loses('vm-2', 'db-b');
    expect(containersOf(await site.cycle())).toContain('container/vm-1/web-1');
  });

  it('what a restart finds in files that were changed meanwhile is theirs', async () => {
    await site.cycle();
    await site.stop();
    site.describe(model.replace('server: vm-1 }', 'server: vm-1 }\n  - { name: db-b, server: vm-2 }'));
    expect(containersOf(await site.cycle())).toEqual([
      'container/vm-1/db-a',
      'container/vm-1/web-1',
      'container/vm-2/db-b',
    ]);
  });

  it.each([
    ['deleted its item', { keeps: false }],
    ['keeps an item that its discovery lost', { keeps: true }],
  ])('a container that was made anew under another name is no outage where Zabbix %s', async (_, lost) => {
    await site.cycle();
    site.loses('vm-2', 'db-b', lost).runs('vm-2', ['db-c']);
    const result = await site.cycle(untilListed);
    expect(containersOf(result)).toEqual(['container/vm-1/db-a', 'container/vm-1/web-1', 'container/vm-2/db-c']);
    expect(stateOf(result, 'db')).toBe('working');
  });

  it('a container that stopped and that Zabbix forgot is not forgotten', async () => {
    await site.cycle();
    site.loses('vm-2', 'db-b');
    let result = await site.cycle();
    for (let after = 0; after < untilListed; after += 30) result = await site.cycle();
    expect(result.containers.find(({ id }) => id === 'container/vm-2/db-b')?.state).not.toBe('working');
    expect(result.incidents.length).toBeGreaterThan(0);
  });

  it('an answer without any host takes nothing away, and is told once', async () => {
    await site.cycle();
    fake.methods.set('host.get', () => []);
    await site.cycle(untilListed);
    const result = await site.cycle(untilListed);
    expect(containersOf(result)).toContain('container/vm-2/db-b');
    expect(said('shows no container at all')).toBe(1);
  });

  it('what does not fit is told once for each change, and not taken over', async () => {
    site.runs('vm-2', ['db-b', 'stranger-1', '__proto__', 'web-"a"\nb']);
    const result = await site.cycle();
    await site.cycle(untilListed);
    expect(containersOf(result).length).toBe(3);
    expect(said('Zabbix and the model differ')).toBe(1);
    site.runs('vm-2', ['db-b', 'stranger-2']);
    await site.cycle(untilListed);
    expect(said('Zabbix and the model differ')).toBe(2);
  });

  it('what left the model is not remembered any more', async () => {
    await site.cycle();
    expect(await site.remembered()).toContain('container/vm-2/db-b');
    site.loses('vm-2', 'db-b').runs('vm-2', ['db-c']);
    await site.cycle(untilListed);
    const remembered = await site.remembered();
    expect(remembered).toContain('container/vm-2/db-c');
    expect(remembered).not.toContain('container/vm-2/db-b');
  });
});
