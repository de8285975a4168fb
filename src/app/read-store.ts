import type { Result, ResultIncident } from '../domain/result.ts';
import { WorldError } from '../ports.ts';
import { openStore } from '../store/open-store.ts';
import type { Settings } from '../config/settings.ts';

/** What the last cycle left in the store, for commands that only show it; rejects with `WorldError` where there is nothing. */
export async function readStore(
  settings: Settings,
  want: { readonly ended: boolean },
): Promise<{ readonly result: Result; readonly ended: readonly ResultIncident[] }> {
  const store = await openStore(settings.store, 'read');
  try {
    const result = await store.lastResult();
    if (result === undefined) {
      throw new WorldError(
        'unreachable',
        `The store ${settings.store.sqlite} holds no cycle yet: start \`linchpin run\`.`,
      );
    }
    return { result, ended: want.ended ? await store.endedIncidents() : [] };
  } finally {
    await store.close();
  }
}
