import type { Store } from '../../src/ports.ts';

/** An opened store as one has it who leads: with its lease, and what it holds taken up. */
export async function held(opened: Promise<Store>): Promise<Store> {
  const store = await opened;
  await store.claim(30);
  await store.load();
  return store;
}
