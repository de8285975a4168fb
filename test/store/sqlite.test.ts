import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { SqlStore } from '../../src/store/sql-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { storeFault } from '../../src/store/engine.ts';
import { sqliteFault } from '../../src/store/sqlite-faults.ts';
import { storeContract } from '../contract/store.contract.ts';
import type { StoreOpener } from '../contract/store.contract.ts';
import { storeClockContract } from '../contract/store-clock.contract.ts';
import { storeForgettingContract } from '../contract/store-forgetting.contract.ts';
import { storeHistoryContract } from '../contract/store-history.contract.ts';
import { storeEmbedKeysContract } from '../contract/store-embed-keys.contract.ts';
import { storeLeaseContract } from '../contract/store-lease.contract.ts';
import { storeRecoveryContract } from '../contract/store-recovery.contract.ts';
import { held } from '../support/held-store.ts';
import { incidentOf, resultAt } from '../support/results.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onSqlite = (): Promise<StoreOpener> => {
  const sqlite = join(folder, 'linchpin.db');
  return Promise.resolve((limits) => openStore({ sqlite, ...limits }));
};
storeContract('the store on SQLite', onSqlite);
storeHistoryContract('the history on SQLite', onSqlite);
storeForgettingContract('the history on SQLite', onSqlite);
storeLeaseContract('the lease on SQLite', onSqlite);
storeEmbedKeysContract('the keys of frames on SQLite', onSqlite);
storeClockContract('the history on SQLite', onSqlite);
storeRecoveryContract('what recovery keeps on SQLite', onSqlite);

const record = { at: 1, nodes: new Map(), memory: emptyMemory, outbox: [], result: resultAt(1) };

describe('a store that cannot be used', () => {
  it('names the folder that is missing', async () => {
    const sqlite = join(folder, 'missing', 'linchpin.db');
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`there is no folder ${join(folder, 'missing')}`) as string,
    });
  });

  it('says of a folder in the place of the file that it cannot be opened', async () => {
    await mkdir(join(folder, 'linchpin.db'));
    await expect(openStore({ sqlite: join(folder, 'linchpin.db') })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/linchpin\.db cannot be opened .*It must be a file/) as string,
    });
  });

  it('says of a folder that may not be entered that it may not', () => {
    const fault = Object.assign(new Error("EACCES: permission denied, stat '/root/x'"), { code: 'EACCES' });
    expect(storeFault({ name: '/root/x/linchpin.db', faultOf: sqliteFault }, fault)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('Let the user that Linchpin runs as enter its folder') as string,
    });
  });

  it('says of a file that is no database that it is none, and leaves it alone', async () => {
    const sqlite = join(folder, 'notes.txt');
    await writeFile(sqlite, 'these are notes of somebody, long enough to look like a page of something');
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('notes.txt is not a database') as string,
    });
    expect(await readFile(sqlite, 'utf8')).toContain('these are notes');
  });

  it('says of damaged pages that the store is damaged, and how to go on', async () => {
    const sqlite = join(folder, 'linchpin.db');
    await (await openStore({ sqlite })).close();
    const bytes = await readFile(sqlite);
    await writeFile(sqlite, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xff)]));
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/is damaged .*Restore it from a backup/) as string,
    });
  });

  it('says of a full disk that it is full, and what to do', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const store = await held(openStore({ sqlite }));
    await store.save(record);
    const limit = new Sqlite(sqlite);
    const fault = fillUp(limit);
    limit.close();
    expect(storeFault({ name: sqlite, faultOf: sqliteFault }, fault)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('the disk is full') as string,
    });
    await store.close();
  });

  it('goes on by itself once there is room again: nothing of what did not fit is there, and nothing else is lost', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const engine = openSqlite(sqlite, 'own');
    await migrate(engine);
    const store = await held(Promise.resolve(new SqlStore(engine, { keep: Infinity, maxSize: Infinity })));
    await store.save(record);
    await sql`pragma max_page_count = 1`.execute(engine.database);
    const incidents = Array.from({ length: 500 }, (_, index) => incidentOf({ id: `i-${index}` }));
    const large = { ...record, at: 2, result: resultAt(2, { incidents }) };
    const isFull = { kind: 'unreachable', message: expect.stringContaining('the disk is full') as string };
    for (let count = 0; count < 2; count += 1) await expect(store.save(large)).rejects.toMatchObject(isFull);
    expect(await store.lastResult()).toEqual(resultAt(1));
    await sql`pragma max_page_count = 1000000`.execute(engine.database);
    await store.save(large);
    expect((await store.lastResult())?.incidents).toHaveLength(500);
    await store.close();
  });

  it('goes on once it leads again with no tidying that failed because it did not', async () => {
    const engine = openSqlite(join(folder, 'linchpin.db'), 'own');
    await migrate(engine);
    let fail!: (error: Error) => void;
    const slice = new Promise<void>((_, reject) => {
      fail = reject;
    });
    async function* giveBack(): AsyncGenerator<void, void> {
      await slice;
      yield;
    }
    const store = await held(Promise.resolve(new SqlStore({ ...engine, giveBack }, { keep: 60, maxSize: Infinity })));
    expect(await store.tidy(1000)).toBeUndefined();
    await store.claim(0);
    const other = await held(openStore({ sqlite: join(folder, 'linchpin.db') }));
    fail(new LeadLostError());
    expect(await store.claim(30)).toMatchObject({ kind: 'held' });
    await other.close();
    expect(await store.claim(30)).toMatchObject({ kind: 'taken' });
    await store.load();
    expect(await store.tidy(1060)).toBeUndefined();
    await store.close();
  });

  it('writes nothing into a file that was moved away, and says what to do', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const store = await held(openStore({ sqlite }));
    await store.save(record);
    await rename(sqlite, join(folder, 'moved.db'));
    const isGone = { kind: 'unreachable', message: expect.stringMatching(/was moved.*restart Linchpin/) as string };
    await expect(store.save({ ...record, at: 2 })).rejects.toMatchObject(isGone);
    await writeFile(sqlite, '');
    await expect(store.save({ ...record, at: 2 })).rejects.toMatchObject(isGone);
    await rename(join(folder, 'moved.db'), sqlite);
    await store.save({ ...record, at: 2 });
    await store.close();
  });

  it('says of a store that another program has locked that it is locked', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const store = await held(openStore({ sqlite }));
    const other = new Sqlite(sqlite);
    other.exec('begin exclusive');
    await expect(store.save(record)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('is locked by another program') as string,
    });
    other.exec('rollback');
    other.close();
    await store.save(record);
    await store.close();
  });

  it('leaves an error that is no fault of the store as it is', () => {
    const ours = new TypeError('x is not a function');
    expect(storeFault({ name: 'linchpin.db', faultOf: sqliteFault }, ours)).toBe(ours);
  });
});

describe('a store that is only read', () => {
  it('is not made where there is none', async () => {
    await expect(openStore({ sqlite: join(folder, 'none.db') }, 'read')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('Start `linchpin run`') as string,
    });
  });

  it('gives what a running daemon saved last', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const writer = await held(openStore({ sqlite }));
    await writer.save(record);
    const reader = await openStore({ sqlite }, 'read');
    expect(await reader.lastResult()).toEqual(resultAt(1));
    await writer.save({ ...record, at: 2, result: resultAt(2) });
    expect(await reader.lastResult()).toEqual(resultAt(2));
    await reader.close();
    await writer.close();
  });
});

/** Writes until SQLite says that there is no more room, which a page limit stands in for; undoes it all. */
function fillUp(database: Sqlite.Database): unknown {
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${pages}`);
  database.exec('begin');
  try {
    for (let row = 0; row < 10_000; row += 1) {
      database.prepare('insert into memory (name, value) values (?, ?)').run(`n${row}`, 'x'.repeat(4000));
    }
    return undefined;
  } catch (error) {
    return error;
  } finally {
    if (database.inTransaction) database.exec('rollback');
  }
}
