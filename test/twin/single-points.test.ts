import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offlineWorld } from '../../src/app/offline-world.ts';
import { soundHealth } from '../../src/domain/health.ts';
import { kindOf } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { healthyReport } from '../../src/twin/healthy.ts';
import { pointPairs, singlePoints } from '../../src/twin/single-points.ts';
import type { PointPair, SinglePoint } from '../../src/twin/single-points.ts';
import { whatIf } from '../../src/twin/what-if.ts';
import { worldOf } from '../support/installation.ts';
import { cases } from '../support/random-model.ts';

/** What `whatIf` says stops when nodes are lost: the slow and plain way. */
function lossOf(graph: ServiceGraph, fail: readonly NodeId[]): Omit<SinglePoint, 'node'> {
  const { result } = whatIf(offlineWorld(graph), { fail, on: healthyReport(graph, 0) });
  return {
    systems: result.systems.filter(({ state }) => state === 'failed').map(({ id }) => id),
    pods: result.pods.filter(({ state }) => state === 'failed').map(({ id }) => id),
    functionsLost: result.functions.filter(({ state }) => state === 'lost').map(({ id }) => id),
  };
}

function candidates({ model }: ServiceGraph): readonly NodeId[] {
  const containers = model.containers.filter(({ missing }) => !missing).map(({ id }) => id);
  const resources = model.resources.filter(({ kind }) => kind !== 'network').map(({ id }) => id);
  return [...containers, ...resources].sort();
}

function askedOneByOne(graph: ServiceGraph): readonly SinglePoint[] {
  return candidates(graph)
    .map((node) => ({ node, ...lossOf(graph, [node]) }))
    .filter(({ systems }) => systems.length > 0);
}

function askedTwoByTwo(graph: ServiceGraph, single: readonly SinglePoint[]): readonly PointPair[] {
  const others = candidates(graph).filter((id) => !single.some(({ node }) => node === id));
  return others
    .flatMap((a, index) => others.slice(index + 1).map((b): readonly [NodeId, NodeId] => [a, b]))
    .map((nodes) => ({ nodes, systems: lossOf(graph, nodes).systems }))
    .filter(({ systems }) => systems.length > 0);
}

describe('single points of failure', () => {
  it('are those of which what-if says, one by one, that a system stops', () => {
    let met = 0;
    fc.assert(
      fc.property(cases, ({ model }) => {
        const graph = buildGraph(model);
        const single = singlePoints(graph);
        met += single.length;
        expect(single).toEqual(askedOneByOne(graph));
      }),
      { numRuns: 400 },
    );
    expect(met).toBeGreaterThan(400);
  });

  it('come in pairs where what-if says that two stop a system and neither alone', () => {
    let met = 0;
    fc.assert(
      fc.property(cases, ({ model }) => {
        const graph = buildGraph(model);
        const single = singlePoints(graph);
        const pairs = pointPairs(graph, single);
        met += pairs.length;
        expect(pairs).toEqual(askedTwoByTwo(graph, single));
      }),
      { numRuns: 150 },
    );
    expect(met).toBeGreaterThan(60);
  });
});

const model = (pods: string, containers: string): ServiceGraph =>
  worldOf(`
system: { id: mail, name: Mail }
subsystems: { s: { name: S, pods: [p], functions: { read: { name: Read } } } }
servers: { vm-1: { name: one, disks: { d: { mount: /d } } }, vm-2: { name: two }, vm-3: { name: three } }
pods: { p: { ${pods}, containers: "p-{replica}" }, alone: { kind: all, replicas: 1, containers: alone } }
containers: [ { name: alone, server: vm-3 }, ${containers} ]
`).graph;

describe('a single point of failure', () => {
  it('is the primary where nobody takes over, with its server and disk, and no other replica', () => {
    const graph = model(
      'kind: primary-replica, replicas: 3',
      `{ name: p-1, server: vm-1, disks: [d], role: primary }, { name: p-2, server: vm-2 }, { name: p-3, server: vm-3 }`,
    );
    expect(singlePoints(graph).map(({ node }) => node)).toEqual(['container/vm-1/p-1', 'disk/vm-1/d', 'server/vm-1']);
  });

  it('is nothing where any replica may take over', () => {
    const graph = model(
      'kind: primary-replica, replicas: 3, failover: automatic',
      `{ name: p-1, server: vm-1, role: primary }, { name: p-2, server: vm-2 }, { name: p-3, server: vm-3 }`,
    );
    expect(singlePoints(graph)).toEqual([]);
  });

  it('is no missing replica, though it counts as working', () => {
    const graph = model('kind: all, replicas: 2', '{ name: p-1, server: vm-1 }');
    expect(singlePoints(graph).map(({ node }) => node)).toEqual(['container/vm-1/p-1', 'server/vm-1']);
  });

  it('is nothing of a pod in no subsystem, on which no system depends', () => {
    const graph = model('kind: quorum, replicas: 3', '{ name: p-1, server: vm-1 }, { name: p-2, server: vm-2 }');
    expect(singlePoints(graph)).toEqual([]);
  });

  it('names the pods that fail and the functions that are lost with it', () => {
    const [point] = singlePoints(model('kind: all, replicas: 1', '{ name: p-1, server: vm-1 }'));
    expect(point).toEqual({
      node: 'container/vm-1/p-1',
      systems: ['system/mail'],
      pods: ['pod/p'],
      functionsLost: ['function/s.read'],
    });
  });
});

describe('a healthy model', () => {
  it('is one in which every declared replica works, and who is primary stands in the inventory', () => {
    const graph = model('kind: primary-replica, replicas: 3', '{ name: p-2, server: vm-2, role: primary }');
    const health = healthyReport(graph, 7);
    expect([...health.containers, ...health.resources].every((own) => own === soundHealth)).toBe(true);
    const ids = [...health.primaries.values()].map((index) => graph.topology.containerIds[index] ?? '');
    expect(ids).toEqual(['container/vm-2/p-2']);
    expect(graph.topology.containerIds.filter((id) => kindOf(id) === 'container').length).toBe(
      health.containers.length,
    );
  });
});
