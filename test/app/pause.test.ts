import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [db] } }
pods:
  db: { kind: stateless, replicas: 2, minReplicas: 2, containers: "db-{any}" }
servers: { vm-1: }
containers:
  - { name: db-a, server: vm-1 }
  - { name: db-b, server: vm-1 }
`;

let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, model);
  site.more['LINCHPIN_INVENTORY'] = 'file';
  site.runs('vm-1', ['db-a', 'db-b']);
  for (let count = 0; count < 3; count += 1) await site.cycle();
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
});

const rootsOf = ({ incidents }: Result): readonly string[] =>
  incidents.filter(({ state }) => state === 'open').map(({ root }) => root);

/** Zabbix hears of these containers for a while of which Linchpin sees nothing. */
function meanwhile(seconds: number, running: readonly string[]): void {
  for (let after = 30; after <= seconds; after += 30) {
    for (const name of running) {
      const key = `docker.container_info.state.running[${name}]`;
      fake.state.receive({ host: 'vm-1', key, value: 1, clock: site.outside.time + after });
    }
  }
  site.outside.time += seconds;
}

describe('after a pause', () => {
  it('a container that went while Linchpin did not run is gone at once, for Zabbix heard its server all the while', async () => {
    await site.stop();
    meanwhile(600, ['db-a']);
    site.loses('vm-1', 'db-b', { keeps: true });
    expect(rootsOf(await site.cycle())).toEqual(['container/vm-1/db-b']);
  });

  it('likewise where Linchpin ran and could not read', async () => {
    fake.fault = () => ({ kind: 'http', status: 200, body: '<html>' });
    for (let count = 0; count < 12; count += 1) await site.cycle();
    fake.fault = () => undefined;
    meanwhile(30, ['db-a']);
    site.loses('vm-1', 'db-b', { keeps: true });
    expect(rootsOf(await site.cycle())).toEqual([]);
    meanwhile(210, ['db-a']);
    expect(rootsOf(await site.cycle())).toEqual(['container/vm-1/db-b']);
  });

  it.each([
    { how: 'ran', isRunning: true },
    { how: 'did not run', isRunning: false },
  ])('in which Zabbix heard nothing, whoever is heard first proves nobody gone where Linchpin $how', async (told) => {
    if (!told.isRunning) await site.stop();
    site.isQuiet = true;
    for (let count = 0; told.isRunning && count < 20; count += 1) await site.cycle();
    if (!told.isRunning) meanwhile(600, []);
    site.isQuiet = false;
    site.loses('vm-1', 'db-b', { keeps: true });
    expect(rootsOf(await site.cycle())).toEqual([]);
    site.runs('vm-1', ['db-a', 'db-b']);
    expect((await site.cycle()).systems[0]?.state).toBe('working');
  });

  it('that nobody can make up for, whoever is heard first proves nobody gone', async () => {
    await site.stop();
    meanwhile(7200, []);
    site.loses('vm-1', 'db-b', { keeps: true });
    expect(rootsOf(await site.cycle())).toEqual([]);
  });
});
