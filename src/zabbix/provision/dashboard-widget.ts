import { outputTag } from '../../domain/item-keys.ts';
import type { FoundObject } from './schema.ts';

/** The value of a widget's field, by what it is for Zabbix (Zabbix manual, Dashboard widget field). */
export type FieldValue =
  number | string | { readonly host: string } | { readonly item: string } | { readonly map: string };

/** A widget as we say it: the fields by name, where and how large in the columns and rows of the version. */
export interface WidgetDesign {
  readonly type: string;
  readonly name: string;
  readonly at: readonly [x: number, y: number, width: number, height: number];
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

/** What the widgets are called in every version: scales and times are explained where they are read. */
export const severityTitle = 'System severity (0: well, 5: down)';
export const wellnessTitle = 'Linchpin itself (1: well)';
export const heartbeatTitle = 'Last judged';
export const mapTitle = 'Subsystems and who calls whom';
export const problemsTitle = 'Incidents as problems (time: when told, not when begun)';
export const historyTitle = 'System severity in the last day (empty: well, 5: down)';
