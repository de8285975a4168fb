import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

/** The pages of Zabbix on which support meets Linchpin. */
export const pageNames = ['dashboard', 'map', 'services', 'problems'] as const;
export type PageName = (typeof pageNames)[number];

/** A real browser, for pictures and measurements. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
}

/** A real browser that is logged in to a development Zabbix (Admin/zabbix). */
export async function openZabbix(base: string): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await startBrowser();
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(new URL('index.php', base).href);
  await page.fill('#name', 'Admin');
  await page.fill('#password', 'zabbix');
  await page.click('#enter');
  await page.waitForURL(/zabbix\.php/);
  return { browser, page };
}

/** Which page, of which system, of the Linchpin whose hosts are in which group. */
export interface PageWish {
  readonly name: PageName;
  readonly system: string;
  readonly group?: string;
}

/** Opens one of the pages of the system of that name, and waits until all of it is drawn. */
export async function openPage(
  page: Page,
  base: string,
  { name, system, group = 'Linchpin' }: PageWish,
): Promise<void> {
  const go = (path: string): Promise<unknown> => page.goto(new URL(path, base).href);
  switch (name) {
    case 'dashboard':
      await go('zabbix.php?action=dashboard.list');
      await page.getByRole('link', { name: `${group}: ${system}`, exact: true }).click();
      break;
    case 'map':
      await go('sysmaps.php');
      await page.getByRole('link', { name: `${group}: ${system}`, exact: true }).click();
      break;
    case 'services':
      await go('zabbix.php?action=service.list');
      await page.getByRole('link', { name: system }).first().click();
      break;
    case 'problems':
      await go('zabbix.php?action=problem.view&filter_set=1&show=3&show_opdata=1&show_tags=0&show_timeline=0');
      break;
  }
  await drawn(page);
}

/** Opens the page of a dashboard that has this name, and waits until all of it is drawn. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.locator('.dashboard-navigation-tabs').getByText(name, { exact: true }).click();
  await drawn(page);
}

/** Saves the dashboard that is open as people do who change it, here without a change. */
export async function saveDashboard(page: Page): Promise<void> {
  await page.click('#dashboard-edit');
  await page.click('#dashboard-save');
  await page.waitForSelector('.msg-good');
}

/** The names of the pages of the dashboard that is open. */
export async function tabNames(page: Page): Promise<readonly string[]> {
  return (await page.locator('.dashboard-navigation-tabs li').allInnerTexts()).map((text) => text.trim());
}

async function drawn(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction('document.querySelector(".is-loading") === null');
}

/** What the page complains of, in Zabbix's words; nothing where every widget could be drawn. */
export async function complaintsOn(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('.msg-bad').allInnerTexts();
  const body = await page.locator('body').innerText();
  const known =
    /No permissions[^\n]*|Inaccessible widget|Incorrect item configuration|Undefined (?:index|array key|variable|offset)[^\n]*|Cannot find [^\n]*/gu;
  return [...texts, ...(body.match(known) ?? [])];
}
