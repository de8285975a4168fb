import type { DatabasePlace } from '../../src/store/open-store.ts';

/** Where the store of a drill is: a file, or the address of a PostgreSQL database. */
export type StoreAt = { readonly sqlite: string } | { readonly postgres: string };

/** The same as the store itself names it. */
export function placeOf(store: StoreAt): DatabasePlace {
  if ('sqlite' in store) return store;
  return { postgres: { name: 'the store of the drill', url: { reveal: () => store.postgres } } };
}
