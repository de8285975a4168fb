import type { NodeId, NodeKind } from '../domain/node.ts';
import { localId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Captured } from './placeholders.ts';

/** What stands on one server, by the names that items use. */
export interface Place {
  readonly server: NodeId;
  readonly containers: ReadonlyMap<string, NodeId>;
  /** By id and by mount point. */
  readonly disks: ReadonlyMap<string, NodeId>;
  readonly network?: NodeId;
}

interface OpenPlace {
  readonly server: NodeId;
  readonly containers: Map<string, NodeId>;
  readonly disks: Map<string, NodeId>;
  network?: NodeId;
}

/** The places of a model, by server; a missing container stands nowhere. */
export function placesOf(graph: ServiceGraph): ReadonlyMap<NodeId, Place> {
  const places = new Map<NodeId, OpenPlace>();
  for (const { id, kind } of graph.model.resources) {
    if (kind === 'server') {
      places.set(id, { server: id, containers: new Map(), disks: new Map() });
    }
  }
  for (const { id, kind, server, name } of graph.model.resources) {
    const place = places.get(server);
    if (place !== undefined && kind === 'disk') {
      place.disks.set(localId(id).slice(localId(server).length + 1), id).set(name, id);
    }
    if (place !== undefined && kind === 'network') {
      place.network = id;
    }
  }
  for (const { id, name, runsOn } of graph.model.containers) {
    for (const resource of runsOn) {
      places.get(resource)?.containers.set(name, id);
    }
  }
  return places;
}

/**
 * The node of the model that something on a server is about: by `kind` where it is given, else what a placeholder
 * names, else the server. `undefined` where the model has no such node.
 */
export function nodeAt(place: Place, kind: NodeKind | undefined, captured: Captured): NodeId | undefined {
  const { container, disk } = captured;
  const meant = kind ?? (container === undefined ? (disk === undefined ? 'server' : 'disk') : 'container');
  switch (meant) {
    case 'container':
      // Docker's own names begin with a slash; people's do not.
      return container === undefined ? undefined : place.containers.get(container.replace(/^\//, ''));
    case 'disk':
      return disk === undefined ? undefined : place.disks.get(disk);
    case 'network':
      return place.network;
    case 'server':
      return place.server;
    case 'system':
    case 'subsystem':
    case 'function':
    case 'pod':
    case 'shard':
    case 'source':
      return undefined;
  }
}

/** Finds the server of a Zabbix host by its technical name. */
export interface ServerNames {
  readonly serverOf: (host: string) => NodeId | undefined;
  /** The technical name that is expected of a server; `undefined` where a pattern allows many. */
  readonly hostOf: (server: NodeId) => string | undefined;
}

/** Compiles `hosts.server`: a template with `{id}` and `{name}`, or a `/pattern/` with a group `id` or `name`. */
export function serverNames(template: string, graph: ServiceGraph): ServerNames {
  const servers = graph.model.resources.filter(({ kind }) => kind === 'server');
  if (template.length > 2 && template.startsWith('/') && template.endsWith('/')) {
    const pattern = new RegExp(template.slice(1, -1));
    const byId = new Map(servers.map(({ id }) => [localId(id), id]));
    const byName = new Map(servers.map(({ id, name }) => [name, id]));
    return {
      serverOf: (host) => {
        const groups = pattern.exec(host)?.groups;
        return byId.get(groups?.['id'] ?? '') ?? byName.get(groups?.['name'] ?? '');
      },
      hostOf: () => undefined,
    };
  }
  const hosts = new Map(
    servers.map(({ id, name }) => [id, template.replaceAll('{id}', localId(id)).replaceAll('{name}', name)]),
  );
  const byHost = new Map([...hosts].map(([id, host]) => [host, id]));
  return { serverOf: (host) => byHost.get(host), hostOf: (server) => hosts.get(server) };
}
