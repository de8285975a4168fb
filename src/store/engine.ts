import type { Kysely } from 'kysely';
import { WorldError } from '../ports.ts';
import type { Database } from './queries.ts';
import type { Tables } from './tables.ts';

/** How a store is opened: `own` makes it and brings it up to date, `change` and `read` take it as it is. */
export type Access = 'own' | 'change' | 'read';

/** A database with what differs between the kinds of it. */
export interface Engine {
  readonly kind: 'sqlite' | 'postgres';
  /** Names it to people, without any secret. */
  readonly name: string;
  readonly database: Kysely<Tables>;
  /** What a failure means and what to do; `undefined` where it is no failure of the world. */
  readonly faultOf: (error: Error) => Fault | undefined;
  /** Throws `WorldError` where what is written would be lost, since the file is not where it was; absent where there is none. */
  readonly requireInPlace?: () => void;
  /** Does work of which every query may go through whole tables; absent where no answer is waited for too long anyway. */
  readonly patiently?: <T>(work: () => Promise<T>) => Promise<T>;
  /** How many bytes the rows take. */
  size(): Promise<number>;
  /** Gives space that rows no longer take back to the disk, slice by slice; absent where only rows to come use it. */
  giveBack?(): AsyncGenerator<void, void>;
}

/** A failure of the world in words: they go on after the name of the store. */
export interface Fault {
  readonly found: string;
  readonly advice: string;
}

/** Reads more than once, and sees nothing of what is written in between. */
export function inSnapshot<T>(
  { kind, database }: Pick<Engine, 'kind' | 'database'>,
  read: (transaction: Database) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction();
  // SQLite's transactions are that anyway.
  return (kind === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction).execute(read);
}

/** What a failure of the store means: a `WorldError` with name and advice, or the error itself where it is our own fault. */
export function storeFault({ name, faultOf }: Pick<Engine, 'name' | 'faultOf'>, error: unknown): unknown {
  if (error instanceof WorldError || !(error instanceof Error)) return error;
  const fault = isUnreadable(error) ? unreadable : faultOf(error);
  if (fault === undefined) return error;
  // Of several addresses that all fail, Node gives no text of its own.
  const said = error.message === '' ? String(Reflect.get(error, 'code')) : error.message;
  return new WorldError('E401', `The store ${name} ${fault.found} (${said}). ${fault.advice}`, { cause: error });
}

/** Does work on the store, with its failures told as `storeFault` tells them. */
export async function withStoreFaults<T>(engine: Pick<Engine, 'name' | 'faultOf'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeFault(engine, error);
  }
}

/** What was written is no JSON, or can't be unpacked, any more. */
function isUnreadable(error: Error): boolean {
  return error instanceof SyntaxError || String(Reflect.get(error, 'code')).startsWith('Z_');
}

const unreadable: Fault = {
  found: 'holds text that cannot be read',
  advice: 'Restore it from a backup, or move it out of the way.',
};

/** What whoever does not make a store says where there is none. */
export function noStoreYet(name: string): WorldError {
  return new WorldError(
    'E403',
    `There is no store ${name} yet. Start \`linchpin run\` (or \`linchpin run --once\`) with the same configuration first.`,
  );
}
