import { afterAll, beforeAll, expect, test } from 'vitest';
import { Anything, ProvisionedSite, Rows } from './provision-site.ts';

const site = new ProvisionedSite({ group: 'Linchpin view test' });
const dashboard = `${site.group}: Provisioned site`;

async function all(noun: string, params: object = {}): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return site.admin.call(`${noun}.get`, { output: 'extend', ...params }, Rows);
}

async function names(noun: string): Promise<readonly unknown[]> {
  return (await all(noun)).map(({ name }) => name).sort();
}

async function everything(): Promise<unknown> {
  return Promise.all(['dashboard', 'map', 'image'].map(names));
}

let before: unknown;

beforeAll(async () => {
  await site.build();
  await site.provision({ remove: true });
  before = await everything();
  await site.provision({});
}, 240_000);

afterAll(async () => {
  await site.clear();
}, 120_000);

test('a dashboard that everybody may see has widgets of the version at hand', async () => {
  const [found] = await all('dashboard', { filter: { name: [dashboard] }, selectPages: 'extend' });
  expect(found).toMatchObject({ private: '0', auto_start: '0' });
  const widgets = (found?.['pages'] as { widgets: { type: string; width: string }[] }[]).flatMap(
    (page) => page.widgets,
  );
  const { dashboardColumns } = await site.admin.adapter();
  expect(widgets.map(({ type }) => type)).toContain(dashboardColumns === 72 ? 'honeycomb' : 'tophosts');
  expect(Math.max(...widgets.map(({ width }) => Number(width)))).toBe(dashboardColumns);
});

test('each subsystem has a map of its pods, and the system one of its subsystems with their calls', async () => {
  const params = { selectSelements: 'extend', selectLinks: 'extend', search: { name: dashboard } };
  const maps = await all('map', params);
  expect(maps.map(({ name }) => name).sort()).toEqual([dashboard, `${dashboard} - Calendar`, `${dashboard} - Storage`]);
  for (const { name, links } of maps)
    expect(links, String(name)).toHaveLength(name === `${dashboard} - Calendar` ? 0 : 1);
});

test('a second time changes nothing, and what somebody changed stays until it is to be put back', async () => {
  expect((await site.provision({})).changes).toEqual([]);
  const [found] = await all('dashboard', { filter: { name: [dashboard] }, selectPages: 'extend' });
  const [page] = found?.['pages'] as { dashboard_pageid: string; widgets: object[] }[];
  const changed = [{ dashboard_pageid: page?.dashboard_pageid, widgets: page?.widgets.slice(0, 3) }];
  await site.admin.call('dashboard.update', { dashboardid: found?.['dashboardid'], pages: changed }, Anything);
  const [map] = await all('map', { filter: { name: [dashboard] }, selectSelements: 'extend' });
  const selements = (map?.['selements'] as object[]).map((element) => ({ ...element, x: '7' }));
  await site.admin.call('map.update', { sysmapid: map?.['sysmapid'], selements }, Anything);
  const told = async (wish: object): Promise<readonly string[]> =>
    (await site.provision(wish)).changes.map(({ text }) =>
      text.replace(/^(\w+ \w+ ".*"): (changed by hand)?.*$/u, '$1 $2'),
    );
  const kept = [`keep map "${dashboard}" changed by hand`, `keep dashboard "${dashboard}" changed by hand`];
  expect(await told({})).toEqual(kept);
  expect(await told({ dryRun: true })).toEqual(kept);
  expect(await told({ replace: true })).toEqual([`update map "${dashboard}" `, `update dashboard "${dashboard}" `]);
  expect(await told({})).toEqual([]);
});

test('removal leaves no dashboard, map or icon', async () => {
  await site.provision({ remove: true });
  expect(await everything()).toEqual(before);
});
