import { dataPrograms } from '../domain/data-programs.ts';
import type { PodKind } from '../domain/model.ts';

/** What a pod's redundancy may be, and why it is thought so. */
export interface GuessedKind {
  readonly kind: PodKind;
  readonly why: string;
}

/** Guesses how replicas stand for each other; in doubt so that trouble shows early rather than late. */
export function guessedKind({
  image,
  replicas,
  keepsData = false,
}: {
  readonly image: string;
  readonly replicas: number;
  readonly keepsData?: boolean;
}): GuessedKind {
  if (replicas === 1) return { kind: 'stateless', why: 'there is one replica, so the kind changes nothing yet' };
  const program = image.split('@')[0]?.split(':')[0]?.split('/').at(-1) ?? '';
  const store = stores.find((name) => program.includes(name));
  if (store !== undefined)
    return { kind: 'quorum', why: `of ${store} a majority must work; or is it primary-replica?` };
  if (keepsData) return { kind: 'quorum', why: 'it keeps data; or is it primary-replica, or all?' };
  return { kind: 'stateless', why: 'nothing says that its replicas differ' };
}

/** By what images are called. */
const stores = [...dataPrograms, 'mssql'];
