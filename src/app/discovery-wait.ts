import { setTimeout as wait } from 'node:timers/promises';
import { itemKeys, outputHost } from '../domain/item-keys.ts';
import type { DiscoveryKind } from '../domain/item-keys.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { WriteZabbix } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { discovered } from '../publish/desired.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import type { ProvisionChange } from '../zabbix/provision/changes.ts';
import { undiscovered } from '../zabbix/provision/undiscovered.ts';
import type { Discovery } from '../zabbix/provision/undiscovered.ts';
import type { Setup } from './setup.ts';

/** How long new items may take: Zabbix 6.0 reads its configuration each minute as it comes, and then has to make them. */
const givenUpAfterMs = 180_000;
const askedEveryMs = 1000;
/** What was taken may be lost all the same: Zabbix takes values for a host that was deleted until it has read its configuration. */
const toldAgainAfterMs = 15_000;

/** What discovery is to find on the host of each system: the values that the first cycle sends too, and what comes of them. */
export function discoveries({ settings, graph }: Pick<Setup, 'settings' | 'graph'>): readonly Discovery[] {
  return graph.model.systems.map((system) => {
    const values = discovered(system, graph);
    const idsOf = (kind: DiscoveryKind): readonly string[] => idsIn(values.get(itemKeys.discovery(kind)));
    return {
      host: outputHost(settings.publish.host, system.id),
      values,
      keys: [
        ...idsOf('subsystem').map((id) => itemKeys.subsystem('outage', id)),
        ...idsOf('pod').map((id) => itemKeys.pod('outage', id)),
        ...idsOf('function').map((id) => itemKeys.functionState(id)),
      ],
    };
  });
}

function idsIn(value: string | number | undefined): readonly string[] {
  const rows = JSON.parse(String(value ?? '[]')) as readonly { readonly '{#ID}': string }[];
  return rows.map((row) => row['{#ID}']);
}

/** What is not discovered yet, as changes; nothing where all is. */
export async function planDiscovery(
  client: ZabbixClient,
  wished: readonly Discovery[],
): Promise<readonly ProvisionChange[]> {
  return (await undiscovered(client, wished)).map(({ host, keys }) => ({
    action: 'update',
    object: 'host',
    name: host,
    details: [`discover ${keys.length} ${words(keys)}, with their items and triggers`],
  }));
}

/** How what is to be discovered is sent, and who is told what is waited for. */
export interface DiscoveryGround {
  readonly writer: WriteZabbix;
  /** Is told what people should know beside what it is at. */
  readonly tell: (text: string) => void;
  readonly onProgress: OnProgress;
  /** Whether it goes there encrypted: to a key that is new Zabbix opens no connection until it has read its configuration. */
  readonly isEncrypted: boolean;
  /** Whether what was discovered before may have other names since: Zabbix gives them when it is told of it anew. */
  readonly isRenamed: boolean;
}

/**
 * Sends what is to be discovered and waits until Zabbix has made it, since services and maps refer to it. Rejects where
 * that does not come about in three minutes.
 */
export async function applyDiscovery(
  client: ZabbixClient,
  wished: readonly Discovery[],
  { writer, tell, onProgress, isEncrypted, isRenamed }: DiscoveryGround,
): Promise<readonly ProvisionChange[]> {
  const changes = await planDiscovery(client, wished);
  if (changes.length === 0) {
    if (isRenamed) await writer.send(stamped(wished.flatMap(valuesOf))).catch(tellOnly(tell));
    return changes;
  }
  tell('Waiting until Zabbix takes values for what is new and has discovered it: up to two minutes.');
  const deadline = Date.now() + givenUpAfterMs;
  let left = await undiscovered(client, wished);
  let refused: readonly OutgoingValue[] = left.flatMap(valuesOf);
  let sentAt = Date.now();
  let trouble: WorldError | undefined;
  while (left.length > 0) {
    const found = keysIn(wished) - keysIn(left);
    onProgress({ what: 'waiting until Zabbix has discovered', done: found, of: keysIn(wished), unit: 'nodes' });
    if (refused.length === 0 && Date.now() - sentAt > toldAgainAfterMs) refused = left.flatMap(valuesOf);
    if (refused.length > 0) {
      const outcome = await writer.send(stamped(refused)).catch(whatPasses(isEncrypted));
      if (outcome instanceof WorldError && trouble === undefined) tell(`${outcome.message} Waiting.`);
      [refused, trouble] = outcome instanceof WorldError ? [refused, outcome] : [outcome.refused, undefined];
      sentAt = Date.now();
    }
    if (Date.now() > deadline) throw trouble ?? notDiscovered(client, left, refused);
    await wait(askedEveryMs);
    left = await undiscovered(client, wished);
  }
  return changes;
}

/** What the next cycle does by itself need not stop anybody. */
function tellOnly(tell: DiscoveryGround['tell']): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof WorldError)) throw error;
    tell(`${error.message} What was discovered gets its new names with the next cycles.`);
  };
}

/** The error of a connection that may be opened later; any other one is thrown on. */
function whatPasses(isEncrypted: boolean): (error: unknown) => WorldError {
  return (error) => {
    if (isEncrypted && error instanceof WorldError && error.retryable) return error;
    throw error;
  };
}

function keysIn(discoveries: readonly Discovery[]): number {
  return discoveries.reduce((sum, { keys }) => sum + keys.length, 0);
}

function valuesOf({ host, values }: Discovery): readonly OutgoingValue[] {
  return [...values].map(([key, value]) => ({ host, key, value, clock: 0, ns: 0 }));
}

/** With the time of sending: no two alike, or Zabbix would drop one of them. */
function stamped(values: readonly OutgoingValue[]): readonly OutgoingValue[] {
  const clock = Math.floor(Date.now() / 1000);
  return values.map((value, ns) => ({ ...value, clock, ns }));
}

function notDiscovered(
  client: ZabbixClient,
  left: readonly Discovery[],
  refused: readonly OutgoingValue[],
): WorldError {
  const hosts = left.map(({ host, keys }) => `"${host}" (${keys.length} to come)`).join(', ');
  const why =
    refused.length > 0
      ? 'its server does not take the values: see whether it reads its configuration (CacheUpdateFrequency), and whether the macro {$LINCHPIN.ALLOWED.HOSTS} of the host names the address from which this command sends'
      : 'its server took the values: see its log, and whether the discovery rules of the host are enabled';
  return new WorldError(
    'E326',
    `Zabbix at ${client.url} has not discovered all of ${hosts} within ${givenUpAfterMs / 60_000} minutes; ${why}. Then run linchpin provision again: it goes on from here.`,
  );
}

function words(keys: readonly string[]): string {
  const kinds: readonly DiscoveryKind[] = ['subsystem', 'pod', 'function'];
  return kinds.filter((kind) => keys.some((key) => key.startsWith(`linchpin.${kind}.`))).join('s, ') + 's';
}
