import { readMemory, writeMemory } from './queries.ts';
import type { Database } from './queries.ts';

const name = 'writer';

/** Which save was the last one; every save leaves another text, whoever saves. */
export function lastSave(database: Database): Promise<string | undefined> {
  return readMemory(database, name);
}

/** Leaves word that a save took place, within its transaction. */
export function signSave(database: Database, signature: string): Promise<void> {
  return writeMemory(database, { name, value: signature });
}
