import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../src/config/secrets.ts';
import { backUp, restore } from '../../src/store/backup.ts';
import { postgresFault } from '../../src/store/postgres-faults.ts';
import { openStore, storeExists } from '../../src/store/open-store.ts';
import { record, value } from '../contract/store.contract.ts';
import { by, heldBy, storeWithEverything } from '../support/full-store.ts';
import { held } from '../support/held-store.ts';
import { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';

let cluster: PostgresCluster;
let folder: string;
beforeAll(async () => {
  cluster = await PostgresCluster.make();
  folder = await mkdtemp(join(tmpdir(), 'linchpin-pg-'));
});
afterAll(async () => {
  await cluster.remove();
  await rm(folder, { recursive: true, force: true });
});

const at = (url: string) => ({ postgres: { name: 'the database', url: new Secret(url) } });
const made = async () => at(cluster.url(await cluster.makeDatabase()));

describe('a PostgreSQL that cannot be used', () => {
  it.each([
    ['a wrong password', () => cluster.url('postgres', { secret: 's3cret' }), /does not let Linchpin in/],
    ['a user that is none', () => cluster.url('postgres', { user: 'nobody' }), /does not let Linchpin in/],
    ['a database that is missing', () => cluster.url('nothing'), /does not exist.*Create it/],
    ['a port where nobody listens', () => 'postgres://me:s3cret@127.0.0.1:1/linchpin', /cannot be reached.*goes on/],
    ['a host that is none', () => 'postgres://me:s3cret@nowhere.invalid/linchpin', /cannot be reached/],
    [
      'one that speaks no TLS where TLS was asked for',
      () => `${cluster.url('postgres')}?sslmode=verify-full`,
      /speaks no TLS/,
    ],
    [
      'an authority that is not there',
      () => `${cluster.url('postgres')}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`,
      /file that the address names is not there/,
    ],
  ])('is told with what to do, and without the password: %s', async (_, url, says) => {
    const failing = openStore(at(url()));
    await expect(failing).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(says) as string,
    });
    const error = await failing.catch((thrown: unknown) => thrown as Error);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/s3cret|p ss:w@rd/);
  });

  it('says of a user who may not make tables what it must be', async () => {
    const name = await cluster.makeDatabase();
    await cluster.query(name, "create role guest login password 'guest'");
    await expect(openStore(at(cluster.url(name, { user: 'guest', secret: 'guest' })))).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/does not let Linchpin write .*the owner/) as string,
    });
  });

  it('says of an empty database, to who only reads, that there is no store yet', async () => {
    const place = await made();
    expect(await storeExists(place)).toBe(false);
    await expect(openStore(place, 'read')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('There is no store the database yet') as string,
    });
    await (await openStore(place)).close();
    expect(await storeExists(place)).toBe(true);
  });

  it('refuses one of a newer program', async () => {
    const name = await cluster.makeDatabase();
    await (await openStore(at(cluster.url(name)))).close();
    await cluster.query(name, "insert into kysely_migration values ('0099-lease', '2030-01-01')");
    await expect(openStore(at(cluster.url(name)))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/newer Linchpin \(it has 0099-lease\)/) as string,
    });
  });

  it('says of one that was made read-only that it is', async () => {
    const name = await cluster.makeDatabase();
    await (await openStore(at(cluster.url(name)))).close();
    await cluster.query('postgres', `alter database ${name} set default_transaction_read_only = on`);
    const store = await openStore(at(cluster.url(name)));
    await expect(store.claim(30)).rejects.toThrow(/is read-only .*It is a standby/);
    await store.close();
  });

  it.each(['fast', 'killed'] as const)(
    'that is stopped (%s) and comes again is used again, and no save is half',
    async (how) => {
      const store = await held(openStore(await made()));
      await store.save(record(1, { outbox: [value('a', 1)] }));
      await cluster.stop(how);
      await expect(store.save(record(2, { outbox: [value('b', 2)] }))).rejects.toMatchObject({ kind: 'unreachable' });
      await expect(store.load()).rejects.toThrow(/cannot be reached|is shutting down/);
      await cluster.start();
      await store.save(record(3, { outbox: [value('c', 3)] }));
      expect((await store.outbox()).map((queued) => queued.value.key)).toEqual(['a', 'c']);
      await store.close();
    },
  );

  it('that ends a connection within a save fails that save alone', async () => {
    const name = await cluster.makeDatabase();
    const store = await held(openStore(at(cluster.url(name))));
    await store.save(record(1));
    await cluster.query(
      name,
      `create function cut() returns trigger language plpgsql as $$ begin
         if new.host = 'cut' then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
       create trigger cut before insert on outbox for each row execute function cut()`,
    );
    const cut = { ...value('a', 2), host: 'cut' };
    await expect(store.save(record(2, { outbox: [cut] }))).rejects.toMatchObject({ kind: 'unreachable' });
    await store.save(record(3, { outbox: [value('b', 3)] }));
    expect((await store.outbox()).map((queued) => queued.value.key)).toEqual(['b']);
    await store.close();
  });

  it('is refused where it cannot hold every name', async () => {
    await cluster.query('postgres', "create database latin encoding 'LATIN1' locale 'C' template template0");
    await expect(openStore(at(cluster.url('latin')))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/encoding LATIN1.*'UTF8'/) as string,
    });
  });

  it.each([
    ['25P03', 'idle-in-transaction timeout'],
    ['54000', 'index row size exceeds maximum'],
    ['EPROTO', 'write EPROTO'],
    ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
  ])('says %s as a fault of the world, which may pass', (code, message) => {
    expect(postgresFault(Object.assign(new Error(message), { code }))).toBeDefined();
  });

  it.each(['42601', '23502'])('leaves %s as our own fault', (code) => {
    expect(postgresFault(Object.assign(new Error('x'), { code }))).toBeUndefined();
  });

  it('has time for what goes through whole tables as it is brought up to date, and for that alone', async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query');
    const store = await held(openStore(await made()));
    const asked = query.mock.calls.map(([config]) => config as unknown as { text?: string; query_timeout?: number });
    const timeouts = (start: string): ReadonlySet<unknown> =>
      new Set(asked.filter(({ text }) => text?.trimStart().startsWith(start)).map((config) => config.query_timeout));
    expect(timeouts('alter table')).toEqual(new Set([600_000]));
    expect(timeouts('update lease')).toEqual(new Set([30_000]));
    query.mockRestore();
    await store.close();
  });

  it('locked by another program keeps nobody waiting for long', async () => {
    const name = await cluster.makeDatabase();
    const store = await held(openStore(at(cluster.url(name))));
    const blocking = cluster.query(name, 'begin; lock table memory; select pg_sleep(7); commit');
    await expect(
      (async () => {
        for (;;) await store.save(record(1));
      })(),
    ).rejects.toThrow(/is locked by another program/);
    await blocking;
    await store.save(record(2));
    await store.close();
  });
});

describe('a backup', () => {
  it('moves a store from SQLite to PostgreSQL and back', async () => {
    const sqlite = { sqlite: join(folder, 'a.db') };
    const file = join(folder, 'backup.gz');
    const before = await storeWithEverything(sqlite);
    const everything = await heldBy(before);
    await before.close();
    await backUp(sqlite, file, { now: 100 });
    const place = await made();
    await restore(place, { file, force: false, by });
    const moved = await held(openStore(place));
    expect(await heldBy(moved)).toEqual(everything);
    await moved.save(record(3, { outbox: [value('later', 3)] }));
    expect((await moved.outbox()).at(-1)?.value.key).toBe('later');
    await moved.close();
    await backUp(place, file, { now: 200 });
    await restore(sqlite, { file, force: true, by });
    const back = await openStore(sqlite);
    expect((await back.outbox()).map((queued) => queued.value.key)).toEqual(['a', 'b', 'later']);
    await back.close();
  });
});
