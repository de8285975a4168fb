import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WorldError } from '../../src/ports.ts';
import { backUp, restore } from '../../src/store/backup.ts';
import { openStore } from '../../src/store/open-store.ts';
import { by, heldBy, storeWithEverything } from '../support/full-store.ts';
import { hostileText, hostileValue, isPolluted, waysInto, withAt } from '../support/hostile.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'linchpin-stored-'))));
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  expect(isPolluted()).toBe(false);
});

const isKnown = (error: unknown): boolean => error instanceof WorldError;

it('a backup in which something was changed is restored as it is, or refused, and never half', async () => {
  const file = join(folder, 'backup.gz');
  await (await storeWithEverything({ sqlite: join(folder, 'a.db') })).close();
  await backUp({ sqlite: join(folder, 'a.db') }, file, { now: 100 });
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  const target = { sqlite: join(folder, 'b.db') };
  const change = fc.record({
    line: fc.nat(),
    way: fc.nat(),
    value: hostileValue,
    text: hostileText,
    isText: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ line, way, value, text, isText }) => {
      // The first and last lines more often than one of the many rows.
      const at = line % 3 === 0 ? 0 : line % 3 === 1 ? lines.length - 1 : line % lines.length;
      const entry: unknown = JSON.parse(lines[at] ?? '');
      const ways = waysInto(entry);
      const put = isText ? text : JSON.stringify(withAt(entry, ways[way % ways.length] ?? [], value));
      writeFileSync(file, gzipSync(`${lines.with(at, put).join('\n')}\n`));
      const outcome = await restore(target, { file, force: true, by }).catch((error: unknown) => error);
      expect(isKnown(outcome) || (outcome as { rows: number }).rows > 0).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it('bytes in the place of a backup are refused', async () => {
  const file = join(folder, 'backup.gz');
  const target = { sqlite: join(folder, 'b.db') };
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, isPacked) => {
      writeFileSync(file, isPacked ? gzipSync(bytes) : bytes);
      expect(isKnown(await restore(target, { file, by }).catch((error: unknown) => error))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('text that is no JSON in any row of the store is told, with what to do', async () => {
  const place = { sqlite: join(folder, 'a.db') };
  await (await storeWithEverything(place)).close();
  const columns = [
    ['memory_slice', 'nodes'],
    ['memory_news', 'news'],
    ['piece', 'value'],
    ['outbox', 'value'],
    ['incident_change', 'incident'],
    ['node_change', 'became'],
  ] as const;
  const broken = hostileText.filter((text) => !isJson(text));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...columns), broken, async ([table, column], text) => {
      const raw = new Database(place.sqlite);
      const before = raw
        .prepare(`select rowid as at, ${column} as kept from ${table} where ${column} is not null limit 1`)
        .get() as {
        at: number;
        kept: string;
      };
      const put = raw.prepare(`update ${table} set ${column} = ? where rowid = ?`);
      put.run(text, before.at);
      const store = await openStore(place);
      const outcome = await heldBy(store).catch((error: unknown) => error);
      await store.close();
      put.run(before.kept, before.at);
      raw.close();
      expect(outcome).toMatchObject({
        message: expect.stringMatching(/holds text that cannot be read.*Restore it/su) as string,
      });
    }),
    { numRuns: 40 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
