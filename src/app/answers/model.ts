import { createHash } from 'node:crypto';
import { byText } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { ModelDocument } from '../../http/api/schema.ts';
import { drawingsOf } from './drawings.ts';

type Described = Omit<ModelDocument, 'drawings'>;

const described = new WeakMap<ServiceGraph, Described>();
const drawn = new WeakMap<ServiceGraph, Promise<ModelDocument['drawings']>>();

/** What exists, without its state. */
export async function modelDocument(graph: ServiceGraph): Promise<ModelDocument> {
  const drawings = drawn.get(graph) ?? drawingsOf(graph);
  drawn.set(graph, drawings);
  return { ...describedOf(graph), drawings: await drawings };
}

/** Another text for another model. */
export function modelHash(graph: ServiceGraph): string {
  return describedOf(graph).hash;
}

/** Made once for each model. */
function describedOf(graph: ServiceGraph): Described {
  const known = described.get(graph);
  if (known !== undefined) return known;
  const document = describe(graph);
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 22);
  const hashed = { hash, ...document };
  described.set(graph, hashed);
  return hashed;
}

function describe(graph: ServiceGraph): Omit<Described, 'hash'> {
  const { model, containersOn, subsystemsOf, levels } = graph;
  const containersAt = (id: NodeId): number => containersOn.get(id)?.length ?? 0;
  return {
    systems: model.systems.map(({ id, name, subsystems }) => ({ id, name, subsystems })),
    subsystems: model.subsystems.map(({ id, name, pods }) => ({
      id,
      name,
      pods,
      functions: model.functions.filter(({ subsystem }) => subsystem === id).map((each) => each.id),
    })),
    functions: model.functions.map(({ id, name, subsystem, needs }) => ({ id, name, subsystem, needs })),
    pods: model.pods.map(({ id, name, kind, shards, calls }) => ({
      id,
      name,
      kind,
      shards: shards.length,
      replicas: shards.reduce((sum, { replicas }) => sum + replicas, 0),
      calls,
      subsystems: subsystemsOf.get(id) ?? [],
      level: levels.get(id) ?? 0,
    })),
    servers: serversOf(graph, containersAt),
    tags: tagsOf(graph),
    off: model.off.map(({ id, name }) => ({ id, name })),
  };
}

function serversOf(
  { model, resources, partsOfServer }: ServiceGraph,
  containersAt: (id: NodeId) => number,
): ModelDocument['servers'] {
  return model.resources
    .filter(({ kind }) => kind === 'server')
    .map(({ id, name, tags }) => {
      const parts = (partsOfServer.get(id) ?? []).flatMap((part) => resources.get(part) ?? []);
      const network = parts.find(({ kind }) => kind === 'network');
      return {
        id,
        name,
        containers: containersAt(id),
        tags: { ...tags },
        disks: parts
          .filter(({ kind }) => kind === 'disk')
          .map((disk) => ({ id: disk.id, name: disk.name, containers: containersAt(disk.id) })),
        ...(network && { network: network.id }),
      };
    });
}

function tagsOf({ model }: ServiceGraph): ModelDocument['tags'] {
  const servers = new Map<string, NodeId[]>();
  for (const { id, kind, tags } of model.resources) {
    if (kind !== 'server') continue;
    for (const [name, value] of Object.entries(tags)) {
      const tag = `${name}=${value}`;
      const known = servers.get(tag);
      if (known) known.push(id);
      else servers.set(tag, [id]);
    }
  }
  return [...servers].sort(([a], [b]) => byText(a, b)).map(([tag, ids]) => ({ tag, servers: ids }));
}
