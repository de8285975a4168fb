import { toIso } from '../../domain/instant.ts';
import { byId, kindOf } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { Shard } from '../../domain/model.ts';
import type { ResultNode } from '../../domain/result.ts';
import { idAt } from '../../domain/topology.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { PodViewDocument } from '../../http/api/schema.ts';
import type { State } from '../../twin/state.ts';
import { gapDocument } from '../past.ts';
import type { Then } from '../past.ts';

/** A pod from the inside: its shards with their replicas, and what these stand on. */
export function podDocument(then: Then, id: NodeId): PodViewDocument {
  const { state } = then;
  const { graph } = state.world;
  const pod = graph.pods.get(id);
  if (pod === undefined) throw new Refusal('unknown-node', `\`${id}\` is no pod of the model that is switched on`);
  const nodes = new NamedNodes(state);
  const callers = graph.model.pods.filter(({ calls }) => calls.includes(id)).map((caller) => caller.id);
  const containers = pod.shards.flatMap((shard) => shard.containers);
  const standsOn = new Set(containers.flatMap((container) => graph.containers.get(container)?.runsOn ?? []));
  return {
    at: toIso(state.verdicts.health.at),
    ...gapDocument(then),
    pod: nodes.of(id),
    kind: pod.kind,
    level: graph.levels.get(id) ?? 0,
    subsystems: graph.subsystemsOf.get(id) ?? [],
    calls: pod.calls.map((callee) => nodes.of(callee)),
    callers: callers.map((caller) => nodes.of(caller)),
    shards: pod.shards.map((shard) => shardDocument(shard, state, nodes)),
    resources: [...standsOn].sort(byId).map((resource) => nodes.of(resource)),
  };
}

function shardDocument(shard: Shard, { verdicts, world }: State, nodes: NamedNodes): PodViewDocument['shards'][number] {
  const { graph } = world;
  const { topology } = graph;
  const index = topology.indexOf.get(shard.id) ?? -1;
  const primary = verdicts.health.primaries.get(index);
  const primaryId = primary === undefined ? undefined : idAt(topology.containerIds, primary);
  const { name: _, ...rest } = nodes.of(shard.id);
  return {
    ...rest,
    name: shard.name,
    replicas: verdicts.replicas[index] ?? shard.replicas,
    required: verdicts.required[index] ?? shard.required,
    containers: shard.containers.flatMap((id) => {
      const container = graph.containers.get(id);
      // What a pod that scales by itself has left behind is left out everywhere (semantics 5).
      if (container === undefined || !nodes.has(id)) return [];
      return [
        {
          ...nodes.of(id),
          ...(id === primaryId && { isPrimary: true as const }),
          ...(container.missing && { isMissing: true as const }),
          standsOn: container.runsOn,
        },
      ];
    }),
  };
}

/** The nodes of a state by id, each with a name. */
class NamedNodes {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  has(id: NodeId): boolean {
    return this.#found(id) !== undefined;
  }

  of(id: NodeId): ResultNode & { readonly name: string } {
    const { graph } = this.#state.world;
    const node = this.#found(id);
    if (node === undefined) throw new Error(`${id} is in no result`);
    const known = graph.pods.get(id) ?? graph.containers.get(id) ?? graph.resources.get(id) ?? graph.shards.get(id);
    return { ...node, name: known?.name ?? id };
  }

  #found(id: NodeId): ResultNode | undefined {
    const { pods, shards, containers, resources } = this.#state.result;
    const kind = kindOf(id);
    const nodes = kind === 'pod' ? pods : kind === 'shard' ? shards : kind === 'container' ? containers : resources;
    return nodeIn(nodes, id);
  }
}

/** Every list of a result is in the order of ids. */
function nodeIn(nodes: readonly ResultNode[], id: NodeId): ResultNode | undefined {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = nodes[middle];
    if (found === undefined || found.id === id) return found;
    if (found.id < id) low = middle + 1;
    else high = middle;
  }
  return undefined;
}
