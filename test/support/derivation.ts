import { derive } from '../../src/derive/derive.ts';
import { soundHealth } from '../../src/domain/health.ts';
import type { Evidence, OwnHealth } from '../../src/domain/health.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import type { NodeState, Verdicts } from '../../src/domain/verdict.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import { worldOf } from './installation.ts';
import { reportOf } from './random-model.ts';

/** A pod of a test: how many replicas it has in the inventory (1), whom it calls, and what else is said of it (`kind: stateless`). */
export interface TestPod {
  readonly replicas?: number;
  readonly calls?: readonly string[];
  readonly is?: string;
}

/** Pods of one subsystem, so that each leans on whom it calls, with their containers `<pod>-<k>` on one server. */
export function graphOf(pods: Readonly<Record<string, TestPod>>, functions = '{}'): ServiceGraph {
  const all = Object.entries(pods);
  const written = all.map(
    ([name, { calls = [], is = 'kind: stateless' }]) =>
      `${name}: { ${is}, calls: [${calls.join(', ')}], containers: "${name}-{replica}" }`,
  );
  const containers = all.flatMap(([name, { replicas = 1 }]) =>
    Array.from({ length: replicas }, (_, index) => `{ name: ${name}-${index + 1}, server: vm-01 }`),
  );
  return worldOf(`
    system: { id: mail }
    subsystems: { all: { pods: [${Object.keys(pods).join(', ')}], functions: ${functions} } }
    pods: { ${written.join(', ')} }
    servers: { vm-01: }
    containers: [${containers.join(', ')}]
  `).graph;
}

/** The id of a container of a test, by its name. */
export const onServer = (name: string): string => `container/vm-01/${name}`;

/** How containers are by their names: `undefined` is retired; those that are not named work. */
export type Healths = Readonly<Record<string, OwnHealth | undefined>>;

/** What a cycle is told beside how containers are. */
export interface Circumstances {
  readonly before?: Verdicts;
  /** By the name of the pod: the container that claims to be the primary of its one shard. */
  readonly primaries?: Readonly<Record<string, string>>;
}

/** Derives what follows where containers are so by themselves; onsets up to 60 s apart are equal. */
export function judge(graph: ServiceGraph, healths: Healths, { before, primaries = {} }: Circumstances = {}): Verdicts {
  const { model } = graph;
  const stated = new Map(Object.entries(healths).map(([name, own]) => [onServer(name), own]));
  const health = new Map(
    [...model.containers, ...model.resources].flatMap(({ id }) => {
      const own = stated.has(id) ? stated.get(id) : soundHealth;
      return own ? [[id, own] as const] : [];
    }),
  );
  const claims = new Map(Object.entries(primaries).map(([pod, name]) => [`shard/${pod}/0`, onServer(name)]));
  const report = reportOf(graph, { model, health, primaries: claims, onsetTolerance: 60 });
  return derive(graph, report, { onsetTolerance: 60, before });
}

/** The state of a container after masking. */
export function stateOf(verdicts: Verdicts, name: string): NodeState | 'masked' | undefined {
  const leaf = leafOf(verdicts, onServer(name));
  return leaf?.masked === true ? 'masked' : leaf?.state;
}

/** The names of the containers behind a mask, as they are listed. */
export function culpritsOf(verdicts: Verdicts, name: string): readonly string[] {
  const { topology } = verdicts.graph;
  const culprits = verdicts.culpritsOf(topology.indexOf.get(onServer(name))!);
  return culprits.map((index) => topology.containerIds[index]!.replace(onServer(''), ''));
}

/** A container of which nothing is known, one object for all. */
export const unknown: OwnHealth = { ...soundHealth, state: 'unknown' };

/** A container that has exited. */
export const exited: OwnHealth = own('failed', [evidence('status', 0)]);

/** A container that grows by these rules, each since its time. */
export function growing(sinces: Readonly<Record<string, number>>): OwnHealth {
  return own('growing', growthBy(sinces));
}

/** Growth with pressure. */
export function overloaded(sinces: Readonly<Record<string, number>>): OwnHealth {
  return { ...own('overloaded', growthBy(sinces)), strained: true };
}

function growthBy(sinces: Readonly<Record<string, number>>): readonly Evidence[] {
  const growth = { level: 100, allowance: { per: 'time', rate: 0, burst: 10 } } as const;
  return Object.entries(sinces).map(([rule, since]) => ({ ...evidence(rule, since), class: 'growth', growth }));
}

function evidence(rule: string, since: number): Evidence {
  return { rule, class: 'direct', signal: rule, value: 1, since };
}

function own(state: OwnHealth['state'], found: readonly Evidence[]): OwnHealth {
  return { ...soundHealth, state, evidence: found, onset: Math.min(...found.map(({ since }) => since)) };
}
