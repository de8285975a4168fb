import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Settings } from '../config/settings.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { Silence, Store } from '../ports.ts';
import { openStore } from '../store/open-store.ts';
import { systemClock } from './compose.ts';

/** What an operator wants silenced. */
export interface SilenceWish {
  readonly nodes: readonly NodeId[];
  readonly duration: Duration;
  readonly reason: string;
}

/** Silences nodes from now on: whoever runs on the store sees it in its next cycle. Rejects with `WorldError`. */
export function silenceNodes(settings: Settings, wish: SilenceWish): Promise<readonly Silence[]> {
  return withStore(settings, 'change', (store) => silenceIn(store, wish, { since: systemClock.now(), who: whoAsks() }));
}

/** Silences nodes in a store that is open; says who asks for it. Rejects with `WorldError`. */
export async function silenceIn(
  store: Pick<Store, 'addSilences'>,
  { nodes, duration, reason }: SilenceWish,
  { since, who }: { readonly since: Instant; readonly who: string },
): Promise<readonly Silence[]> {
  const silences = nodes.map((node) => ({ id: randomUUID(), node, since, until: since + duration, reason, who }));
  await store.addSilences(silences);
  return silences;
}

/** Ends the silences of the nodes that are chosen of those silenced, and gives what has ended. Rejects with `WorldError`. */
export function endSilences(
  settings: Settings,
  choose: (silenced: readonly NodeId[]) => readonly NodeId[] | undefined,
): Promise<readonly Silence[] | undefined> {
  return withStore(settings, 'change', async (store) => {
    const now = systemClock.now();
    const inForce = await store.silences(now);
    const nodes = choose([...new Set(inForce.map(({ node }) => node))]);
    if (nodes === undefined) return undefined;
    await store.endSilences(nodes, now);
    return inForce.filter(({ node }) => nodes.includes(node)).map((silence) => ({ ...silence, until: now }));
  });
}

/** The silences in force. Rejects with `WorldError`. */
export function silencesInForce(settings: Settings): Promise<readonly Silence[]> {
  return withStore(settings, 'read', (store) => store.silences(systemClock.now()));
}

async function withStore<Answer>(
  settings: Settings,
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

/** Who sits at the terminal; behind sudo it is not root. */
function whoAsks(): string {
  const behind = process.env['SUDO_USER'];
  if (behind !== undefined && behind !== '') return behind;
  try {
    return userInfo().username;
  } catch {
    // In a container a user may have a number and no name.
    return `user ${String(process.getuid?.())}`;
  }
}
