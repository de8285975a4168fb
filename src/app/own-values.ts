import type { World } from '../evaluate.ts';
import type { Instant } from '../domain/instant.ts';
import { itemKeys } from '../domain/item-keys.ts';
import { localId } from '../domain/node.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';

/** What only the shell knows of Linchpin's own health: how many values wait for Zabbix, how long a cycle took. */
export function ownValues(
  world: World,
  at: Instant,
  own: { readonly waiting: number; readonly lastCycleTime: number },
): readonly OutgoingValue[] {
  const clock = Math.floor(at);
  const ns = Math.floor((at - clock) * 1e9);
  return world.graph.model.systems.flatMap((system) => {
    const host = world.outputHost.replaceAll('{system}', localId(system.id));
    return [
      { host, key: itemKeys.outbox, value: own.waiting, clock, ns },
      { host, key: itemKeys.cycleTime, value: Math.round(own.lastCycleTime * 1000) / 1000, clock, ns },
    ];
  });
}
