import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageSite, hasBrowser } from '../support/page-site.ts';

const view = 'v'.repeat(32);
let site: PageSite;

beforeAll(async () => {
  if (!hasBrowser) return;
  site = await PageSite.start({
    LINCHPIN_HTTP_TOKENS_VIEW: view,
    LINCHPIN_HTTP_TOKENS_OPERATE: 'o'.repeat(32),
    LINCHPIN_HTTP_BASE_PATH: '/linchpin/',
  });
}, 60_000);
afterAll(async () => {
  if (hasBrowser) await site.stop();
});

describe.skipIf(!hasBrowser)('the page where tokens are configured, under a path', { timeout: 60_000 }, () => {
  it('asks once for a token, keeps who has shown it, offers who may only view no silence, and lets go who logs out', async () => {
    site.storageRuns(0, 1, 2);
    // Without the slash at its end the links of the page would lead beside it.
    const page = await site.open('');
    await page.goto(site.url.replace(/\/$/u, '?hours=6'));
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('the token is wrong').waitFor();
    await page.getByLabel('Token').fill(view);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForSelector('.incident.open');

    await page.reload();
    await page.waitForSelector('.incident.open');
    await page.getByRole('button', { name: 'Log out' }).waitFor();
    expect(await page.getByText('Silence (planned work)').count()).toBe(0);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(page.url()).toContain('/linchpin/?hours=6');

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token').waitFor();
  });
});
