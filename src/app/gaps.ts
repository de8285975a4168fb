import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import { muteItems, unknownServers } from '../observe/gaps.ts';
import type { CompiledMapping } from '../observe/compile.ts';
import type { Log } from '../ports.ts';

const mostNamed = 10;

/** Says in the log what Zabbix lacks of what the model needs: hosts of its servers, and items that give no data. */
export function tellGaps(snapshot: ZabbixSnapshot, compiled: CompiledMapping, log: Log): void {
  const unknown = unknownServers(compiled, snapshot.hosts);
  if (unknown.length > 0) {
    const hosts = unknown.map(({ server, expectedHost }) => expectedHost ?? server);
    log.warn(
      { hosts },
      'Zabbix has no enabled host of these names in the groups that are read, so their servers and all on them stay unknown: see `hosts.server` and `zabbix.groups`, or the names in the model',
    );
  }
  const mute = muteItems(snapshot, compiled);
  const unsupported = mute.filter((item) => item.reason === 'unsupported');
  if (unsupported.length > 0) {
    const items = unsupported.slice(0, mostNamed).map(({ host, key, error }) => ({ host, key, error }));
    log.warn({ count: unsupported.length, items }, 'items are unsupported in Zabbix and give no values');
  }
  const silent = mute.filter((item) => item.reason === 'without-data');
  if (silent.length > 0) {
    const items = silent.slice(0, mostNamed).map(({ host, key }) => ({ host, key }));
    log.warn({ count: silent.length, items }, 'items have no data in Zabbix yet');
  }
}
