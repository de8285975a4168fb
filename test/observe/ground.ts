import type { ItemMapping, SignalMapping, TriggerMapping } from '../../src/domain/mapping.ts';
import type { Observation } from '../../src/domain/signal.ts';
import type { Host, Item, ItemValue, ZabbixSnapshot } from '../../src/domain/zabbix.ts';

/** An item of host 1, working. */
export const item = (itemId: string, key: string, more: Partial<Item> = {}): Item => ({
  itemId,
  hostId: '1',
  key,
  tags: [],
  valueType: 'unsigned',
  state: 'normal',
  ...more,
});

export const value = (itemId: string, of: number | string, at = 990): ItemValue => ({ itemId, at, value: of });

/** A host that is called by its id. */
export const host = (hostId: string, name: string, more: Partial<Host> = {}): Host => ({
  hostId,
  host: name,
  name,
  inMaintenance: false,
  ...more,
});

/** A mapping of a site's own lines. */
export function mappingOf(
  own: { readonly items?: readonly ItemMapping[]; readonly triggers?: readonly TriggerMapping[] } = {},
  more: Partial<SignalMapping> = {},
): SignalMapping {
  return { items: own.items ?? [], triggers: own.triggers ?? [], serverHost: '{name}', ...more };
}

/** What was read at 1000, but for the parts given. */
export const snapshot = (parts: Partial<ZabbixSnapshot>): ZabbixSnapshot => ({
  at: 1000,
  hosts: [host('1', 'mail-vm-1')],
  items: [],
  triggers: [],
  values: [],
  heardAt: new Map(),
  problems: [],
  ...parts,
});

/** `node signal value`, maintenance left out, in the order of their text. */
export function told(observations: readonly Observation[]): readonly string[] {
  return observations
    .filter(({ signal }) => signal !== 'maintenance')
    .map(({ node, signal, value: of }) => `${node} ${signal} ${of}`)
    .sort();
}
