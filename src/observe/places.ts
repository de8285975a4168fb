import { addTo } from '../domain/gather.ts';
import type { Resource } from '../domain/model.ts';
import { localId } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Captured } from './placeholders.ts';

/** What stands on one server, by the names that items use. */
export interface Place {
  readonly server: NodeId;
  readonly containers: ReadonlyMap<string, NodeId>;
  /** By id, mount point and device; a device may hold several. */
  readonly disks: ReadonlyMap<string, readonly NodeId[]>;
  readonly network?: NodeId;
}

/** The places of a model, by server; a missing container stands nowhere. */
export function placesOf(graph: ServiceGraph): ReadonlyMap<NodeId, Place> {
  const { resources, containers } = graph.model;
  const standing = new Map<NodeId, Map<string, NodeId>>();
  const disks = new Map<NodeId, Map<string, NodeId[]>>();
  const networks = new Map<NodeId, NodeId>();
  for (const resource of resources) {
    if (resource.kind === 'server') standing.set(resource.id, new Map());
    if (resource.kind === 'network') networks.set(resource.server, resource.id);
    if (resource.kind !== 'disk') continue;
    const known = disks.get(resource.server) ?? new Map<string, NodeId[]>();
    for (const name of namesOfDisk(resource)) addTo(known, name, resource.id);
    disks.set(resource.server, known);
  }
  for (const { id, name, runsOn } of containers) {
    for (const resource of runsOn) standing.get(resource)?.set(name, id);
  }
  return new Map(
    [...standing].map(([server, names]) => {
      const network = networks.get(server);
      return [
        server,
        { server, containers: names, disks: disks.get(server) ?? new Map(), ...(network !== undefined && { network }) },
      ];
    }),
  );
}

function namesOfDisk({ id, server, name, device }: Resource): ReadonlySet<string> {
  return new Set([localId(id).slice(localId(server).length + 1), name, ...(device === undefined ? [] : [device])]);
}

/** The nodes of a model by the names that are understood wherever an item stands. */
export interface Everywhere {
  /** By names that only one container has. */
  readonly containers: ReadonlyMap<string, NodeId>;
  /** The containers called `namespace/pod/container`, by `namespace/pod`. */
  readonly kubePods: ReadonlyMap<string, readonly NodeId[]>;
  /** By id, and by names that only one server has. */
  readonly servers: ReadonlyMap<string, NodeId>;
}

/** Finds the nodes of a model by name. */
export function everywhereOf(graph: ServiceGraph): Everywhere {
  const { resources, containers } = graph.model;
  const present = containers.filter(({ missing }) => !missing);
  const servers = resources.filter(({ kind }) => kind === 'server');
  const kubePods = new Map<string, NodeId[]>();
  for (const { id, name } of present) {
    const kubePod = /^[^/]+\/[^/]+(?=\/[^/]+$)/.exec(name)?.[0];
    if (kubePod !== undefined) addTo(kubePods, kubePod, id);
  }
  return {
    containers: uniqueByName(present),
    kubePods,
    servers: new Map([...uniqueByName(servers), ...servers.map(({ id }) => [localId(id), id] as const)]),
  };
}

function uniqueByName(nodes: readonly { readonly id: NodeId; readonly name: string }[]): ReadonlyMap<string, NodeId> {
  const found = new Map<string, NodeId | undefined>();
  for (const { id, name } of nodes) found.set(name, found.has(name) ? undefined : id);
  return new Map([...found].flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const])));
}

/** What a Zabbix host is to the model: a server, a container that is a host of its own, or neither. */
export interface Viewpoint {
  readonly place?: Place;
  readonly container?: NodeId;
  readonly everywhere: Everywhere;
}

/** How a line asks for nodes. */
export interface Sought {
  readonly node?: NodeKind;
  readonly anywhere?: true;
  readonly alone?: true;
}

/**
 * The nodes of the model that something on a Zabbix host is about: of the kind asked for, else of the kind that a
 * placeholder names, else what the host stands for. Several are one Kubernetes pod's containers, or one device's disks.
 */
export function nodesAt(view: Viewpoint, sought: Sought, captured: Captured): readonly NodeId[] {
  const { place, everywhere } = view;
  const { disk, server } = captured;
  const kind = sought.node ?? kindMeant(view, captured);
  if (kind === 'container') return containersAt(view, sought, captured);
  if (kind === 'disk') return disk === undefined ? [] : (place?.disks.get(disk) ?? []);
  if (kind === 'network') return listed(place?.network);
  if (kind === 'server') return listed(server === undefined ? place?.server : everywhere.servers.get(server));
  return [];
}

function kindMeant({ place, container }: Viewpoint, captured: Captured): NodeKind | undefined {
  if (captured['container'] !== undefined || captured['kubePod'] !== undefined) return 'container';
  if (captured['disk'] !== undefined) return 'disk';
  if (captured['server'] !== undefined || place !== undefined) return 'server';
  return container === undefined ? undefined : 'container';
}

function containersAt(view: Viewpoint, { anywhere, alone }: Sought, captured: Captured): readonly NodeId[] {
  const { container, namespace, kubePod } = captured;
  if (kubePod !== undefined) {
    const pod = `${namespace ?? ''}/${kubePod}`;
    if (container !== undefined) return listed(view.everywhere.containers.get(`${pod}/${container}`));
    const all = view.everywhere.kubePods.get(pod) ?? [];
    return alone === true && all.length > 1 ? [] : all;
  }
  if (container === undefined) return listed(view.container);
  // Docker's own names begin with a slash; people's do not.
  const name = container.replace(/^\//, '');
  const here = view.place?.containers.get(name);
  return listed(here ?? (anywhere === true ? view.everywhere.containers.get(name) : undefined));
}

function listed(node: NodeId | undefined): readonly NodeId[] {
  return node === undefined ? [] : [node];
}
