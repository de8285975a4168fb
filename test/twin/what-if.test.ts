import { describe, expect, it } from 'vitest';
import type { Conclusion } from '../../src/evaluate.ts';
import { healthyState, rememberedState } from '../../src/twin/state.ts';
import { whatIf } from '../../src/twin/what-if.ts';
import { Installation, worldOf } from '../support/installation.ts';

const world = worldOf(`
system: { id: mail, name: Mail }
subsystems:
  front: { name: Front, pods: [front] }
  store: { name: Store, pods: [db, map], functions: { read: { name: Read, needs: [db] } } }
pods:
  front: { kind: stateless, replicas: 2, calls: [db], containers: "front-{replica}" }
  db: { kind: quorum, shards: 2, replicas: 3, containers: "db-{shard}-{replica}" }
  map: { kind: stateless, replicas: 3, containers: "map-{replica}" }
servers: { vm-1: { name: one, disks: { d: { mount: /d } } }, vm-2: { name: two }, vm-3: { name: three } }
containers:
  - { name: front-1, server: vm-1 }
  - { name: front-2, server: vm-2 }
  - { name: db-1-1, server: vm-1, disks: [d] }
  - { name: db-1-2, server: vm-2 }
  - { name: db-1-3, server: vm-3 }
  - { name: db-2-1, server: vm-1, disks: [d] }
  - { name: db-2-2, server: vm-2 }
  - { name: db-2-3, server: vm-3 }
  - { name: map-1, server: vm-1 }
  - { name: map-2, server: vm-2 }
rules: { status: { for: 0s } }
`);

const db11 = 'container/vm-1/db-1-1';
const db12 = 'container/vm-2/db-1-2';
const healthy = healthyState(world, 1_800_000_000);

function failing(...fail: readonly string[]): Conclusion {
  return whatIf(world, { fail, on: healthy.health });
}

function stateOf({ result }: Conclusion, id: string): string | undefined {
  const nodes = [result.systems, result.subsystems, result.pods, result.shards, result.containers, result.resources];
  return nodes.flat().find((node) => node.id === id)?.state;
}

const roots = ({ incidents }: Conclusion): readonly string[] => incidents.open.map(({ root }) => root).sort();

describe('what-if on a healthy installation', () => {
  it('finds nothing wrong where nothing fails, not even what the inventory lacks', () => {
    const { result } = failing();
    expect(result.incidents).toEqual([]);
    expect(result.pods.map(({ state, reserve }) => [state, reserve])).toEqual([
      ['working', 1],
      ['working', 1],
      ['working', 2],
    ]);
  });

  it('fails a resource with all containers on it, as one root', () => {
    const conclusion = failing('server/vm-1');
    expect(roots(conclusion)).toEqual(['server/vm-1']);
    expect(['container/vm-1/front-1', db11, 'container/vm-1/map-1'].map((id) => stateOf(conclusion, id))).toEqual([
      'failed',
      'failed',
      'failed',
    ]);
    expect(stateOf(conclusion, 'disk/vm-1/d')).toBe('working');
    expect(conclusion.result.pods.map(({ reserve }) => reserve)).toEqual([0, 0, 1]);
  });

  it('fails a disk with those containers alone that use it', () => {
    const conclusion = failing('disk/vm-1/d');
    expect(conclusion.incidents.open[0]?.containers).toEqual([db11, 'container/vm-1/db-2-1']);
  });

  it('makes each node that was named a root of its own', () => {
    expect(roots(failing(db11, 'container/vm-1/db-2-1'))).toEqual([db11, 'container/vm-1/db-2-1']);
  });

  it.each([
    ['shard/db/1', ['pod/db'], 3],
    ['pod/db', ['pod/db'], 6],
    ['subsystem/store', ['pod/db', 'pod/map'], 9],
    ['system/mail', ['pod/db', 'pod/front', 'pod/map'], 11],
  ])('fails %s with all its containers, missing ones too', (id, expected, count) => {
    const conclusion = failing(id);
    expect(roots(conclusion)).toEqual(expected);
    expect(conclusion.incidents.open.flatMap(({ containers }) => containers).length).toBe(count);
  });

  it('says what users lose and what is impaired', () => {
    const { result } = failing(db11, db12);
    expect(result.functions.map(({ id, state }) => [id, state])).toEqual([['function/store.read', 'lost']]);
    expect(stateOf(failing(db11, db12), 'system/mail')).toBe('failed');
  });

  it('gives the same whatever the order and repetition of what fails', () => {
    expect(failing(db12, 'server/vm-1', db11, db12).result).toEqual(failing(db11, db12, 'server/vm-1').result);
  });

  it('leaves the state that was asked about as it is', () => {
    failing('system/mail');
    expect(failing().result.incidents).toEqual([]);
  });
});

describe('what-if on top of the present state', () => {
  function present(): Installation {
    const installation = new Installation(world);
    for (const { id, missing } of world.graph.model.containers) {
      if (!missing) installation.observe(id, 'status', id === db11 ? 'exited' : 'running');
    }
    return installation;
  }

  it('adds the failure to what is broken already, and keeps the incidents that are open', () => {
    const installation = present();
    const now = installation.cycle();
    const then = whatIf(world, { fail: [db12], on: now.health, memory: now.memory });
    expect(stateOf(now, 'pod/db')).toBe('working');
    expect(stateOf(then, 'pod/db')).toBe('failed');
    const idOf = (conclusion: Conclusion): string | undefined =>
      conclusion.incidents.open.find(({ root }) => root === db11)?.id;
    expect(idOf(then)).toBe(idOf(now));
  });

  it('changes no state where what has failed fails', () => {
    const now = present().cycle();
    const then = whatIf(world, { fail: [db11], on: now.health, memory: now.memory });
    expect(then.result.shards).toEqual(now.result.shards);
    expect(then.result.functions).toEqual(now.result.functions);
    expect(roots(then)).toEqual(roots(now));
  });

  it('shows what a failure does even of what is planned', () => {
    const installation = present();
    installation.observe('server/vm-2', 'maintenance', 1).observe('pod/map', 'silenced', 1);
    const now = installation.cycle();
    const then = whatIf(world, { fail: ['server/vm-2', 'pod/map'], on: now.health, memory: now.memory });
    const planned = then.incidents.open.filter((incident) => incident.planned).map(({ root }) => root);
    expect(planned).not.toContain('server/vm-2');
    expect(planned).not.toContain('pod/map');
    expect(stateOf(then, 'pod/map')).toBe('failed');
    const fallen = then.result.containers.filter(({ state }) => state === 'failed');
    expect(fallen.filter((node) => node.planned === true)).toEqual([]);
  });

  it('takes a server that fails out of the source behind which all are silent', () => {
    const installation = present();
    installation.cycle();
    const now = installation.cycle(3600);
    const unseenIf = (...fail: readonly string[]) =>
      [...whatIf(world, { fail, on: now.health, memory: now.memory }).health.unseen].map(([root, { servers }]) => [
        root,
        servers,
      ]);
    expect(unseenIf()).toEqual([['source/zabbix', ['server/vm-1', 'server/vm-2', 'server/vm-3']]]);
    expect(unseenIf('server/vm-1')).toEqual([['source/zabbix', ['server/vm-2', 'server/vm-3']]]);
    expect(unseenIf('server/vm-1', 'server/vm-2')).toEqual([['server/vm-3', ['server/vm-3']]]);
    expect(unseenIf('server/vm-1', 'server/vm-2', 'server/vm-3')).toEqual([]);
  });

  it('is asked of a stored memory with the answer that the cycle gave which stored it', () => {
    const installation = present();
    installation.cycle();
    const now = installation.cycle(60);
    const { verdicts: _spared, ...stored } = now.memory;
    const again = rememberedState(world, stored, now.health.at);
    expect(again.result).toEqual(now.result);
    expect(again.health).toEqual(now.health);
  });
});
