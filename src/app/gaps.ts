import type { Settings } from '../config/settings.ts';
import { byId, localId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SignalLines, Watching } from '../domain/watching.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import { defaultPresets, withPresets } from '../observe/presets.ts';
import { signalLines } from '../observe/signal-lines.ts';
import { watchingOf } from '../observe/watching.ts';
import type { Log } from '../ports.ts';
import { coverage } from '../report/coverage.ts';
import type { GapReason } from '../report/coverage-gaps.ts';
import { gapGroups } from '../report/coverage-groups.ts';
import type { GapGroup } from '../report/coverage-groups.ts';
import type { LiveWorld } from './live-world.ts';

const mostNamed = 10;

/** What was meant to give values and gives none. What a site never watched is for `linchpin coverage`, not for every start. */
const broken: ReadonlySet<GapReason> = new Set(['disabled', 'unsupported', 'no-data', 'never-seen', 'stale']);

/** What the daemon knows when it first sees what Zabbix has. */
export interface GapGrounds {
  readonly live: LiveWorld;
  readonly settings: Settings;
}

/** Says in the log what of `linchpin coverage` somebody must see: the hosts that Zabbix lacks, and items that give nothing. */
export function tellGaps(snapshot: ZabbixSnapshot, { live, settings }: GapGrounds, log: Log): void {
  const watching = watchingOf(snapshot, live.compiled);
  const { graph } = live.world;
  const unread = unreadHosts(watching, graph);
  if (unread.length > 0) {
    log.warn(
      { count: unread.length, hosts: unread.slice(0, mostNamed) },
      'Zabbix has no enabled host of these names in the groups that are read, so their servers and all on them stay unknown: see `hosts.server` and `zabbix.groups`, or the names in the model',
    );
  }
  const found = coverage(graph, { watching, lines: linesOf(settings), memory: new Map() });
  const groups = gapGroups(found, graph).filter(({ reason }) => broken.has(reason));
  if (groups.length === 0) return;
  const count = groups.reduce((sum, { gaps }) => sum + gaps.length, 0);
  log.warn(
    { count, gaps: groups.slice(0, mostNamed).map(groupFacts) },
    'not all that is to be watched gives values: run linchpin coverage',
  );
}

/** The names of the hosts of servers that Zabbix tells nothing of: not by other hosts either, as of a cluster's nodes. */
function unreadHosts({ servers, sources }: Watching, { containersOn }: ServiceGraph): readonly string[] {
  const told = new Set([...sources.keys()].map((key) => key.slice(0, key.lastIndexOf(' '))));
  return [...servers]
    .filter(([id, { isRead }]) => !isRead && ![id, ...(containersOn.get(id) ?? [])].some((node) => told.has(node)))
    .toSorted(([a], [b]) => byId(a, b))
    .map(([id, { host }]) => host ?? id);
}

function groupFacts({ kind, signal, reason, gaps, of, errors }: GapGroup): unknown {
  return {
    node: kind,
    ...(signal !== undefined && { signal }),
    reason,
    count: gaps.length,
    of,
    examples: gaps
      .slice(0, 3)
      .map(({ node, host, source }) => (source === undefined ? localId(node) : `${host ?? ''}:${source}`)),
    ...(errors[0] !== undefined && { error: errors[0] }),
  };
}

/** What would give each signal by the lines of a configuration, the site's own before those of its presets. */
export function linesOf({ signals: { own, presets } }: Settings): SignalLines {
  const isEmpty = own.items.length === 0 && own.triggers.length === 0 && presets.length === 0;
  return signalLines(withPresets(own, isEmpty ? defaultPresets : presets));
}
