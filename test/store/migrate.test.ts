import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';

let folder: string;
let sqlite: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-migrate-'));
  sqlite = join(folder, 'linchpin.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function withDatabase<T>(work: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(sqlite);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const executed = (): readonly unknown[] =>
  withDatabase((database) => database.prepare('select name from kysely_migration order by name').pluck().all());

describe('migrations', () => {
  it('run once, however often the store is opened', async () => {
    await (await openStore({ sqlite })).close();
    await (await openStore({ sqlite })).close();
    expect(executed()).toEqual(['0001-memory', '0002-pieces']);
  });

  it('leave nothing behind when one fails half-way, so that the next start does it whole', async () => {
    withDatabase((database) => database.exec('create table outbox (in_the_way integer)'));
    await expect(openStore({ sqlite })).rejects.toThrow(/outbox/);
    const tables = withDatabase((database) =>
      database.prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'").pluck().all(),
    );
    expect(tables).toEqual(['outbox']);
    withDatabase((database) => database.exec('drop table outbox'));
    await (await openStore({ sqlite })).close();
    expect(executed()).toEqual(['0001-memory', '0002-pieces']);
  });

  it('refuse a store of a newer program, naming what it has, and do not touch it', async () => {
    await (await openStore({ sqlite })).close();
    withDatabase((database) => database.exec("insert into kysely_migration values ('0099-lease', '2030-01-01')"));
    for (const access of ['own', 'change', 'read'] as const) {
      await expect(openStore({ sqlite }, access)).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/newer Linchpin \(it has 0099-lease\).*Start that version/) as string,
      });
    }
    expect(executed()).toEqual(['0001-memory', '0002-pieces', '0099-lease']);
  });

  it('are asked for by whoever only reads a store of an older program', async () => {
    withDatabase((database) => database.exec('create table somewhat_older (id integer)'));
    await expect(openStore({ sqlite }, 'read')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('written by an older Linchpin') as string,
    });
  });
});
