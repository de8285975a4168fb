import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { OnProgress } from '../domain/progress.ts';
import { WorldError } from '../ports.ts';
import { backUp, restore } from '../store/backup.ts';
import type { BackedUp, Restoring } from '../store/backup.ts';
import { systemClock } from './system-clock.ts';
import { whoAsks } from './who-asks.ts';

/** Writes all that the store holds into a file, while a daemon goes on using it. Rejects with `WorldError`. */
export async function backUpStore({ store }: Settings, file: string, onProgress: OnProgress): Promise<BackedUp> {
  await mustBeAnother(store, file);
  return backUp(store, file, { now: systemClock.now(), onProgress });
}

/** Fills the store that is configured with a backup. Rejects with `WorldError`. */
export async function restoreStore(
  { store }: Settings,
  wish: Omit<Restoring, 'by'>,
): Promise<{ readonly rows: number; readonly at: string }> {
  return restore(store, { ...wish, by: { at: systemClock.now(), who: whoAsks() } });
}

async function mustBeAnother(store: Settings['store'], file: string): Promise<void> {
  if (!('sqlite' in store)) return;
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  const own = await real(store.sqlite);
  if (![own, `${own}-wal`, `${own}-shm`].includes(await real(file))) return;
  throw new WorldError('E415', `${file} is the store itself: name another file for the backup.`);
}
