import type { Settings } from '../config/settings.ts';
import type { Instant } from '../domain/instant.ts';
import type { AuditEntry, Store } from '../ports.ts';
import { openStore } from '../store/open-store.ts';

/** Asks the store of a configuration, which others may be using, or tells it something. Rejects with `WorldError`. */
export async function withStore<Answer>(
  settings: Pick<Settings, 'store'>,
  access: 'read' | 'change',
  ask: (store: Store) => Promise<Answer>,
): Promise<Answer> {
  const store = await openStore(settings.store, access);
  try {
    return await ask(store);
  } finally {
    await store.close();
  }
}

/** Who did what from a time on, in the order in which it was done. Rejects with `WorldError`. */
export function auditFrom(settings: Pick<Settings, 'store'>, from: Instant): Promise<readonly AuditEntry[]> {
  return withStore(settings, 'read', (store) => store.audit(from));
}
