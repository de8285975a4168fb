import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/domain/explanation.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { explain } from '../../src/twin/explain.ts';
import { Installation, worldOf } from '../support/installation.ts';

// mx calls api, api calls db; idle calls what cannot be seen; scale has scaled down; old is switched off.
const world = worldOf(`
system: { id: mail, name: Mail }
subsystems:
  front: { name: Front, pods: [mx, api], functions: { send: { name: Send, needs: [mx] } } }
  store: { name: Store, pods: [db, old], functions: { read: { name: Read, needs: [db] } } }
  other: { name: Other, pods: [scale] }
pods:
  mx: { kind: stateless, replicas: 2, calls: [api], containers: "mx-{replica}" }
  api: { kind: stateless, replicas: 1, calls: [db], containers: "api-{replica}" }
  db: { kind: quorum, shards: 2, replicas: 3, containers: "db-{shard}-{replica}" }
  scale: { kind: stateless, replicas: { min: 1, max: 3 }, containers: "scale-{replica}" }
  old: { kind: all, replicas: 1, enabled: false, containers: old }
servers: { vm-1: { name: one, disks: { d: { mount: /d } } }, vm-2: { name: two }, vm-3: { name: three } }
containers:
  - { name: mx-1, server: vm-1 }
  - { name: mx-2, server: vm-2 }
  - { name: api-1, server: vm-2 }
  - { name: db-1-1, server: vm-1, disks: [d] }
  - { name: db-1-2, server: vm-2 }
  - { name: db-1-3, server: vm-3 }
  - { name: db-2-1, server: vm-1 }
  - { name: db-2-2, server: vm-2 }
  - { name: db-2-3, server: vm-3 }
  - { name: scale-1, server: vm-1 }
  - { name: scale-2, server: vm-2 }
  - { name: old, server: vm-1 }
rules: { status: { for: 0s }, errors: { rate: 1/min, burst: 5 } }
`);

const [mx1, api1, db11, db12] = ['vm-1/mx-1', 'vm-2/api-1', 'vm-1/db-1-1', 'vm-2/db-1-2'].map(
  (name) => `container/${name}`,
) as [string, string, string, string];

/** Every container runs but those that have exited; those that err have growing errors. */
function evaluation({ exited = [], erring = [], silent = [] }: Partial<Record<string, readonly string[]>>): Evaluation {
  const installation = new Installation(world);
  let last = installation.cycle();
  for (const errors of [0, 40, 80]) {
    for (const { id, missing } of world.graph.model.containers) {
      if (missing || id.includes('scale-2') || silent.includes(id)) continue;
      installation.observe(id, 'status', exited.includes(id) ? 'exited' : 'running');
      installation.observe(id, 'errors', erring.includes(id) ? errors : 0);
    }
    last = installation.cycle(60);
  }
  return last;
}

function explained(id: string, what: Parameters<typeof evaluation>[0] = {}): Explanation {
  return explain(id, evaluation(what));
}

const quorumLost = { exited: [db11, db12], erring: [mx1, api1] };

describe('the explanation of a container', () => {
  it('gives its evidence with value and time', () => {
    const { evidence, node } = explained(db11, quorumLost);
    expect(node).toMatchObject({ state: 'failed', severity: 5 });
    expect(evidence).toMatchObject([{ rule: 'status', class: 'direct', value: 'exited', since: 1_800_000_000 }]);
  });

  it('gives for growth the level of the bucket beside its burst', () => {
    const [found] = explained(mx1, { erring: [mx1] }).evidence;
    expect(found).toMatchObject({ rule: 'errors', growth: { level: 78, allowance: { burst: 5 } } });
  });

  it('names what it stands on, the failed resources first', () => {
    const installation = new Installation(world)
      .observe('disk/vm-1/d', 'healthy', 0)
      .observe(db11, 'status', 'running');
    const { standsOn, containers } = explain(db11, installation.cycle());
    expect(standsOn.map(({ id, state }) => [id, state])).toEqual([
      ['disk/vm-1/d', 'failed'],
      ['network/vm-1', 'unknown'],
      ['server/vm-1', 'working'],
    ]);
    expect(containers).toEqual([]);
  });

  it('follows the mask from pod to pod down to the culprits and the incident roots', () => {
    const { masking, suspects, node } = explained(mx1, quorumLost);
    expect(node).toMatchObject({ state: 'working', severity: 0 });
    expect(masking).toMatchObject({
      masked: true,
      down: [{ pod: 'pod/api', isCalled: true, through: [], failed: [], masked: [api1] }],
      maskedBy: ['pod/db'],
    });
    expect(masking?.culprits.map(({ id, evidence }) => [id, evidence[0]?.rule])).toEqual([
      [db11, 'status'],
      [db12, 'status'],
    ]);
    expect(suspects).toEqual([]);
  });

  it('names the unknown pods that masking looked through', () => {
    const { masking } = explained(mx1, { ...quorumLost, erring: [mx1], silent: [api1] });
    expect(masking?.down).toMatchObject([{ pod: 'pod/db', through: ['pod/api'], isCalled: true }]);
  });

  it('suspects a called pod that works with failed replicas', () => {
    const { masking, suspects } = explained(api1, { exited: [db11], erring: [api1] });
    expect(masking).toMatchObject({ masked: false, down: [] });
    expect(suspects).toEqual([{ pod: 'pod/db', why: 'failed-replicas', containers: [db11] }]);
  });

  it('suspects a called pod that nobody sees', () => {
    const { suspects } = explained(mx1, { erring: [mx1], silent: [api1] });
    expect(suspects).toEqual([{ pod: 'pod/api', why: 'unseen', containers: [api1] }]);
  });

  it('climbs from its shard to the system, each with what decides it', () => {
    const { rollUp } = explained(db11, quorumLost);
    expect(rollUp.map(({ id, state, reserve, decisive }) => [id, state, reserve, decisive])).toEqual([
      ['shard/db/1', 'failed', 0, [db11, db12]],
      ['pod/db', 'failed', 0, ['shard/db/1']],
      ['subsystem/store', 'failed', 0, ['pod/db']],
      ['system/mail', 'failed', 0, ['subsystem/store']],
    ]);
    expect(rollUp[0]?.redundancy).toMatchObject({ kind: 'quorum', replicas: 3, required: 2, working: 1, failed: 2 });
  });

  it('says in which incidents it has which part', () => {
    const parts = (id: string): readonly unknown[] =>
      explained(id, quorumLost).incidents.map(({ incident, part }) => [incident.root, part]);
    expect(parts(db11)).toEqual([['pod/db', 'member']]);
    expect(parts(mx1)).toEqual([['pod/db', 'symptom']]);
  });

  it('says that it was scaled away', () => {
    const { node, rollUp, evidence } = explained('container/vm-2/scale-2');
    expect(node).toMatchObject({ state: 'retired' });
    expect(node.severity).toBeUndefined();
    expect([rollUp, evidence]).toEqual([[], []]);
  });

  it('says that it is switched off', () => {
    expect(explained('container/vm-1/old').node).toMatchObject({ state: 'off' });
    expect(explained('pod/old').node).toMatchObject({ state: 'off' });
  });
});

describe('the explanation of anything else', () => {
  it('leads from a system down to the shard that decides it', () => {
    const steps = explained('system/mail', quorumLost).rollUp.map(({ id }) => id);
    expect(steps).toEqual(['shard/db/1', 'pod/db', 'subsystem/store', 'system/mail']);
  });

  it('lists of a pod the containers that are not well, masked ones too', () => {
    const { containers, containerCount, node } = explained('pod/mx', quorumLost);
    expect(node.state).toBe('working');
    expect(containerCount).toBe(2);
    expect(containers).toMatchObject([{ id: mx1, masked: true }]);
  });

  it('lists of a resource the containers that it fails', () => {
    const installation = new Installation(world).observe('disk/vm-1/d', 'healthy', 0);
    const { containers, evidence, node } = explain('disk/vm-1/d', installation.cycle());
    expect(node.state).toBe('failed');
    expect(evidence).toMatchObject([{ rule: 'diskHealthy' }]);
    expect(containers).toMatchObject([{ id: db11, through: ['disk/vm-1/d'] }]);
  });

  it('lists of a function what it needs and what of that it reaches does not work', () => {
    const { node, needs, incidents } = explained('function/front.send', quorumLost);
    expect(node).toMatchObject({ state: 'impaired' });
    expect(needs).toEqual([
      { pod: 'pod/mx', distance: 0, state: 'working' },
      { pod: 'pod/db', distance: 2, state: 'failed' },
    ]);
    expect(incidents.map(({ part }) => part)).toEqual(['impaired']);
  });

  it('says since when a server is silent', () => {
    const installation = new Installation(world);
    installation.observe('server/vm-1', 'cpu', 5).observe('server/vm-2', 'cpu', 5).cycle();
    for (const after of [60, 60, 60, 60, 60]) {
      installation.observe('server/vm-2', 'cpu', 5, installation.now + after).cycle(after);
    }
    expect(explain('server/vm-1', installation.cycle()).node.unseenSince).toBe(1_800_000_000);
  });
  it('lists of a source that is silent the containers behind it', () => {
    const installation = new Installation(world);
    for (const server of ['vm-1', 'vm-2', 'vm-3']) installation.observe(`server/${server}`, 'cpu', 5);
    installation.observe(db11, 'status', 'running').cycle();
    const { node, containers } = explain('source/zabbix', installation.cycle(600));
    expect(node).toMatchObject({ state: 'unknown', unseenSince: 1_800_000_000 });
    expect(containers.map(({ id }) => id)).toContain(db11);
  });
});
