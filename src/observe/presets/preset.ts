import type { ItemMapping, TriggerMapping } from '../../domain/mapping.ts';

/** The lines that make signals of the items and triggers of a stock template of Zabbix. */
export interface Preset {
  readonly items: readonly ItemMapping[];
  readonly triggers: readonly TriggerMapping[];
}
