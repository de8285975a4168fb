import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { run } from '../support/run-here.ts';

let folder: string;
let config: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-stop-'));
  const sqlite = join(folder, 'linchpin.db');
  config = join(folder, 'linchpin.yaml');
  writeFileSync(config, `store: { sqlite: ${sqlite} }\n`);
  await (await openStore({ sqlite })).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the stop that is ended is told with its time as all JSON tells times', async () => {
  expect((await run(['stop', '--reason', 'we move', '--config', config])).status).toBe(0);
  const { status, printed } = await run(['stop', '--end', '--json', '--config', config]);
  expect({ status, document: JSON.parse(printed) as unknown }).toMatchObject({
    status: 0,
    document: {
      stopped: false,
      ended: { via: 'command', reason: 'we move', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+Z$/u) as string },
    },
  });
});
