import { complaintsOn, openPage, openZabbix, pageNames } from './zabbix-pages.ts';
import type { PageName } from './zabbix-pages.ts';

/**
 * Takes a picture of one of Zabbix's pages as a support engineer sees it, for the documentation; of one that complains of
 * anything it takes none.
 * Usage: node dist/scripts/screenshot.js FILE.png [dashboard|map|services|problems] [SYSTEM] (ZABBIX_URL in the
 * environment; log-in Admin/zabbix of a development instance).
 */
async function main(file: string | undefined, wanted: string, system: string): Promise<void> {
  const base = process.env['ZABBIX_URL'];
  const name = pageNames.find((known) => known === wanted);
  if (!file || !base || !name) {
    throw new Error(`usage: ZABBIX_URL=… node dist/scripts/screenshot.js FILE.png [${pageNames.join('|')}] [SYSTEM]`);
  }
  await take(base, { file, name, system });
}

async function take(
  base: string,
  { file, name, system }: { readonly file: string; readonly name: PageName; readonly system: string },
): Promise<void> {
  const { browser, page } = await openZabbix(base);
  try {
    await openPage(page, base, { name, system });
    const complaints = await complaintsOn(page);
    if (complaints.length > 0) throw new Error(`the page complains: ${complaints.join('; ')}`);
    // The filter is in the way; whether it was open the last time is remembered.
    if (await page.isVisible('.tabfilter-content-container')) {
      await page.click('.tabfilter-item-label.selected a');
      await page.waitForSelector('.tabfilter-content-container', { state: 'hidden' });
    }
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}

await main(process.argv[2], process.argv[3] ?? 'problems', process.argv[4] ?? 'Corporate mail');
