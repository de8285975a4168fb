import { dirname, isAbsolute, join } from 'node:path';

import type { ItemMapping, SignalMapping } from '../domain/mapping.ts';
import { defaultSeverities, type Severity, type SeverityByEffect, severityNames } from '../domain/severity.ts';
import type { Path } from '../model/positions.ts';
import { defaultPresets } from '../observe/presets.ts';
import type { Layers } from './layers.ts';
import type { Written } from './schema.ts';
import type { InventorySettings, PublishSettings, Settings, SignalSettings, Timetable } from './settings.ts';

/** Gives a path as it will be opened: relative to the folder of the file that names it, else to the working folder. */
export type PathFrom = (written: string, at: Path) => string;

/** How paths in the configuration are meant. */
export function pathFrom(file: string | undefined, { originOf }: Layers): PathFrom {
  return (written, at) =>
    file === undefined || isAbsolute(written) || originOf(at) !== undefined ? written : join(dirname(file), written);
}

/** Everything that holds no secret, with every default resolved. */
export function resolve(
  written: Written,
  pathOf: PathFrom,
): Pick<Settings, 'model' | 'inventory' | 'schedule' | 'signals' | 'publish' | 'language' | 'log'> {
  const { model } = written;
  return {
    ...(model !== undefined && { model: pathOf(model, ['model']) }),
    inventory: inventoryOf(written),
    schedule: timetable(written),
    signals: signalsOf(written),
    publish: publishOf(written),
    language: written.language ?? 'en',
    log: { level: written.log?.level ?? 'info' },
  };
}

function inventoryOf({ inventory = 'file' }: Written): InventorySettings {
  const { from = 'file', every = 300 } = typeof inventory === 'string' ? { from: inventory } : inventory;
  return from === 'zabbix' ? { from, every } : { from };
}

function timetable({ schedule = {} }: Written): Timetable {
  const { every = 30, jitter = 2, cron, timezone } = schedule;
  if (cron === undefined) return { kind: 'every', every, jitter };
  return { kind: 'cron', expression: cron, ...(timezone !== undefined && { timezone }) };
}

function signalsOf({ signals = {}, hosts }: Written): SignalSettings {
  const own: SignalMapping = {
    items: (signals.items ?? []).map((line) => ({
      ...lineOf(line),
      ...(line.key !== undefined && { key: line.key }),
      ...(line.node && { node: line.node }),
      ...(line.map && { map: line.map }),
      ...(line.multiply !== undefined && { multiply: line.multiply }),
      ...(line.add !== undefined && { add: line.add }),
      ...(line.rate === true && { rate: true }),
    })),
    triggers: (signals.triggers ?? []).map((line) => ({
      ...lineOf(line),
      node: line.node,
      problem: line.problem,
      ok: line.ok,
      ...(line.name !== undefined && { name: line.name }),
    })),
    serverHost: hosts?.server ?? '{name}',
    ...(hosts?.container !== undefined && { containerHost: hosts.container }),
  };
  return { own, presets: signals.presets ?? defaultPresets };
}

type WrittenLine = NonNullable<NonNullable<Written['signals']>['items' | 'triggers']>[number];

/** What lines for items and for triggers have in common. */
function lineOf({ signal, tag, anywhere, alone, every }: WrittenLine): Omit<ItemMapping, 'key' | 'node'> {
  return {
    signal,
    ...(tag && { tag }),
    ...(anywhere === true && { anywhere }),
    ...(alone === true && { alone }),
    ...(every !== undefined && { every }),
  };
}

function publishOf({ publish = {} }: Written): PublishSettings {
  const { comment = true, rank = true, severity = false, acknowledge = false } = publish.sourceProblems ?? {};
  const { mode = 'publish', group = 'Linchpin', host = 'Linchpin {system}', severities = {}, escalateTo } = publish;
  const chosen = Object.entries(severities).flatMap(([effect, name]) =>
    name === undefined ? [] : [[effect, severityNames.indexOf(name) as Severity] as const],
  );
  return {
    mode,
    group,
    host,
    severities: { ...defaultSeverities, ...(Object.fromEntries(chosen) as Partial<SeverityByEffect>) },
    sourceProblems: { comment, rank, severity, acknowledge },
    ...(escalateTo !== undefined && { escalateTo }),
  };
}
