import { gunzipSync, gzipSync } from 'node:zlib';
import type { Instant } from '../domain/instant.ts';
import type { ModelRecord } from '../ports.ts';
import { readModel, writeModel } from './queries.ts';
import type { Database } from './queries.ts';

/** Keeps a model as in force from a time on, unless it was that before; its text is kept once, and packed. */
export async function keepModel(database: Database, at: Instant, { hash, source }: ModelRecord): Promise<void> {
  const newest = await readModel(database, Infinity);
  if (newest?.hash === hash) return;
  await writeModel(database, at, { hash, source: gzipSync(source).toString('base64') });
}

/** The model that was in force at a time, and since when. */
export async function modelAt(
  database: Database,
  at: Instant,
): Promise<(ModelRecord & { readonly since: Instant }) | undefined> {
  const row = await readModel(database, at);
  return row && { ...row, source: gunzipSync(Buffer.from(row.source, 'base64')).toString() };
}
