import type { Design, DesignedPod, DesignedServer } from './read-design.ts';
import { disksOf, pinned } from './site-choices.ts';

/** One container and the place that it was given. */
export interface PlacedContainer {
  readonly pod: string;
  readonly name: string;
  readonly server: string;
  readonly disks: readonly string[];
  /** Of a pod with a primary: the first replica is it. */
  readonly role?: 'primary' | 'replica';
}

interface Slot {
  readonly pod: DesignedPod;
  readonly shard: string;
  readonly disks: readonly string[];
  /** Servers that already hold a replica of this shard. */
  readonly taken: readonly DesignedServer[];
}

/**
 * Gives every replica of every shard a server: never two replicas of one shard on a server, racks as even as can be,
 * then the server with the fewest containers, then the first by id. Same design, same places. What is switched off comes
 * last, so that it takes nobody's place.
 */
export function placeContainers(design: Design): readonly PlacedContainer[] {
  const load = new Map(design.servers.map((server) => [server.id, 0]));
  const containers: PlacedContainer[] = [];
  const pods = design.pods.toSorted((a, b) => Number(a.isOff) - Number(b.isOff));
  for (const pod of pods) {
    const choices = disksOf[pod.id] ?? (pod.kind === 'stateless' ? [[]] : [['ssd1']]);
    for (const [index, shard] of pod.shards.entries()) {
      const disks = choices[index % choices.length] ?? [];
      const taken: DesignedServer[] = [];
      for (let replica = 1; replica <= pod.replicas; replica += 1) {
        const server = chooseServer({ pod, shard, disks, taken }, design.servers, load);
        taken.push(server);
        load.set(server.id, (load.get(server.id) ?? 0) + 1);
        const role = roleOf(pod, replica);
        containers.push({
          pod: pod.id,
          name: nameOf(pod, shard, replica),
          server: server.id,
          disks,
          ...(role && { role }),
        });
      }
    }
  }
  return containers;
}

function chooseServer(
  slot: Slot,
  servers: readonly DesignedServer[],
  load: ReadonlyMap<string, number>,
): DesignedServer {
  const pin = pinned[slot.pod.id]?.[slot.taken.length];
  const inRack = (server: DesignedServer): number => slot.taken.filter((other) => other.rack === server.rack).length;
  const [best] = servers
    .filter((server) => pin === undefined || server.id === pin)
    .filter((server) => !slot.taken.includes(server) && slot.disks.every((disk) => server.disks.includes(disk)))
    .sort((a, b) => inRack(a) - inRack(b) || (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
  if (best === undefined) {
    throw new Error(
      `${slot.pod.id}, shard ${slot.shard}: no server is left for replica ${String(slot.taken.length + 1)}` +
        ` (${pin === undefined ? 'one replica a server' : `pinned to ${pin}`}, disks: ${slot.disks.join(', ') || 'none'});` +
        ' lower `replicas` or change scripts/mail-inventory/site-choices.ts',
    );
  }
  return best;
}

function roleOf({ kind }: DesignedPod, replica: number): PlacedContainer['role'] {
  if (kind !== 'primary-replica') return undefined;
  return replica === 1 ? 'primary' : 'replica';
}

function nameOf(pod: DesignedPod, shard: string, replica: number): string {
  return pod.pattern.replace('{shard}', shard).replace('{replica}', String(replica));
}
