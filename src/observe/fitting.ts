import { kindOf } from '../domain/node.ts';
import type { SignalName } from '../domain/signal.ts';
import type { Item } from '../domain/zabbix.ts';
import { anyServer } from './discovered.ts';
import { compileItemLines, matchItem } from './match.ts';
import { presetNames, presets } from './presets.ts';
import type { PresetName } from './presets.ts';

/** What the presets make of the items of a Zabbix. */
export interface Fitting {
  /** Those that understand some item, in their order. */
  readonly presets: readonly PresetName[];
  /** What they tell of containers. */
  readonly told: ReadonlySet<SignalName>;
  /** The items that none of them understands. */
  readonly rest: readonly Item[];
}

/** Looks which presets fit the items of a Zabbix, whatever nodes a model may have. */
export function fittingPresets(items: readonly Item[]): Fitting {
  const fitting: PresetName[] = [];
  const told = new Set<SignalName>();
  const understood = new Set<Item>();
  for (const name of presetNames) {
    const lines = compileItemLines(presets[name].items);
    const before = understood.size;
    for (const item of items) {
      const matches = matchItem(lines, anyServer, item);
      if (matches.length === 0) continue;
      understood.add(item);
      for (const { node, signal } of matches) if (kindOf(node) === 'container') told.add(signal);
    }
    if (understood.size > before) fitting.push(name);
  }
  return { presets: fitting, told, rest: items.filter((item) => !understood.has(item)) };
}
