import type { FakeZabbix } from './fake-zabbix.ts';
import type { Row } from './fake-zabbix-state.ts';

/** All values as Zabbix gives them back: texts. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTexts(one)]));
}

/** How Zabbix keeps what it was given: with ids of its own for the parts. */
type Kept = (row: Row, id: () => string) => Row;

/** Elements get ids of Zabbix's in the order in which they were written, and links follow them. */
const keptMap: Kept = (row, id) => {
  const elements = (row['selements'] ?? []) as readonly Row[];
  const ids = new Map(elements.map(({ selementid }) => [selementid, id()]));
  return {
    backgroundid: '0',
    iconmapid: '0',
    ...row,
    selements: elements.map((one) => ({ label: '', urls: [], ...one, selementid: ids.get(one['selementid']) })),
    links: ((row['links'] ?? []) as readonly Row[]).map((link) => ({
      ...link,
      linkid: id(),
      selementid1: ids.get(link['selementid1']),
      selementid2: ids.get(link['selementid2']),
    })),
  };
};

const keptDashboard: Kept = (row, id) => ({
  ...row,
  pages: ((row['pages'] ?? []) as readonly Row[]).map((page) => ({
    ...page,
    dashboard_pageid: id(),
    widgets: (page['widgets'] as readonly Row[]).map((widget) => ({ ...widget, widgetid: id() })),
  })),
});

const forms: Readonly<Record<string, readonly [id: string, kept: Kept]>> = {
  image: ['imageid', (row) => row],
  map: ['sysmapid', keptMap],
  dashboard: ['dashboardid', keptDashboard],
};

/**
 * Teaches the fake a kind of objects; gives its table. Constructed from Zabbix's manual: names are looked for whole or by
 * their beginning, parts get ids, an update replaces what it names.
 */
export function keepObjects(fake: FakeZabbix, noun: 'image' | 'map' | 'dashboard'): Map<string, Row> {
  const table = new Map<string, Row>();
  const [idField, kept] = forms[noun] ?? ['', (row: Row): Row => row];
  fake.methods.set(`${noun}.get`, (_, { filter, search }) => {
    const whole = (filter as { readonly name?: readonly string[] } | undefined)?.name;
    const beginning = (search as { readonly name?: readonly string[] } | undefined)?.name;
    return [...table.values()].filter(
      ({ name }) =>
        (whole?.includes(String(name)) ?? true) && (beginning?.some((text) => String(name).startsWith(text)) ?? true),
    );
  });
  fake.methods.set(`${noun}.create`, (state, params) => {
    const ids = (params as unknown as readonly Row[]).map((row) => {
      const made = state.id();
      table.set(made, { ...kept(asTexts(row) as Row, () => state.id()), [idField]: made });
      return made;
    });
    return { [`${idField}s`]: ids };
  });
  fake.methods.set(`${noun}.update`, (state, params) => {
    for (const row of params as unknown as readonly Row[]) {
      const id = String(row[idField]);
      table.set(id, { ...kept({ ...table.get(id), ...(asTexts(row) as Row) }, () => state.id()), [idField]: id });
    }
    return {};
  });
  fake.methods.set(`${noun}.delete`, (_, params) => {
    for (const gone of params as unknown as readonly string[]) table.delete(gone);
    return {};
  });
  return table;
}
