import type { Discovered, DiscoveredServer, UnfitHost } from '../domain/inventory.ts';
import { localId, nodeId } from '../domain/node.ts';
import type { Host, HostId, Item } from '../domain/zabbix.ts';
import { subjectOf } from './match.ts';
import type { ItemLines } from './match.ts';
import type { CompiledMapping } from './compile.ts';
import { serverNaming } from './server-naming.ts';
import type { NamedServer } from './server-naming.ts';

/** How to see an installation in Zabbix's hosts and items. */
export interface DiscoveryRules {
  /** `hosts.server`. */
  readonly serverHost: string;
  /** The mapping for what the files of the model describe, without what was taken over. */
  readonly byFiles: Pick<CompiledMapping, 'servers' | 'places' | 'itemLines'>;
}

/** What one host carries, by the keys of its items. */
interface Carried {
  readonly containers: Set<string>;
  readonly disks: Set<string>;
}

/**
 * What Zabbix shows of an installation: which hosts are servers, and which containers and disks their items speak of. A
 * host that the files do not know is a server where it carries containers. What is lost to Zabbix's own discovery, or
 * switched off, is not there.
 */
export function discovered(hosts: readonly Host[], items: readonly Item[], rules: DiscoveryRules): Discovered {
  const carried = carriedBy(items, rules.byFiles.itemLines);
  const nameOf = serverNaming(rules.serverHost);
  const { servers, places } = rules.byFiles;
  const found = new Map<string, DiscoveredServer>();
  const unfit: UnfitHost[] = [];
  const byName = hosts.toSorted((a, b) => (a.host < b.host ? -1 : 1));
  // Those of the files first: what they call a server is theirs, whatever other hosts may be called.
  const known = byName.map((host) => ({ host, id: servers.serverOf(host.host) }));
  for (const { host, id } of known.toSorted((a, b) => Number(a.id === undefined) - Number(b.id === undefined))) {
    const { containers = new Set<string>(), disks = new Set<string>() } = carried.get(host.hostId) ?? {};
    if (id === undefined && containers.size === 0) continue;
    const named: NamedServer | UnfitHost['reason'] =
      id === undefined ? nameOf(host.host) : { id: localId(id), name: host.host };
    if (typeof named === 'string') unfit.push({ host: host.host, reason: named });
    // A server of the files that Zabbix does not show keeps its id too.
    else if (found.has(named.id) || (id === undefined && places.has(nodeId.server(named.id))))
      unfit.push({ host: host.host, reason: 'same-server' });
    else found.set(named.id, { ...named, host: host.host, containers: inOrder(containers), disks: inOrder(disks) });
  }
  return { servers: [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), unfit };
}

function carriedBy(items: readonly Item[], lines: ItemLines): ReadonlyMap<HostId, Carried> {
  const carried = new Map<HostId, Carried>();
  for (const item of items) {
    if (item.isLost === true || item.state === 'disabled') continue;
    const subject = subjectOf(lines, item);
    if (subject === undefined) continue;
    const known = carried.get(item.hostId) ?? { containers: new Set<string>(), disks: new Set<string>() };
    carried.set(item.hostId, known);
    if ('container' in subject) known.containers.add(subject.container);
    else known.disks.add(subject.disk);
  }
  return carried;
}

function inOrder(names: ReadonlySet<string>): readonly string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
