import { chromium } from 'playwright-core';

/**
 * Takes a picture of Zabbix's Problems page as a support engineer sees it, for the README.
 * Usage: node dist/scripts/screenshot.js FILE.png [SEARCH] (ZABBIX_URL in the environment; log-in Admin/zabbix of a
 * development instance).
 */
async function main(file: string | undefined, query: string): Promise<void> {
  const base = process.env['ZABBIX_URL'];
  if (!file || !base) throw new Error('usage: ZABBIX_URL=… node dist/scripts/screenshot.js FILE.png [QUERY]');
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 620 } });
    await page.goto(new URL('index.php', base).href);
    await page.fill('#name', 'Admin');
    await page.fill('#password', 'zabbix');
    await page.click('#enter');
    await page.waitForURL(/zabbix\.php/);
    await page.goto(new URL(`zabbix.php?action=problem.view&${query}`, base).href);
    await page.waitForSelector('table.list-table');
    // The filter is in the way; whether it was open the last time is remembered.
    if (await page.isVisible('.tabfilter-content-container')) await page.click('.tabfilter-item-label.selected a');
    await page.waitForSelector('.tabfilter-content-container', { state: 'hidden' });
    await page.screenshot({ path: file, clip: { x: 185, y: 0, width: 1315, height: 344 } });
  } finally {
    await browser.close();
  }
}

await main(process.argv[2], process.argv[3] ?? 'filter_set=1&show=3&show_opdata=1&show_tags=0&show_timeline=0');
