import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { renderInventory } from '../../scripts/mail-inventory/inventory-text.ts';
import { placeContainers } from '../../scripts/mail-inventory/place.ts';
import { readDesign } from '../../scripts/mail-inventory/read-design.ts';
import { cycles, leansOn, levels } from './outages.ts';
import { ownersOf, readModel, shardsOf } from './read-model.ts';

const folder = new URL('../../model/mail/', import.meta.url);
const model = readModel(folder);
const podIds = [...model.pods.keys()];

describe('the size of the reference installation', () => {
  it('has 16 subsystems, each with functions that users would miss', () => {
    expect(model.subsystems.size).toBe(16);
    for (const [id, subsystem] of model.subsystems) {
      expect(Object.keys(subsystem.functions).length, id).toBeGreaterThanOrEqual(2);
    }
  });

  it('has 110 to 130 pods and 2,000 to 2,400 containers on 20 servers in 4 racks', () => {
    expect(podIds.length).toBeGreaterThanOrEqual(110);
    expect(podIds.length).toBeLessThanOrEqual(130);
    expect(model.containers.length).toBeGreaterThanOrEqual(2000);
    expect(model.containers.length).toBeLessThanOrEqual(2400);
    expect(model.servers.size).toBe(20);
    expect(new Set([...model.servers.values()].map((server) => server.tags.rack))).toEqual(
      new Set(['r1', 'r2', 'r3', 'r4']),
    );
  });

  it('has the numbers that its README states', () => {
    const functions = [...model.subsystems.values()].flatMap((subsystem) => Object.keys(subsystem.functions));
    const depth = Math.max(...levels(podIds, (pod) => model.pods.get(pod)?.calls ?? []).values());
    const readme = readFileSync(new URL('README.md', folder), 'utf8');
    expect(readme).toContain(`16 subsystems with ${String(functions.length)} functions`);
    expect(readme).toContain(
      `${String(podIds.length)} pods, ${model.containers.length.toLocaleString('en')} containers`,
    );
    expect(readme).toContain(`up to ${String(depth)} levels deep`);
  });

  it('gives every server between 95 and 120 containers', () => {
    for (const id of model.servers.keys()) {
      const load = model.containers.filter((container) => container.server === id).length;
      expect(load, id).toBeGreaterThanOrEqual(95);
      expect(load, id).toBeLessThanOrEqual(120);
    }
  });
});

describe('the call graph of the reference installation', () => {
  it('calls only pods that exist, each once and never itself', () => {
    for (const [id, pod] of model.pods) {
      const calls = pod.calls ?? [];
      expect(new Set(calls).size, id).toBe(calls.length);
      for (const callee of calls) expect(podIds, `${id} calls ${callee}`).toContain(callee);
      expect(calls).not.toContain(id);
    }
  });

  it('is at least 5 levels deep', () => {
    const found = levels(podIds, (pod) => model.pods.get(pod)?.calls ?? []);
    expect(Math.max(...found.values())).toBeGreaterThanOrEqual(5);
  });

  it('has one cycle, of two pods that call each other', () => {
    expect(cycles(podIds, (pod) => model.pods.get(pod)?.calls ?? [])).toEqual([['notify-router', 'websocket-hub']]);
  });

  it('has no other cycle when callers lean on whole subsystems', () => {
    expect(cycles(podIds, (pod) => leansOn(model, pod))).toEqual([['notify-router', 'websocket-hub']]);
  });

  it('gives a reason beside every call', () => {
    const names = ['shared', ...model.subsystems.keys()];
    const text = names.map((name) => readFileSync(new URL(`${name}.yaml`, folder), 'utf8')).join('\n');
    const lines = text.split('\n');
    const callLines = lines.filter((line) => /^ {4}calls: \[ |^ {13}[a-z0-9-]+(,| \])/u.test(line));
    const calls = [...model.declared.values()].reduce((sum, pod) => sum + (pod.calls?.length ?? 0), 0);
    expect(callLines.length).toBe(calls);
    for (const line of callLines) expect(line).toMatch(/ {1,}# \S+/u);
  });
});

describe('the pods of the reference installation', () => {
  it('are of every kind, one ends, one scales, and one is switched off', () => {
    const pods = [...model.declared.values()];
    expect(new Set(pods.map(({ kind }) => kind))).toEqual(new Set(['stateless', 'quorum', 'primary-replica', 'all']));
    const named = (is: (pod: (typeof pods)[number]) => boolean): readonly string[] =>
      pods.filter(is).map(({ name }) => name);
    expect(named(({ failover }) => failover === 'automatic')).toEqual(['Settings database']);
    expect(named(({ runs }) => runs === 'to-completion')).toEqual(['Directory synchroniser']);
    expect(named(({ replicas }) => typeof replicas !== 'number')).toEqual(['Preview renderer']);
    expect(named(({ enabled }) => enabled === false)).toEqual(['POP3 server']);
  });
});

describe('the subsystems of the reference installation', () => {
  it('contain every pod at least once and name only pods that exist', () => {
    const named = [...model.subsystems.values()].flatMap((subsystem) => subsystem.pods);
    expect(new Set(named)).toEqual(new Set(podIds));
  });

  it('share at least ten pods', () => {
    const named = [...model.subsystems.values()].flatMap((subsystem) => subsystem.pods);
    expect(podIds.filter((id) => named.filter((name) => name === id).length > 1).length).toBeGreaterThanOrEqual(10);
  });

  it('need for a function only pods of their own', () => {
    for (const [id, subsystem] of model.subsystems) {
      for (const [name, { needs }] of Object.entries(subsystem.functions)) {
        for (const pod of needs ?? []) expect(subsystem.pods, `${id}.${name}`).toContain(pod);
      }
    }
  });

  it('have no pod that nothing calls and no function needs', () => {
    for (const [id, subsystem] of model.subsystems) {
      const needed = Object.values(subsystem.functions).flatMap(({ needs }) => needs ?? subsystem.pods);
      const called = [...model.pods.values()].flatMap((pod) => pod.calls ?? []);
      for (const pod of subsystem.pods) expect([...needed, ...called], `${id}: ${pod}`).toContain(pod);
    }
  });

  it('differ in shape from each other', () => {
    const shapes = [...model.subsystems.keys()].map(shapeOf);
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('the inventory of the reference installation', () => {
  it('is what its generator writes', () => {
    const wanted = renderInventory(placeContainers(readDesign(folder.pathname)));
    expect(readFileSync(new URL('inventory.yaml', folder), 'utf8') === wanted).toBe(true);
  });

  it('has only containers that belong to exactly one pod', () => {
    for (const container of model.containers) expect(ownersOf(model, container), container.name).toHaveLength(1);
  });

  it('has the declared replicas of every shard, each on a server of its own', () => {
    const replicas = new Map<string, string[]>();
    for (const container of model.containers) {
      for (const { pod, shard } of ownersOf(model, container)) {
        const servers = replicas.get(`${pod}/${shard}`) ?? [];
        replicas.set(`${pod}/${shard}`, [...servers, container.server]);
      }
    }
    for (const [id, pod] of model.pods) {
      const { min, max } = typeof pod.replicas === 'number' ? { min: pod.replicas, max: pod.replicas } : pod.replicas;
      for (const shard of shardsOf(pod)) {
        const servers = replicas.get(`${id}/${shard}`) ?? [];
        expect(servers.length, `${id}/${shard}`).toBeGreaterThanOrEqual(min);
        expect(servers.length, `${id}/${shard}`).toBeLessThanOrEqual(max);
        expect(new Set(servers).size, `${id}/${shard}`).toBe(servers.length);
      }
    }
  });

  it('uses only servers and disks that exist', () => {
    for (const { name, server, disks } of model.containers) {
      expect(model.servers.has(server), name).toBe(true);
      const known = Object.keys(model.servers.get(server)?.disks ?? {});
      for (const disk of disks ?? []) expect(known, name).toContain(disk);
    }
  });

  it('names no container twice', () => {
    expect(new Set(model.containers.map((container) => container.name)).size).toBe(model.containers.length);
  });
});

/** Kinds and calls inside the subsystem, without names and sizes: two alike would be one subsystem copied. */
function shapeOf(id: string): string {
  const members = model.subsystems.get(id)?.pods ?? [];
  const inside = members.map((pod) => (model.pods.get(pod)?.calls ?? []).filter((callee) => members.includes(callee)));
  return members
    .map((pod, index) => {
      const shape = model.pods.get(pod);
      const callers = inside.filter((calls) => calls.includes(pod)).length;
      const sharded = shape?.shards === undefined ? 'whole' : 'sharded';
      return `${String(shape?.kind)} ${sharded} in ${String(callers)} out ${String(inside[index]?.length)}`;
    })
    .sort()
    .join('; ');
}
