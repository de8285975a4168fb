import { addTo } from '../domain/gather.ts';
import type { DriftReason, Drift, TakenContainer } from '../domain/inventory.ts';
import { nodeId } from '../domain/node.ts';
import type { Declarations } from './declarations.ts';
import { expand } from './expand.ts';
import { aged, type FollowGrounds } from './follow-grounds.ts';
import { findMoves } from './follow-moves.ts';
import { isUnwanted, type NamedPlace, placesByName } from './place-by-name.ts';
import { once } from './references.ts';
import { mostReplicas, shardKey } from './replicas.ts';
import type { WrittenPod } from './schema.ts';
import { containerKey } from './with-taken-over.ts';

/** The containers that are taken over, and what of Zabbix's and the files' containers does not go together. */
export interface FollowedContainers {
  readonly containers: readonly TakenContainer[];
  readonly drift: readonly Drift[];
}

/** A container of Zabbix's that a pattern gives a place. */
interface Candidate {
  readonly container: TakenContainer;
  readonly place: NamedPlace;
  /** `kept` was taken over before and is still shown, `vanished` is not shown any more. */
  readonly standing: 'kept' | 'fresh' | 'vanished';
}

/** Takes over the containers whose names fit one pod's pattern, as many as its shards have places for. */
export function followContainers(grounds: FollowGrounds): FollowedContainers {
  const { declarations, before, shown, elsewhere, isSeen } = grounds;
  const written = declarations.containers.flatMap((container) => container.written ?? []);
  const { moves, vanished } = findMoves(written, grounds);
  const settled = new Set([
    ...written.map(({ server, name }) => containerKey(server, name)),
    ...[...moves.values()].map(({ server, name }) => containerKey(server, name)),
  ]);
  const hand = handMade(declarations);
  // What nobody wants may be absent (semantics 3, Not wanted).
  const drift = vanished
    .filter(({ server, name }) => !hand.off.has(containerKey(server, name)))
    .filter(({ server, name }) => !elsewhere.has(nodeId.container(server, name)))
    .map(({ server, name }): Drift => ({ node: 'container', reason: 'not-in-zabbix', server, name }));
  const placeOf = placesByName(declarations);
  const candidates = new Map<string, Candidate[]>();
  const consider = (container: TakenContainer, standing: Candidate['standing']): void => {
    const { server, name } = container;
    const place = placeOf(name);
    if (isUnwanted(place, declarations)) return;
    if ('reason' in place) drift.push({ node: 'container', server, name, ...place });
    else {
      const candidate = { container: { ...container, disks: hand.disksOf(place.pod) }, place, standing };
      addTo(candidates, shardKey(place.pod, place.shard), candidate);
    }
  };
  const earlier = before.containers.filter(({ movedFrom }) => movedFrom === undefined);
  const known = new Map(earlier.map((container) => [containerKey(container.server, container.name), container]));
  for (const { id: server, containers } of shown.values()) {
    for (const name of containers) {
      const key = containerKey(server, name);
      if (settled.has(key)) continue;
      settled.add(key);
      consider({ name, server, disks: [] }, known.has(key) ? 'kept' : 'fresh');
    }
  }
  for (const container of earlier) {
    if (settled.has(containerKey(container.server, container.name))) continue;
    const left = aged(container, grounds);
    if (left !== undefined) consider(left, isSeen ? 'vanished' : 'kept');
  }
  const filled = [...candidates].map(([key, ofShard]) =>
    fillShard(ofShard, declarations.pods.get(ofShard[0]?.place.pod ?? '')?.written, hand.shards.get(key)),
  );
  return {
    containers: [...moves.values(), ...filled.flatMap((shard) => shard.containers)],
    drift: [...drift, ...filled.flatMap((shard) => shard.drift)],
  };
}

/** What the files themselves put into a shard. */
interface HandMadeShard {
  readonly count: number;
  readonly hasPrimary: boolean;
}

/** What the files themselves say of containers: how shards are filled, and which disks pods use. */
interface HandMade {
  readonly shards: ReadonlyMap<string, HandMadeShard>;
  /** The disks that all containers of a pod use, where they agree: Zabbix does not say which a container uses. */
  readonly disksOf: (pod: string) => readonly string[];
  /** The containers of pods that are switched off, by their keys. */
  readonly off: ReadonlySet<string>;
}

function handMade(declarations: Declarations): HandMade {
  const shards = new Map<string, HandMadeShard>();
  const disks = new Map<string, Map<string, readonly string[]>>();
  const off = new Set<string>();
  for (const { pod, shard, role, written } of expand(declarations, () => undefined).placed) {
    if (declarations.off.pods.has(pod)) off.add(containerKey(written.server, written.name));
    const key = shardKey(pod, shard);
    const { count = 0, hasPrimary = false } = shards.get(key) ?? {};
    shards.set(key, { count: count + 1, hasPrimary: hasPrimary || role === 'primary' });
    const used = once(written.disks ?? []).toSorted();
    const known = disks.get(pod) ?? new Map<string, readonly string[]>();
    disks.set(pod, known.set(JSON.stringify(used), used));
  }
  return {
    shards,
    off,
    disksOf: (pod) => {
      const [only = [], second] = disks.get(pod)?.values() ?? [];
      return second === undefined ? only : [];
    },
  };
}

/**
 * What is new takes the place of what vanished: of one of its own name, which moved, else of the longest unknown, for
 * containers are made anew under other names. Where more is new than there are places left, nobody can say which belong there, and none is taken.
 */
function fillShard(
  candidates: readonly Candidate[],
  pod: WrittenPod | undefined,
  { count, hasPrimary }: HandMadeShard = { count: 0, hasPrimary: false },
): FollowedContainers {
  const drift: Drift[] = [];
  const leave = ({ container: { server, name }, place }: Candidate, reason: DriftReason): void => {
    drift.push({ node: 'container', reason, server, name, pods: [place.pod] });
  };
  const alonePrimary = pod?.kind === 'primary-replica' && pod.failover !== 'automatic';
  const accepted: Candidate[] = [];
  let primary = hasPrimary;
  for (const candidate of candidates.filter(({ standing }) => standing !== 'vanished').toSorted(keptFirst)) {
    const isPrimary = candidate.place.role === 'primary';
    if (alonePrimary && isPrimary && primary) leave(candidate, 'second-primary');
    else accepted.push(candidate);
    primary ||= isPrimary;
  }
  const room = mostReplicas(pod) - count;
  const kept = accepted.filter(({ standing }) => standing === 'kept');
  const fresh = accepted.filter(({ standing }) => standing === 'fresh');
  const isTooMuch = kept.length + fresh.length > room;
  // Places may have become fewer since, by other files: what was there first stays.
  for (const candidate of [...kept.slice(Math.max(0, room)), ...(isTooMuch ? fresh : [])]) leave(candidate, 'too-many');
  const staying = [...kept.slice(0, Math.max(0, room)), ...(isTooMuch ? [] : fresh)];
  const moved = new Set(fresh.map(({ container }) => container.name));
  const waiting = candidates
    .filter(({ standing, place }) => standing === 'vanished' && !(alonePrimary && place.role === 'primary' && primary))
    .toSorted(
      (a, b) =>
        Number(moved.has(b.container.name)) - Number(moved.has(a.container.name)) ||
        (a.container.unknownSince ?? 0) - (b.container.unknownSince ?? 0),
    );
  const replaced = isTooMuch ? 0 : fresh.length;
  const places = Math.max(0, room - staying.length);
  const last = waiting.slice(Math.max(replaced, waiting.length - places));
  return { containers: [...staying, ...last].map(({ container }) => container), drift };
}

function keptFirst(a: Candidate, b: Candidate): number {
  return Number(a.standing === 'fresh') - Number(b.standing === 'fresh');
}
