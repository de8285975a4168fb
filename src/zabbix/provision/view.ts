import type { Language } from '../../domain/language.ts';
import type { SeverityByEffect } from '../../domain/severity.ts';
import type { ZabbixClient } from '../client.ts';
import { dashboardItems, dashboards } from './dashboard.ts';
import type { FrameAddresses } from './frames.ts';
import { mapIcons } from './map-icons.ts';
import type { MapSubsystem, MapSystem } from './maps.ts';
import { subsystemMaps, systemMaps } from './maps.ts';
import type { ObjectWish } from './objects.ts';
import { isSuperAdmin } from './super-admin.ts';
import { itemIdsSchema, namedHostsSchema, triggerIdsSchema } from './schema.ts';

/** A system that is to have a dashboard and maps. */
export interface ViewedSystem {
  /** The technical name of its Zabbix host, and the name by which people see it. */
  readonly host: string;
  readonly visibleName: string;
  readonly subsystems: readonly MapSubsystem[];
  /** Which pods call which, by id as in item keys. */
  readonly calls: MapSystem['calls'];
  /** Where Linchpin itself serves views for its dashboard; absent where that shows none. */
  readonly frames?: FrameAddresses | undefined;
}

/** Whose dashboards and maps they are, and what their severities mean. */
export interface ViewGround {
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  readonly severities: SeverityByEffect;
  readonly language: Language;
}

/**
 * Dashboard and maps of each system, with all that they refer to, looked up in Zabbix: the hosts and what was discovered
 * of them must be there. They are a Super admin's to make and to take away, since nobody else may make icons or change
 * what another user owns; anybody else wishes for nothing.
 */
export async function viewWish(
  client: ZabbixClient,
  { ownGroup, severities, language }: ViewGround,
  systems: readonly ViewedSystem[],
): Promise<ObjectWish> {
  if (!(await isSuperAdmin(client))) return { collections: [] };
  const { dashboardColumns } = await client.adapter();
  const hosts = await client.call(
    'host.get',
    { output: ['hostid', 'host', 'name'], filter: { host: systems.map(({ host }) => host) } },
    namedHostsSchema,
  );
  const found = await Promise.all(
    systems.map(async (system) => {
      const { hostid, name = system.visibleName } = hosts.find(({ host }) => host === system.host) ?? {};
      return { ...system, hostid: hostid ?? '', hostName: name, ...(await idsOf(client, hostid)) };
    }),
  );
  const mapped = found.map(({ visibleName, ...system }): MapSystem => ({
    ...system,
    ...{ ownGroup, severities, language },
    name: visibleName,
  }));
  const shown = found.map(({ visibleName, ...system }) => ({ ...system, name: visibleName, map: visibleName }));
  return {
    collections: [
      mapIcons(ownGroup),
      subsystemMaps(mapped),
      systemMaps(mapped),
      dashboards(shown, { columns: dashboardColumns, language }),
    ],
  };
}

interface Found {
  /** Ids by the key of the item. */
  readonly items: ReadonlyMap<string, string>;
  readonly triggers: ReadonlyMap<string, string>;
}

async function idsOf(client: ZabbixClient, hostid: string | undefined): Promise<Found> {
  if (hostid === undefined) return { items: new Map(), triggers: new Map() };
  const [items, triggers] = await Promise.all([
    client.call(
      'item.get',
      { output: ['itemid', 'key_'], hostids: [hostid], filter: { key_: dashboardItems } },
      itemIdsSchema,
    ),
    client.call('trigger.get', { output: ['triggerid'], hostids: [hostid], selectItems: ['key_'] }, triggerIdsSchema),
  ]);
  return {
    items: new Map(items.map(({ itemid, key_: key }) => [key, itemid])),
    triggers: new Map(triggers.flatMap(({ triggerid, items: of }) => of.map(({ key_: key }) => [key, triggerid]))),
  };
}
