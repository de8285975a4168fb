import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { storeName } from '../../src/config/settings.ts';
import { lines, load, settingsOf } from './loading.ts';

const yaml = 'store: { postgres: { url: { env: STORE } } }\n';
const url = 'postgres://me:s3cret@db.example.org:6432/linchpin?sslrootcert=/etc/ca.pem';

test('the address of a PostgreSQL is read, and only its place is shown', async () => {
  const { store, storeFindings } = await settingsOf(yaml, { STORE: url });
  expect(storeFindings).toEqual([]);
  expect('postgres' in store && 'url' in store.postgres && store.postgres.url.reveal()).toBe(url);
  expect(storeName(store)).toBe('PostgreSQL database linchpin on db.example.org:6432');
  expect(`${inspect(store, { depth: 9 })}${JSON.stringify(store)}`).not.toContain('s3cret');
});

test.each([
  ['', 'no-variable `store.postgres.url`: the environment variable STORE is not set, or empty'],
  ['db.example.org:s3cret', 'wrong-value `store.postgres.url`: it does not begin with postgres://'],
  ['s3cret', 'wrong-value `store.postgres.url`: it is no address'],
  ['mysql://me:s3cret@db/linchpin', 'wrong-value `store.postgres.url`: it does not begin with postgres://'],
  ['postgres://me:s3cret@db/', 'wrong-value `store.postgres.url`: it names no database'],
  ['postgres://me:12/s3cret@db/linchpin', 'wrong-value `store.postgres.url`: its database is none'],
  ['postgres://me:12/s3cret#@db/linchpin', 'wrong-value `store.postgres.url`: a sign in it is not escaped'],
  ['postgres://me:s3cret%@db/linchpin', 'wrong-value `store.postgres.url`: a sign in it is not escaped'],
  ['postgres://db/linchpin?password=s3cret', 'wrong-value `store.postgres.url`: after the `?` each of sslmode,'],
  [
    'postgres://me:s3cret@db/linchpin?sslmode=verify-full&sslmode=disable',
    'wrong-value `store.postgres.url`: after the `?` each of sslmode,',
  ],
  ['postgres://me:s3cret@db/linchpin?host=', 'wrong-value `store.postgres.url`: its `host` is empty'],
  [
    'postgres://me:s3cret@db/linchpin?sslmode=require',
    'wrong-value `store.postgres.url`: expected `sslmode=verify-full`',
  ],
])('of the address %j it is said what is wrong, without it, to whoever needs the store', async (text, said) => {
  const { settings, found, folder } = await load(yaml, { STORE: text });
  expect(found).toEqual([]);
  const findings = lines(settings?.storeFindings ?? [], folder);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain(`linchpin.yaml:1:27 error ${said}`);
  expect(findings[0]).not.toContain('s3cret');
});

test('a store that the environment names takes the place of that in the file, whichever kind it is', async () => {
  const byEnv = await settingsOf('store: { sqlite: a.db }\n', { LINCHPIN_STORE_POSTGRES_URL: url });
  expect(storeName(byEnv.store)).toBe('PostgreSQL database linchpin on db.example.org:6432');
  const other = await settingsOf(yaml, { LINCHPIN_STORE_SQLITE: '/tmp/b.db', STORE: url });
  expect(storeName(other.store)).toBe('/tmp/b.db');
});
