import { outputTag } from '../../domain/item-keys.ts';
import { shownPagesSchema } from './schema.ts';
import type { FoundObject } from './schema.ts';

/** The value of a widget's field, by what it is for Zabbix (Zabbix manual, Dashboard widget field). */
export type FieldValue =
  number | string | { readonly host: string } | { readonly item: string } | { readonly map: string };

/** A widget as we say it: the fields by name, where and how large in the columns and rows of the version. */
export interface WidgetDesign {
  readonly type: string;
  readonly name: string;
  readonly at: readonly [x: number, y: number, width: number, height: number];
  /** Without those that say what is Zabbix's default: its own pages leave them out when they save, which is no change. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** A widget as the API takes and shows it. */
export interface WidgetForm {
  readonly type: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly view_mode: 0;
  readonly fields: readonly { readonly type: number; readonly name: string; readonly value: string | number }[];
}

/** Dashboards have no tags and no description; a field that no widget knows is kept, and shows nothing. */
const ownField = { type: 1, name: outputTag.tag, value: outputTag.value } as const;

/** Puts a widget into the form of the API. */
export function widgetForm({ type, name, at: [x, y, width, height], fields }: WidgetDesign): WidgetForm {
  const own = Object.entries(fields).map(([field, value]) => ({ name: field, ...typed(value) }));
  return { type, name, x, y, width, height, view_mode: 0, fields: [...own, ownField] };
}

/** Whether provisioning made a dashboard: some widget of it bears our mark, which saving by hand takes off that widget. */
export function isOwnDashboard({ pages = [] }: FoundObject): boolean {
  const all = pages.flatMap(({ widgets }) => widgets.flatMap(({ fields }) => fields));
  return all.some(({ name, value }) => name === ownField.name && value === ownField.value);
}

/** What of a dashboard's pages people see and change: Zabbix's own pages take our mark off whatever they save. */
export function shownOn(pages: unknown): unknown {
  return shownPagesSchema.parse(pages).map(({ name, widgets }) => ({
    name,
    widgets: widgets.map(({ fields, ...widget }) => ({
      ...widget,
      fields: fields.filter((field) => field.name !== ownField.name),
    })),
  }));
}

function typed(value: FieldValue): { readonly type: number; readonly value: string | number } {
  if (typeof value === 'number') return { type: 0, value };
  if (typeof value === 'string') return { type: 1, value };
  if ('host' in value) return { type: 3, value: value.host };
  if ('item' in value) return { type: 4, value: value.item };
  return { type: 8, value: value.map };
}

/** Zabbix's colours of its severities, as it comes, by number. */
export const severityColours = ['97AAB3', '7499FF', 'FFC859', 'FFA059', 'E97659', 'E45959'] as const;

/** What works is shown quietly: green is kept for what is known to be so now. */
export const colours = {
  good: '59DB8F',
  quiet: 'DFE6EA',
  unknown: '97AAB3',
  failed: 'E45959',
  impaired: 'FFC859',
} as const;

/** The fields of a widget with the incidents as problems, named as from 7.0 on. */
export function problemsFields(host: string): Readonly<Record<string, FieldValue>> {
  const tags = ['incident', 'linchpin'].flatMap((value, index): readonly (readonly [string, FieldValue])[] => [
    [`tags.${index}.tag`, 'component'],
    [`tags.${index}.operator`, 1],
    [`tags.${index}.value`, value],
  ]);
  return {
    show: 3,
    'hostids.0': { host },
    ...Object.fromEntries(tags),
    show_opdata: 1,
    show_suppressed: 1,
    sort_triggers: 1,
    show_timeline: 0,
  };
}

/** The fields of a graph of the system's severity, by its item's name; named as from 7.0 on; those of its time aside. */
export function historyFields(hostName: string, severityItem: string): Readonly<Record<string, FieldValue>> {
  return {
    'ds.0.hosts.0': hostName,
    'ds.0.items.0': severityItem,
    'ds.0.color': colours.failed,
    'ds.0.type': 2,
    'ds.0.fill': 4,
    'ds.0.missingdatafunc': 1,
    lefty_min: '0',
    lefty_max: '5',
    righty: 0,
    legend: 0,
  };
}

/**
 * Fields as they are called before 7.0: the indexes stand at the end, and what refers to objects has none (Zabbix manual,
 * Dashboard widget field).
 */
export function namedAsBefore(fields: Readonly<Record<string, FieldValue>>): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const words = name.split('.');
      const isIndex = (word: string): boolean => /^\d+$/u.test(word);
      const indexes = typeof value === 'object' ? [] : words.filter(isIndex);
      return [[...words.filter((word) => !isIndex(word)), ...indexes].join('.'), value];
    }),
  );
}
