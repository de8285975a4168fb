import { itemKeys } from '../../domain/item-keys.ts';
import type { DashboardGround, PageDesign } from './dashboard.ts';
import { colours, historyFields, namedAsBefore, problemsFields, severityColours } from './dashboard-widget.ts';
import type { FieldValue, WidgetDesign } from './dashboard-widget.ts';

/** The pages for Zabbix before 7.0: 24 columns, and the indexes of a field at its end (Zabbix manual, Dashboard widget field). */
export function pages60(ground: DashboardGround): readonly PageDesign[] {
  return [
    {
      name: ground.words.pages.now,
      widgets: [strip(ground), summary(ground), map(ground, [13, 2, 11, 8]), problems(ground), history(ground)],
    },
    { name: ground.words.pages.map, widgets: [map(ground, [0, 0, 24, 12])] },
  ];
}

/** One row of coloured cells, which is gone when the heartbeat stops: what is old must not look green (semantics 9). */
function strip({ host, words, items }: DashboardGround): WidgetDesign {
  return {
    type: 'tophosts',
    name: words.widgets.strip,
    at: [0, 0, 24, 2],
    fields: {
      hostids: { host },
      ...columns([
        { name: words.widgets.heartbeat, item: items.own.heartbeat.name, within: '5m', colours: [[0, colours.good]] },
        {
          name: words.widgets.severity,
          item: items.system(items.parts.severity.name),
          within: '15m',
          colours: severityColours.map((colour, severity) => [severity, severity === 0 ? colours.good : colour]),
        },
        {
          name: words.widgets.wellness,
          item: items.own.health.name,
          within: '15m',
          colours: [
            [0, colours.failed],
            [1, colours.good],
          ],
        },
      ]),
      column: 0,
    },
  };
}

interface Column {
  readonly name: string;
  /** The name of the item: the widget knows no keys. */
  readonly item: string;
  /** Values that are older than this are not shown. */
  readonly within: string;
  /** The colour from a value on. */
  readonly colours: readonly (readonly [from: number, colour: string])[];
}

function columns(all: readonly Column[]): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    all.flatMap(({ name, item, within, colours: own }, index): readonly (readonly [string, FieldValue])[] => [
      [`columns.name.${index}`, name],
      [`columns.data.${index}`, 1],
      [`columns.item.${index}`, item],
      [`columns.timeshift.${index}`, ''],
      // The last value within the interval, of the history.
      [`columns.aggregate_function.${index}`, 7],
      [`columns.aggregate_interval.${index}`, within],
      [`columns.display.${index}`, 1],
      [`columns.history.${index}`, 2],
      [`columns.base_color.${index}`, ''],
      ...own.flatMap(([from, colour], place): readonly (readonly [string, string])[] => [
        [`columnsthresholds.color.${index}.${place}`, colour],
        [`columnsthresholds.threshold.${index}.${place}`, String(from)],
      ]),
    ]),
  );
}

function summary({ item, words }: DashboardGround): WidgetDesign {
  return {
    type: 'plaintext',
    name: words.widgets.summary,
    at: [0, 2, 13, 8],
    fields: { itemids: { item: item(itemKeys.summary) }, style: 1, show_lines: 1 },
  };
}

function map({ map: sysmapid, words }: DashboardGround, at: WidgetDesign['at']): WidgetDesign {
  return {
    type: 'map',
    name: words.widgets.map,
    at,
    fields: { sysmapid: { map: sysmapid } },
  };
}

function problems({ host, words }: DashboardGround): WidgetDesign {
  return {
    type: 'problems',
    name: words.widgets.problems,
    at: [0, 10, 13, 3],
    fields: namedAsBefore(problemsFields(host)),
  };
}

function history({ hostName, words, items }: DashboardGround): WidgetDesign {
  return {
    type: 'svggraph',
    name: words.widgets.history,
    at: [13, 10, 11, 3],
    fields: {
      ...namedAsBefore(historyFields(hostName, items.system(items.parts.severity.name))),
      graph_time: 1,
      time_from: 'now-24h',
    },
  };
}
