import { afterAll, beforeAll, expect, test } from 'vitest';
import { complaintsOn, openPage, openTab, openZabbix, saveDashboard, tabNames } from '../../scripts/zabbix-pages.ts';
import { ProvisionedSite, Rows } from '../zabbix/provision-site.ts';

const site = new ProvisionedSite({ group: 'Linchpin page test' });
const wish = { system: 'Provisioned site', group: site.group };
const base = process.env['ZABBIX_URL'] ?? '';
let zabbix: Awaited<ReturnType<typeof openZabbix>>;

beforeAll(async () => {
  await site.build();
  await site.provision({});
  zabbix = await openZabbix(base);
}, 240_000);

afterAll(async () => {
  await zabbix.browser.close();
  await site.clear();
}, 120_000);

test.each(['dashboard', 'map', 'services'] as const)('Zabbix draws the whole %s', async (name) => {
  await openPage(zabbix.page, base, { name, ...wish });
  expect(await complaintsOn(zabbix.page)).toEqual([]);
});

test('Zabbix draws each page of the dashboard', async () => {
  await openPage(zabbix.page, base, { name: 'dashboard', ...wish });
  const { dashboardColumns } = await site.admin.adapter();
  const names = await tabNames(zabbix.page);
  expect(names).toEqual(dashboardColumns === 72 ? ['Now', 'Map', 'Functions'] : ['Now', 'Map']);
  for (const name of names) {
    await openTab(zabbix.page, name);
    expect(await complaintsOn(zabbix.page), name).toEqual([]);
  }
});

test('the dashboard of a Linchpin that never judged shows nothing green', async () => {
  await openPage(zabbix.page, base, { name: 'dashboard', ...wish });
  const colours = await zabbix.page.evaluate<readonly string[]>(
    '[...document.querySelectorAll(".dashboard-grid *")].map((element) => getComputedStyle(element).backgroundColor)',
  );
  const green = colours.filter((colour) => colour === 'rgb(89, 219, 143)');
  expect(colours.length).toBeGreaterThan(100);
  expect(green).toEqual([]);
});

test('a dashboard that somebody saved in Zabbix without a change counts as unchanged, though the mark is off', async () => {
  await openPage(zabbix.page, base, { name: 'dashboard', ...wish });
  await saveDashboard(zabbix.page);
  const asked = { output: ['name'], selectPages: 'extend', filter: { name: `${site.group}: ${wish.system}` } };
  expect(JSON.stringify(await site.admin.call('dashboard.get', asked, Rows))).not.toContain('"name":"linchpin"');
  expect((await site.provision({})).changes).toEqual([]);
});
