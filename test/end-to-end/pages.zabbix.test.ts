import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../scripts/lib/free-port.ts';
import { complaintsOn, openPage, openTab, openZabbix, saveDashboard, tabNames } from '../../scripts/zabbix-pages.ts';
import { CommandFolder } from '../support/command.ts';
import { Daemon } from '../support/daemon.ts';
import { eventually } from '../support/eventually.ts';
import { Anything, ProvisionedSite, Rows } from '../zabbix/provision-site.ts';

const port = await freePort();
const site = new ProvisionedSite({
  group: 'Linchpin page test',
  more: `http: { listen: '127.0.0.1:${port}', publicUrl: 'http://127.0.0.1:${port}' }`,
});
const folder = new CommandFolder();
let daemon: Daemon | undefined;
const wish = { system: 'Provisioned site', group: site.group };
const base = process.env['ZABBIX_URL'] ?? '';
/** What the site's own trigger says of the same container. */
const ownProblem = 'The database stopped';
let zabbix: Awaited<ReturnType<typeof openZabbix>>;

beforeAll(async () => {
  site.describe((text) => `${text}rules: { status: { for: 0s } }\n`);
  await site.build();
  const expression = `last(/${site.host}/status[storage-db-1])=0`;
  await site.admin.call('trigger.create', { description: ownProblem, expression, priority: 3 }, Anything);
  await site.provision({});
  zabbix = await openZabbix(base);
}, 240_000);

afterAll(async () => {
  await zabbix.browser.close();
  await daemon?.kill();
  await site.clear();
  folder.remove();
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

test('frames show, in the settings that Zabbix comes with, the incident of a drill, and at a click its evidence', async () => {
  const environment = { LINCHPIN_SCHEDULE_EVERY: '2s', LINCHPIN_SCHEDULE_JITTER: '0s' };
  await site.report('storage-db-1');
  daemon = new Daemon(
    folder.start(['run', '--config', `${site.folder}/linchpin.yaml`], { ...process.env, ...environment }),
  );
  await daemon.says('this Linchpin leads');
  const { changes } = await site.provision({});
  expect(changes.map(({ text }) => text.replace(/:.*/u, ''))).toEqual([
    'create embed key "site"',
    expect.stringContaining('update dashboard'),
  ]);
  expect((await site.provision({})).changes).toEqual([]);
  await openPage(zabbix.page, base, { name: 'dashboard', ...wish });
  await openTab(zabbix.page, 'Live');
  await zabbix.page.locator('iframe[sandbox=""]').nth(2).waitFor();
  const frame = (view: string): ReturnType<typeof zabbix.page.frameLocator> =>
    zabbix.page.frameLocator(`iframe[src*="/embed/${view}?"]`);
  const shows = (view: string, wanted: RegExp): Promise<string> =>
    eventually(
      `the frame of ${view} shows ${wanted.source}`,
      () => frame(view).locator('body').innerText(),
      (text) => wanted.test(text),
    );
  await shows('incidents', /Storage is down: storage-db-1[^]*Users lose: Keep letters/u);
  await shows('functions', /Keep letters[^]*lost/u);
  await shows('map', /Storage[^]*failed/u);
  await frame('incidents').getByText('Storage is down').click();
  await shows('incidents', /Evidence[^]*is not running/u);
}, 120_000);

test('the links of an incident lead to it alone, its host, and the problem of the site behind it', async () => {
  const ask = async <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await (await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).json());
  const { incidents } = await ask('incidents', z.object({ incidents: z.array(z.object({ id: z.string() })) }));
  const story = `incident?id=${encodeURIComponent(incidents[0]?.id ?? '')}`;
  const Links = z.object({
    incident: z.string(),
    host: z.object({ latest: z.string(), problems: z.string() }).optional(),
    problems: z.array(z.object({ name: z.string(), url: z.string() })),
  });
  const { zabbix: links } = await eventually(
    'the problem of the site is known',
    () => ask(story, z.object({ zabbix: Links })),
    (found) => found.zabbix.problems.length > 0,
  );
  const rowsAt = async (url: string | undefined, rows: string): Promise<readonly string[]> => {
    await zabbix.page.goto(url ?? '');
    await zabbix.page.locator(rows).first().waitFor();
    return zabbix.page.locator(rows).allInnerTexts();
  };
  const problem = '.list-table tbody tr:has(a[href*="tr_events.php"])';
  expect(await rowsAt(links.incident, problem)).toEqual([expect.stringContaining('Storage is down: storage-db-1')]);
  expect(await rowsAt(links.host?.problems, problem)).toEqual([expect.stringContaining(ownProblem)]);
  const values = await rowsAt(links.host?.latest, '.list-table tbody tr:has-text("status[")');
  expect(values.map((row) => row.includes(site.host))).toEqual([true, true, true, true]);
  expect(links.problems.map(({ name }) => name)).toEqual([ownProblem]);
  expect((await rowsAt(links.problems[0]?.url, 'body')).join()).toMatch(
    new RegExp(`${site.host}[^]*${ownProblem}`, 'u'),
  );
}, 60_000);
