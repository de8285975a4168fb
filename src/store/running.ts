import type { Instant } from '../domain/instant.ts';
import { deleteMemoryThatIs, readMemory, writeMemory } from './queries.ts';
import type { Database } from './queries.ts';
import type { ResultFrame } from './result-pieces.ts';

const mark = 'running';

/** Marks the store as that of a daemon that runs; the one that marked it last counts. */
export function markRunning(database: Database, daemon: string): Promise<void> {
  return writeMemory(database, { name: mark, value: daemon });
}

/** Takes the mark of a daemon away, which has ended as it should; that of another one stays. */
export function markStopped(database: Database, daemon: string): Promise<void> {
  return deleteMemoryThatIs(database, { name: mark, value: daemon });
}

/** When the daemon that holds the store judged last; `undefined` where each one said that it stopped. */
export async function lastSignOfLife(database: Database): Promise<Instant | undefined> {
  if ((await readMemory(database, mark)) === undefined) return undefined;
  const frame = await readMemory(database, 'result');
  return frame === undefined ? 0 : Date.parse((JSON.parse(frame) as ResultFrame).at) / 1000;
}

/** Whether a row of named memories is the mark. */
export function isMark(row: Readonly<Record<string, unknown>>): boolean {
  return row['name'] === mark;
}
