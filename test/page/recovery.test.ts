import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../support/fake-zabbix-state.ts';
import { hasBrowser, PageSite } from '../support/page-site.ts';

let site: PageSite;
let mended: string;

/** What the macro of Linchpin's host says from now on. */
function macroSays(value: string): void {
  const { methods } = site.site.fake;
  const before = methods.get('host.get');
  const macros = [{ macro: '{$LINCHPIN.RECOVERY.STOP}', value }];
  methods.set('host.get', (state, params) =>
    (before?.(state, params) as readonly Row[]).map((host) => ({ ...host, macros })),
  );
}

const waiting = { timeout: 60_000, interval: 500 };

describe.skipIf(!hasBrowser)('recovery on the page', () => {
  beforeAll(async () => {
    site = await PageSite.start({}, (folder) => {
      mended = join(folder.path, 'mended');
      const script = folder.write('mend.sh', `#!/bin/sh\necho "$1" > ${mended}\n`);
      chmodSync(script, 0o755);
      return {
        inModel:
          'recoveries: { restart-it: { for: { kind: container }, heldFor: 0s, steps: [{ restart: { by: script } }] } }\n',
        inConfiguration: `
recovery:
  mode: approve
  storm: { failed: 90%, unknown: 90% }
  actuators: { script: { kind: command, command: [${script}, "{container}"] } }
`,
      };
    });
    site.storageRuns(0, 1);
  }, 60_000);
  afterAll(() => site.stop());

  it('shows what it would do, is stopped and goes on by a button, and does what is approved there', async () => {
    const page = await site.open('');
    const part = page.locator('.recovery');
    await part.getByRole('button', { name: 'Approve' }).waitFor();
    expect(await part.locator('[aria-current=step]').textContent()).toMatch(/restart/i);
    await part.getByText('What exactly would be done?').click();
    await part.locator('.preview pre').waitFor();
    expect(await part.locator('.preview pre').textContent()).toMatch(/mend\.sh storage-1$/);

    await part.getByRole('button', { name: 'Stop all recovery now' }).click();
    await part.getByText('Recovery is stopped by web').waitFor();
    await part.getByRole('button', { name: 'Approve' }).click();
    await part.getByText('approved by web').waitFor();
    expect(existsSync(mended)).toBe(false);

    await part.getByRole('button', { name: 'End the stop' }).click();
    await expect.poll(() => existsSync(mended), waiting).toBe(true);
    await part.getByText('whether it helped is watched').waitFor();
    expect(site.complaints).toEqual([]);
    await site.leave();
  }, 150_000);

  it('lets itself be stopped there too while the macro in Zabbix stops it', async () => {
    macroSays('1');
    const page = await site.open('');
    const part = page.locator('.recovery');
    await part.getByText('Recovery is stopped by Zabbix').waitFor();
    await part.getByRole('button', { name: 'Stop all recovery now' }).click();
    await part.getByText('Recovery is stopped by web').waitFor();
    await part.getByRole('button', { name: 'End the stop' }).click();
    await part.getByText('Recovery is stopped by Zabbix').waitFor();
    macroSays('0');
    await part.getByText('Recovery is stopped').waitFor({ state: 'detached' });
    expect(site.complaints).toEqual([]);
    await site.leave();
  }, 150_000);
});
