import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyRecoveryMemory } from '../../src/domain/recovery.ts';
import { memory0001 } from '../../migrations/0001-memory.ts';
import { toIso } from '../../src/domain/instant.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import { migrationNames } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from '../support/held-store.ts';
import { incidentOf, resultAt } from '../support/results.ts';

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
    expect(executed()).toEqual(migrationNames);
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
    expect(executed()).toEqual(migrationNames);
  });

  it('refuse a store of a newer program, naming what it has, and do not touch it', async () => {
    await (await openStore({ sqlite })).close();
    withDatabase((database) => database.exec("insert into kysely_migration values ('0099-later', '2030-01-01')"));
    for (const access of ['own', 'change', 'read'] as const) {
      await expect(openStore({ sqlite }, access)).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/newer Linchpin \(it has 0099-later\).*Start that version/) as string,
      });
    }
    expect(executed()).toEqual([...migrationNames, '0099-later']);
  });

  it('wait while an older program leads, which would go on in tables that it does not know', async () => {
    const older = await held(openStore({ sqlite }));
    withDatabase((database) =>
      database.exec('delete from kysely_migration where name = (select max(name) from kysely_migration)'),
    );
    const before = executed();
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/in use by an older Linchpin \(.*, process \d+\)\. Stop that one/) as string,
    });
    expect(executed()).toEqual(before);
    await older.close();
  });

  it('are asked for by whoever only reads a store of an older program', async () => {
    withDatabase((database) => database.exec('create table somewhat_older (id integer)'));
    await expect(openStore({ sqlite }, 'read')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('written by an older Linchpin') as string,
    });
  });
});

describe('a store of the first form', () => {
  it('is taken over: what it remembered, showed and had queued', async () => {
    const first = new Kysely<never>({ dialect: new SqliteDialect({ database: new Sqlite(sqlite) }) });
    const provider = { getMigrations: () => Promise.resolve({ '0001-memory': memory0001 }) };
    expect((await new Migrator({ db: first, provider }).migrateToLatest()).error).toBeUndefined();
    await first.destroy();
    const pod = { id: 'pod/a', state: 'failed', severity: 5 } as const;
    const read = { id: 'function/a.read', name: 'Read', state: 'lost', because: ['i-1'] } as const;
    const result = resultAt(5, { pods: [pod], functions: [read], incidents: [incidentOf()] });
    const remembered = { incident: { id: 'i-1', root: 'pod/a' }, counted: {} };
    const ended = { incident: { id: 'i-0', root: 'pod/b' }, counted: {}, closedAt: 4 };
    const publish = { values: [['host\nkey', { value: 1, at: 5 }]], slots: [['i-1', 2]], refreshedAt: 5 };
    withDatabase((database) => {
      const put = (table: string, ...values: readonly unknown[]): void => {
        const marks = values.map(() => '?').join(', ');
        const texts = values.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : entry));
        database.prepare(`insert into ${table} values (${marks})`).run(...texts);
      };
      put('node_memory', 'pod/a', { signals: {}, rules: {} });
      put('memory', 'incidents', { open: [remembered], ended: [ended] });
      put('memory', 'publish', publish);
      put('memory', 'annotations', [['17', { incident: 'i-1' }]]);
      put('result', 'last', 5, result);
      put('outbox', 7, 'host', 'key', '1', 5, 0);
    });
    const store = await held(openStore({ sqlite }));
    expect(await store.load()).toEqual({
      nodes: new Map([['pod/a', { signals: {}, rules: {} }]]),
      incidents: { open: [remembered], ended: [ended] },
      publish: { values: new Map([['host\nkey', { value: 1, at: 5 }]]), slots: new Map([['i-1', 2]]), refreshedAt: 5 },
      annotations: new Map([['17', { incident: 'i-1' }]]),
      recovery: emptyRecoveryMemory,
    });
    expect(await store.lastResult()).toEqual(result);
    expect((await store.outbox()).map(({ sequence }) => sequence)).toEqual([7]);
    // What has not changed since has a beginning in the history too.
    await store.save({ at: 9, nodes: new Map(), memory: emptyMemory, outbox: [], result: { ...result, at: toIso(9) } });
    expect(await store.nodeHistory('pod/a', { from: 0, until: 9 })).toEqual([
      { at: 5, became: { state: 'failed', severity: 5 } },
    ]);
    await store.close();
  });

  it('becomes what a new one is', async () => {
    const first = new Kysely<never>({ dialect: new SqliteDialect({ database: new Sqlite(sqlite) }) });
    const provider = { getMigrations: () => Promise.resolve({ '0001-memory': memory0001 }) };
    await new Migrator({ db: first, provider }).migrateToLatest();
    await first.destroy();
    const schema = (): readonly unknown[] =>
      withDatabase((database) =>
        database.prepare("select name, sql from sqlite_master where name not like 'kysely%' order by name").all(),
      );
    await (await openStore({ sqlite })).close();
    const upgraded = schema();
    await rm(sqlite);
    await (await openStore({ sqlite })).close();
    expect(schema()).toEqual(upgraded);
  });
});
