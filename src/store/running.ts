import type { Instant } from '../domain/instant.ts';
import { deleteMemory, readMemory, writeMemory } from './queries.ts';
import type { Database } from './queries.ts';
import type { ResultFrame } from './result-pieces.ts';

const mark = 'running';

/** Longer than any sensible poll interval: who was killed counts as running for so long. */
const givenUpAfter = 900;

/** Marks the store as that of a daemon that runs. */
export function markRunning(database: Database, since: Instant): Promise<void> {
  return writeMemory(database, { name: mark, value: JSON.stringify({ since }) });
}

/** Takes the mark away: the daemon has ended as it should. */
export function markStopped(database: Database): Promise<void> {
  return deleteMemory(database, mark);
}

/** When the daemon that uses the store judged last; `undefined` where none seems to run. */
export async function lastSignOfLife(database: Database, now: Instant): Promise<Instant | undefined> {
  if ((await readMemory(database, mark)) === undefined) return undefined;
  const frame = await readMemory(database, 'result');
  const at = frame === undefined ? 0 : Date.parse((JSON.parse(frame) as ResultFrame).at) / 1000;
  return Math.abs(now - at) < givenUpAfter ? at : undefined;
}

/** Whether a row of named memories is the mark. */
export function isMark(row: Readonly<Record<string, unknown>>): boolean {
  return row['name'] === mark;
}
