import { functionStateNumbers, itemKeys } from '../../domain/item-keys.ts';
import { severityNames } from '../../domain/severity.ts';
import type { DashboardGround, PageDesign } from './dashboard.ts';
import {
  colours,
  heartbeatTitle,
  historyFields,
  historyTitle,
  mapTitle,
  problemsFields,
  problemsTitle,
  severityColours,
  severityTitle,
  wellnessTitle,
} from './dashboard-widget.ts';
import type { FieldValue, WidgetDesign } from './dashboard-widget.ts';

/** The pages for Zabbix from 7.0 on: 72 columns, and the indexes of a field in its middle (Zabbix manual, Dashboard widget field). */
export function pages70(ground: DashboardGround): readonly PageDesign[] {
  return [
    {
      name: 'Now',
      widgets: [
        tile(ground, { name: severityTitle, key: itemKeys.system('severity'), at: [0, 0, 30, 2], colours: severities }),
        tile(ground, { name: wellnessTitle, key: itemKeys.health, at: [30, 0, 18, 2], colours: wellness }),
        heartbeat(ground),
        summary(ground),
        honeycomb(ground, {
          name: 'Subsystems (grey: well; each other colour is explained beside)',
          items: 'Subsystem *: severity',
          at: [42, 2, 30, 7],
          words: severityNames.map((name, severity) => (severity === 0 ? 'OK' : name)),
          colours: quiet,
        }),
        problems(ground),
        history(ground),
      ],
    },
    { name: 'Map', widgets: [map(ground)] },
    // Many cells on little room would be left out without a word of whether they are well.
    {
      name: 'Functions',
      widgets: [
        honeycomb(ground, {
          name: 'Functions',
          items: 'Function *: state',
          at: [0, 0, 72, 12],
          words: Object.entries(functionStateNumbers)
            .toSorted(([, a], [, b]) => a - b)
            .map(([word]) => word),
          colours: functions,
        }),
      ],
    },
  ];
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

function heartbeat({ item }: DashboardGround): WidgetDesign {
  return {
    type: 'item',
    name: heartbeatTitle,
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

function summary({ item }: DashboardGround): WidgetDesign {
  return {
    type: 'itemhistory',
    name: 'What is broken, what users lose, what to do (empty: Linchpin has stopped)',
    at: [0, 2, 42, 7],
    fields: {
      layout: 1,
      'columns.0.name': 'Summary',
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

function problems({ host }: DashboardGround): WidgetDesign {
  return {
    type: 'problems',
    name: problemsTitle,
    at: [0, 9, 42, 3],
    fields: { ...problemsFields(host), show_symptoms: 1 },
  };
}

function history({ hostName }: DashboardGround): WidgetDesign {
  return {
    type: 'svggraph',
    name: historyTitle,
    at: [42, 9, 30, 3],
    fields: {
      ...historyFields(hostName),
      'time_period.from': 'now-24h',
      'time_period.to': 'now',
    },
  };
}

function map({ map: sysmapid }: DashboardGround): WidgetDesign {
  return {
    type: 'map',
    name: mapTitle,
    at: [0, 0, 72, 12],
    fields: { 'sysmapid.0': { map: sysmapid } },
  };
}
