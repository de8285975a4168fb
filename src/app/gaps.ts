import type { Settings } from '../config/settings.ts';
import { localId } from '../domain/node.ts';
import type { SignalLines } from '../domain/watching.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import { withPresets } from '../observe/presets.ts';
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
  const unread = [...watching.servers].filter(([, { isRead }]) => !isRead).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (unread.length > 0) {
    const hosts = unread.map(([server, { host }]) => host ?? server);
    log.warn(
      { hosts },
      'Zabbix has no enabled host of these names in the groups that are read, so their servers and all on them stay unknown: see `hosts.server` and `zabbix.groups`, or the names in the model',
    );
  }
  const { graph } = live.world;
  const found = coverage(graph, { watching, lines: linesOf(settings), memory: new Map() });
  const groups = gapGroups(found, graph).filter(({ reason }) => broken.has(reason));
  if (groups.length === 0) return;
  const count = groups.reduce((sum, { gaps }) => sum + gaps.length, 0);
  log.warn(
    { count, gaps: groups.slice(0, mostNamed).map(groupFacts) },
    'not all that is to be watched gives values: run linchpin coverage',
  );
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
  return signalLines(withPresets(own, isEmpty ? stockPresets : presets));
}

/** What a site most likely has, for a model without a configuration. */
const stockPresets = ['docker-agent2', 'linux-agent'];
