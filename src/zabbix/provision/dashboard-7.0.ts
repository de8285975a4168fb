import { functionStateNumbers, itemKeys } from '../../domain/item-keys.ts';
import type { DashboardGround, PageDesign } from './dashboard.ts';
import { colours, historyFields, problemsFields, severityColours } from './dashboard-widget.ts';
import type { FieldValue, WidgetDesign } from './dashboard-widget.ts';

/** The pages for Zabbix from 7.0 on: 72 columns, and the indexes of a field in its middle (Zabbix manual, Dashboard widget field). */
export function pages70(ground: DashboardGround): readonly PageDesign[] {
  const { words, items } = ground;
  return [
    {
      name: words.pages.now,
      widgets: [
        tile(ground, {
          name: words.widgets.severity,
          key: itemKeys.system('severity'),
          at: [0, 0, 30, 2],
          colours: severities,
        }),
        tile(ground, { name: words.widgets.wellness, key: itemKeys.health, at: [30, 0, 18, 2], colours: wellness }),
        heartbeat(ground),
        summary(ground),
        honeycomb(ground, {
          name: words.widgets.subsystems,
          items: items.subsystem('*', items.parts.severity.name),
          at: [42, 2, 30, 7],
          words: items.severities,
          colours: quiet,
        }),
        problems(ground),
        history(ground),
      ],
    },
    { name: words.pages.map, widgets: [map(ground)] },
    // Many cells on little room would be left out without a word of whether they are well.
    {
      name: words.pages.functions,
      widgets: [
        honeycomb(ground, {
          name: words.widgets.functions,
          items: items.function('*', items.parts.state.name),
          at: [0, 0, 72, 12],
          words: inOrder(functionStateNumbers).map((state) => items.functionStates[state]),
          colours: functions,
        }),
      ],
    },
  ];
}

/** States in the order of their numbers. */
function inOrder<State extends string>(numbers: Readonly<Record<State, number>>): readonly State[] {
  return (Object.keys(numbers) as State[]).toSorted((a, b) => numbers[a] - numbers[b]);
}

/** The colour from a value on. */
type Colours = readonly (readonly [from: number, colour: string])[];

const severities: Colours = severityColours.map((colour, severity) => [
  severity,
  severity === 0 ? colours.good : colour,
]);
const wellness: Colours = [
  [0, colours.failed],
  [1, colours.good],
];
// Honeycombs show the last value however old it is, so that they must not be green.
const quiet: Colours = severityColours.map((colour, severity) => [severity, severity === 0 ? colours.quiet : colour]);
const functions: Colours = [
  [0, colours.failed],
  [1, colours.quiet],
  [2, colours.unknown],
  [3, colours.impaired],
];

interface Tile {
  readonly name: string;
  readonly key: string;
  readonly at: WidgetDesign['at'];
  readonly colours: Colours;
}

/** A value in large, of the last quarter of an hour: older ones are not shown (semantics 9). */
function tile({ item }: DashboardGround, { name, key, at, colours: own }: Tile): WidgetDesign {
  return {
    type: 'item',
    name,
    at,
    fields: {
      'itemid.0': { item: item(key) },
      'show.0': 2,
      value_size: 55,
      decimal_places: 0,
      // The last value within the period, of the history.
      aggregate_function: 7,
      history: 1,
      'time_period.from': 'now-15m',
      'time_period.to': 'now',
      ...thresholds(own),
    },
  };
}

function heartbeat({ item, words }: DashboardGround): WidgetDesign {
  return {
    type: 'item',
    name: words.widgets.heartbeat,
    at: [48, 0, 24, 2],
    fields: {
      'itemid.0': { item: item(itemKeys.heartbeat) },
      'show.0': 2,
      value_size: 40,
      decimal_places: 0,
      aggregate_function: 7,
      history: 1,
      'time_period.from': 'now-5m',
      'time_period.to': 'now',
      ...thresholds([[0, colours.good]]),
    },
  };
}

function thresholds(all: Colours): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    all.flatMap(([from, colour], index) => [
      [`thresholds.${index}.color`, colour],
      [`thresholds.${index}.threshold`, String(from)],
    ]),
  );
}

function summary({ item, words, items }: DashboardGround): WidgetDesign {
  return {
    type: 'itemhistory',
    name: words.widgets.summaryOrNothing,
    at: [0, 2, 42, 7],
    fields: {
      layout: 1,
      'columns.0.name': items.summary.name,
      'columns.0.itemid': { item: item(itemKeys.summary) },
      show_lines: 1,
      show_column_header: 0,
      'time_period.from': 'now-15m',
      'time_period.to': 'now',
    },
  };
}

interface Honeycomb {
  readonly name: string;
  /** By the names of items; every field of a widget has a name only. */
  readonly items: string;
  readonly at: WidgetDesign['at'];
  /** For each value from 0 on. */
  readonly words: readonly string[];
  readonly colours: Colours;
}

/** A word for a value: what the value map would show has the number behind it. */
function wordFor(word: string, value: number): string {
  return `{{ITEM.LASTVALUE}.regsub("^${value}$","${word}")}`;
}

function honeycomb({ host }: DashboardGround, { name, items, at, words, colours: own }: Honeycomb): WidgetDesign {
  const [before = '', after = ''] = items.split('*');
  return {
    type: 'honeycomb',
    name,
    at,
    fields: {
      'hostids.0': { host },
      'items.0': items,
      maintenance: 1,
      primary_label: `{{ITEM.NAME}.regsub("^${before}(.*)${after}$","\\1")}`,
      primary_label_size_type: 1,
      primary_label_size: 22,
      secondary_label: words.map((word, value) => wordFor(word, value)).join(''),
      secondary_label_type: 0,
      secondary_label_bold: 0,
      secondary_label_size_type: 1,
      secondary_label_size: 16,
      ...thresholds(own),
    },
  };
}

function problems({ host, words }: DashboardGround): WidgetDesign {
  return {
    type: 'problems',
    name: words.widgets.problems,
    at: [0, 9, 42, 3],
    fields: { ...problemsFields(host), show_symptoms: 1 },
  };
}

function history({ hostName, words, items }: DashboardGround): WidgetDesign {
  return {
    type: 'svggraph',
    name: words.widgets.history,
    at: [42, 9, 30, 3],
    fields: {
      ...historyFields(hostName, items.system(items.parts.severity.name)),
      'time_period.from': 'now-24h',
      'time_period.to': 'now',
    },
  };
}

function map({ map: sysmapid, words }: DashboardGround): WidgetDesign {
  return {
    type: 'map',
    name: words.widgets.map,
    at: [0, 0, 72, 12],
    fields: { 'sysmapid.0': { map: sysmapid } },
  };
}
