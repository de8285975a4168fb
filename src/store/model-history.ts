import type { Instant } from '../domain/instant.ts';
import type { ModelInForce, ModelRecord } from '../ports.ts';
import { addModelChanges, readModelParts } from './history-queries.ts';
import type { Database } from './queries.ts';

/** Keeps a model as in force from a time on: those of its parts that are others than before. */
export async function keepModel(database: Database, at: Instant, { parts }: ModelRecord): Promise<void> {
  const before = new Map((await readModelParts(database, Infinity)).map(({ part, became }) => [part, became]));
  const changed = [...parts].filter(([part, text]) => before.get(part) !== text);
  const left = [...before].filter(([part, text]) => text !== null && !parts.has(part));
  await addModelChanges(database, [
    ...changed.map(([part, became]) => ({ part, at, became })),
    ...left.map(([part]) => ({ part, at, became: null })),
  ]);
}

/** The model that was in force at a time, and since when; `undefined` where none was kept. */
export async function modelAt(database: Database, at: Instant): Promise<ModelInForce | undefined> {
  const rows = await readModelParts(database, at);
  if (rows.length === 0) return undefined;
  const parts = rows.flatMap(({ part, became }) => (became === null ? [] : [[part, became] as const]));
  return { parts: new Map(parts), since: rows.reduce((newest, row) => Math.max(newest, row.at), -Infinity) };
}
