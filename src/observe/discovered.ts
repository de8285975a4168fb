import type { Discovered, DiscoveredServer, UnfitHost } from '../domain/inventory.ts';
import type { SignalMapping } from '../domain/mapping.ts';
import { byText, kindOf, localId, nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Host, HostId, Item } from '../domain/zabbix.ts';
import { containerHosts, serverNames } from './host-names.ts';
import { compileItemLines, matchItem } from './match.ts';
import type { ItemLines } from './match.ts';
import { everywhereOf } from './places.ts';
import type { Viewpoint } from './places.ts';
import { serverNaming } from './server-naming.ts';

/** Sees an installation in all hosts and items that Zabbix lists. */
export type Discovery = (hosts: readonly Host[], items: readonly Item[]) => Discovered;

/**
 * Makes ready to see which hosts are servers, and which containers and disks their items speak of. A host that the files
 * of the model do not describe is a server where it carries containers. What Zabbix's own discovery has lost, or
 * somebody switched off, is not there.
 */
export function compileDiscovery(mapping: SignalMapping, files: ServiceGraph): Discovery {
  // What is understood wherever it stands says nothing of where a container runs: a balancer names what is behind it.
  const lines = compileItemLines(mapping.items.filter((line) => line.anywhere !== true));
  const elsewhereIn = containersElsewhere(mapping, files);
  const described = serverNames(mapping.serverHost, files);
  const ids = new Set(files.model.resources.filter(({ kind }) => kind === 'server').map(({ id }) => id));
  const nameOf = serverNaming(mapping.serverHost);
  return (hosts, items) => {
    const carried = carriedBy(items, lines);
    const servers = new Map<string, DiscoveredServer>();
    const unfit: UnfitHost[] = [];
    const known = hosts.map((host) => ({ ...host, server: described.serverOf(host.host) }));
    for (const { host, hostId, server } of known.toSorted(describedFirst)) {
      const { containers = new Set<string>(), disks = new Set<string>() } = carried.get(hostId) ?? {};
      if (server === undefined && containers.size === 0) continue;
      const named = server === undefined ? nameOf(host) : { id: localId(server), name: host };
      if (typeof named === 'string') unfit.push({ host, reason: named });
      // A server of the files keeps its id, whether or not Zabbix shows it.
      else if (servers.has(named.id) || (server === undefined && ids.has(nodeId.server(named.id))))
        unfit.push({ host, reason: 'same-server' });
      else servers.set(named.id, { ...named, host, containers: inOrder(containers), disks: inOrder(disks) });
    }
    return {
      servers: [...servers.values()].sort((a, b) => byText(a.id, b.id)),
      unfit,
      elsewhere: elsewhereIn(hosts, items),
    };
  };
}

interface KnownHost extends Host {
  readonly server: NodeId | undefined;
}

/** Those of the files first, then by name: what the files call a server is theirs, whatever others may be called. */
function describedFirst(a: KnownHost, b: KnownHost): number {
  return Number(a.server === undefined) - Number(b.server === undefined) || byText(a.host, b.host);
}

/** What one host carries, by the keys and tags of its items. */
interface Carried {
  readonly containers: Set<string>;
  readonly disks: Set<string>;
}

function carriedBy(items: readonly Item[], lines: ItemLines): ReadonlyMap<HostId, Carried> {
  const carried = new Map<HostId, Carried>();
  for (const item of items) {
    if (!isThere(item)) continue;
    for (const { node } of matchItem(lines, anyServer, item)) {
      const kind = kindOf(node);
      if (kind !== 'container' && kind !== 'disk') continue;
      const known = carried.get(item.hostId) ?? { containers: new Set<string>(), disks: new Set<string>() };
      carried.set(item.hostId, known);
      known[kind === 'container' ? 'containers' : 'disks'].add(localId(node));
    }
  }
  return carried;
}

function isThere({ isLost, state }: Item): boolean {
  return isLost !== true && state !== 'disabled';
}

/** Finds the files' containers that are hosts of their own, or that items of a Kubernetes cluster name in full. */
function containersElsewhere(
  mapping: SignalMapping,
  files: ServiceGraph,
): (hosts: readonly Host[], items: readonly Item[]) => ReadonlySet<NodeId> {
  const containerOf = containerHosts(mapping.containerHost, files);
  const lines = compileItemLines(
    mapping.items.filter(({ key = '', tag = {} }) => [key, ...Object.values(tag)].some(namesKubePod)),
  );
  const view: Viewpoint = { everywhere: everywhereOf(files) };
  return (hosts, items) =>
    new Set([
      ...hosts.flatMap(({ host }) => containerOf(host) ?? []),
      ...items.filter(isThere).flatMap((item) => matchItem(lines, view, item).map(({ node }) => node)),
    ]);
}

function namesKubePod(text: string): boolean {
  return text.includes('{kubePod}');
}

/** Has something under every name. */
class Anything<Found> extends Map<string, Found> {
  readonly #called: (name: string) => Found;

  constructor(called: (name: string) => Found) {
    super();
    this.#called = called;
  }

  override get(name: string): Found {
    return this.#called(name);
  }
}

/** A server on which everything stands that an item may name: the question is not what the model has there. */
export const anyServer: Viewpoint = {
  place: {
    server: 'server/',
    containers: new Anything((name) => `container/${name}`),
    disks: new Anything((name) => [`disk/${name}`]),
  },
  // What an item names in full, with namespace and pod, runs on the host that the item stands on: its node's.
  everywhere: { containers: new Anything((name) => `container/${name}`), kubePods: new Map(), servers: new Map() },
};

function inOrder(names: ReadonlySet<string>): readonly string[] {
  return [...names].sort(byText);
}
