import { randomUUID } from 'node:crypto';
import type { Settings } from '../config/settings.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { Silence, Store } from '../ports.ts';
import { systemClock } from './system-clock.ts';
import { whoAsks } from './who-asks.ts';
import { withStore } from './with-store.ts';

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
    await store.endSilences(nodes, { at: now, who: whoAsks() });
    return inForce.filter(({ node }) => nodes.includes(node)).map((silence) => ({ ...silence, until: now }));
  });
}

/** The silences in force. Rejects with `WorldError`. */
export function silencesInForce(settings: Settings): Promise<readonly Silence[]> {
  return withStore(settings, 'read', (store) => store.silences(systemClock.now()));
}
