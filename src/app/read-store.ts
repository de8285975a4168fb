import { storeName } from '../config/settings.ts';
import type { Settings } from '../config/settings.ts';
import type { Instant } from '../domain/instant.ts';
import type { DriftCount, InventoryMemory } from '../domain/inventory.ts';
import type { Memory, NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Result, ResultIncident } from '../domain/result.ts';
import type { Store } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { fromIso } from './from-iso.ts';
import { Past } from './past.ts';
import type { Then } from './past.ts';
import { storeExists } from '../store/open-store.ts';
import { withStore } from './with-store.ts';

/** The last cycle's result, incidents that ended, and in what Zabbix's inventory differs from the model where it is followed. */
export interface LastResult {
  readonly result: Result;
  readonly ended: readonly ResultIncident[];
  readonly drift: readonly DriftCount[] | undefined;
}

/** More incidents that are over than these nobody reads in one list. */
const mostEnded = 1000;

/** What the last cycle left in the store, for commands that only show it; rejects with `WorldError` where there is nothing. */
export function readLastResult(settings: Settings, want: { readonly ended: boolean }): Promise<LastResult> {
  return withStore(settings, 'read', async (store) => ({
    result: await lastResult(store, settings),
    ended: want.ended ? await store.endedIncidents({ most: mostEnded }) : [],
    // What was followed once says nothing where it is not followed any more.
    drift: settings.inventory.from === 'zabbix' ? ((await store.inventory())?.drift ?? []) : undefined,
  }));
}

/** The memory that the last cycle left in the store, and when that was, for commands that ask further questions. */
export function readLastMemory(settings: Settings): Promise<{ readonly at: Instant; readonly memory: Memory }> {
  return withStore(settings, 'read', async (store) => {
    // In this order: a cycle saved in between makes the memory a little older than its time, never newer.
    const memory = await store.load();
    return { memory, at: fromIso((await lastResult(store, settings)).at) };
  });
}

/** The state of a time from the history in the store; rejects with `WorldError` where nothing is known of it. */
export function readPast(settings: Settings, at: Instant): Promise<Then> {
  return withStore(settings, 'read', (store) => new Past(() => settings).at(store, at));
}

/** What is remembered of each node, for a command that can do without; empty where no daemon has run. */
export async function readNodeMemory(settings: Settings): Promise<ReadonlyMap<NodeId, NodeMemory>> {
  return (await storeExists(settings.store))
    ? withStore(settings, 'read', async (store) => (await store.load()).nodes)
    : new Map<NodeId, NodeMemory>();
}

/** What the daemon took over from Zabbix's inventory; `undefined` where it never did, or where none has run. */
export async function readInventory(settings: Settings): Promise<InventoryMemory | undefined> {
  return (await storeExists(settings.store)) ? withStore(settings, 'read', (store) => store.inventory()) : undefined;
}

async function lastResult(store: Store, settings: Settings): Promise<Result> {
  const result = await store.lastResult();
  if (result !== undefined) return result;
  throw new WorldError('E403', `The store ${storeName(settings.store)} holds no cycle yet: start \`linchpin run\`.`);
}
