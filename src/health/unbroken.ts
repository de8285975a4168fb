import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import { settingSignals, staleAge } from '../domain/signal.ts';
import type { Cycle, Sight } from './cycle.ts';
import type { Watched, WatchedResource } from './layout.ts';
import { isWord, isWordOfItsOwn, presenceOf, quickestOf } from './presence.ts';
import type { Counts } from './presence.ts';
import { newNode } from './take-in.ts';

/** Since when a server is heard without a break; `undefined` where no break is remembered. */
export interface Unbroken {
  /** By whatever makes it heard. */
  readonly heardSince: Instant | undefined;
  /** By what runs on it, or by its runtime. */
  readonly containersHeardSince: Instant | undefined;
}

/** By whom a server is heard: by some of its own signals, and by others. */
interface Voices {
  readonly own: WatchedResource;
  readonly counts: Counts;
  readonly others: readonly {
    readonly sight: Sight;
    readonly watched: readonly Watched<{ readonly id: NodeId }>[];
    readonly indexes: readonly number[];
  }[];
}

/** Since when a server is heard without a break, by the samples of this cycle and by what was remembered before. */
export function heardWithoutBreak(server: WatchedResource, cycle: Cycle): Unbroken {
  const { layout, resources, containers } = cycle;
  const memory = resources.memories[server.server];
  const within = { sight: containers, watched: layout.containers, indexes: server.containers };
  const onDisks = { sight: resources, watched: layout.resources, indexes: server.disks };
  const all: Voices = { own: server, counts: isWordOfItsOwn, others: [onDisks, within] };
  const inside: Voices = { own: server, counts: isRunning, others: [within] };
  return {
    heardSince: startOfRun(all, memory?.heardSince, cycle),
    containersHeardSince: startOfRun(inside, memory?.containersHeardSince, cycle),
  };
}

const isRunning: Counts = (name, { newest }) => name === 'runtime' && newest.value === 1;

function startOfRun(voices: Voices, known: Instant | undefined, cycle: Cycle): Instant | undefined {
  const { staleAfter } = cycle.hearing;
  const [before, now] = heardAtLast(voices, cycle);
  // A stale age is three intervals at least, so no silence that is shorter can be a break.
  if (now === before || now - before <= (5 / 6) * staleAfter) return known;
  const longest = longestSilence(voices, before, cycle);
  let [since, last] = [known, before];
  for (const at of timesAfter(before, voices, cycle)) {
    if (at - last > longest) since = at;
    last = at;
  }
  return since;
}

/** When the newest of the voices was heard, before this cycle and now; −∞ where none ever was. */
function heardAtLast({ own, counts, others }: Voices, cycle: Cycle): readonly [before: Instant, now: Instant] {
  const heard = (memory: NodeMemory | undefined): Instant =>
    presenceOf(memory ?? newNode, cycle.hearing.staleAfter, counts).newestAt;
  let [before, now] = [heard(cycle.before.get(own.node.id)), heard(cycle.resources.memories[own.server])];
  for (const { sight, indexes } of others) {
    for (const index of indexes) {
      before = Math.max(before, sight.newestBefore[index] ?? -Infinity);
      now = Math.max(now, sight.newestAt[index] ?? -Infinity);
    }
  }
  return [before, now];
}

/**
 * How long nobody may be heard before that is a break, by whoever would have been stale first of those that were heard at
 * a time: half an interval less than his stale age, since he may come last of all when it is over, and must not be due.
 */
function longestSilence(voices: Voices, at: Instant, { before, hearing }: Cycle): Duration {
  const { staleAfter } = hearing;
  const found = speakers(voices).flatMap(
    ([id, counts]) => quickestOf(before.get(id) ?? newNode, { at, staleAfter, counts }) ?? [],
  );
  return found.reduce(
    (shortest, signal) => Math.min(shortest, staleAge(signal, staleAfter) - (signal.interval ?? 0) / 2),
    found.length > 0 ? Infinity : staleAfter,
  );
}

/** When the voices were heard in this cycle, later than a time, in order. */
function timesAfter(after: Instant, voices: Voices, { arrived }: Cycle): readonly Instant[] {
  const times: Instant[] = [];
  for (const [id, counts] of speakers(voices)) {
    for (const [signal, samples] of arrived.get(id) ?? []) {
      if (settingSignals.has(signal)) continue;
      for (const newest of samples) if (newest.at > after && counts(signal, { newest })) times.push(newest.at);
    }
  }
  return times.sort((a, b) => a - b);
}

function speakers({ own, counts, others }: Voices): readonly (readonly [NodeId, Counts])[] {
  return [
    [own.node.id, counts],
    ...others.flatMap(({ watched, indexes }) =>
      indexes.flatMap((index) => {
        const id = watched[index]?.node.id;
        return id === undefined ? [] : [[id, isWord] as const];
      }),
    ),
  ];
}
