import type { Duration, Instant } from '../domain/instant.ts';
import type { Sample, SignalMemory } from '../domain/memory.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';
import { settingSignals, staleAge } from '../domain/signal.ts';

/** Of two values with one time the larger counts: numbers by size, words by code point, a word beside a number. */
function isLarger(a: SignalValue, b: SignalValue): boolean {
  return typeof a === typeof b ? a > b : typeof a === 'string';
}

/** Sorts the samples of a cycle, leaves one for each time, and drops what is not newer than `newest`. */
export function inOrder(samples: readonly Sample[], newest: Instant | undefined): readonly Sample[] {
  const later = newest === undefined ? samples : samples.filter(({ at }) => at > newest);
  if (later.length < 2) return later;
  const sorted = [...later].sort((a, b) => a.at - b.at || (isLarger(a.value, b.value) ? 1 : -1));
  return sorted.filter((sample, index) => sorted[index + 1]?.at !== sample.at);
}

/** What a signal's memory is to keep. */
export interface Keeping {
  readonly signal: SignalName;
  readonly interval: Duration | undefined;
  /** Its interval is a heartbeat. */
  readonly throttled: boolean;
  /** The longest smoothing window over the signal; 0 for none. */
  readonly window: Duration;
  readonly now: Instant;
}

/** Takes new samples (in order) into a signal's memory; undefined while it was never seen. */
export function remember(
  before: SignalMemory | undefined,
  samples: readonly Sample[],
  keeping: Keeping,
): SignalMemory | undefined {
  const newest = samples.at(-1) ?? before?.newest;
  if (!newest) return undefined;
  const interval = keeping.interval ?? before?.interval;
  const throttled = keeping.interval === undefined ? before?.throttled === true : keeping.throttled;
  const window = windowOf(before, samples, keeping);
  const changedAt = settingSignals.has(keeping.signal) ? lastChange(before, samples) : undefined;
  const next: SignalMemory = {
    newest,
    ...(interval === undefined ? {} : { interval }),
    ...(throttled ? { throttled } : {}),
    ...(window === undefined ? {} : { window }),
    ...(changedAt === undefined ? {} : { changedAt }),
  };
  return samples.length === 0 && before !== undefined && isSame(before, next) ? before : next;
}

/** Whether two memories of a signal without a new sample say the same. */
function isSame(a: SignalMemory, b: SignalMemory): boolean {
  return a.interval === b.interval && a.throttled === b.throttled && a.window === b.window;
}

/**
 * The samples inside the window, and the newest before it, from which an increase is counted. It only sheds its oldest
 * when new ones come: smoothing looks at the times itself, and a node of which nothing is new keeps its memory.
 */
function windowOf(
  before: SignalMemory | undefined,
  fresh: readonly Sample[],
  { now, window }: Keeping,
): readonly Sample[] | undefined {
  if (window === 0) return undefined;
  const known = before?.window ?? (before === undefined ? [] : [before.newest]);
  if (fresh.length === 0) return known;
  const samples = [...known, ...fresh];
  const firstInside = samples.findIndex(({ at }) => at > now - window);
  const from = firstInside < 0 ? samples.length - 1 : firstInside - 1;
  return samples.slice(Math.max(0, from));
}

function lastChange(before: SignalMemory | undefined, samples: readonly Sample[]): Instant | undefined {
  let [value, changedAt] = [before?.newest.value, before?.changedAt];
  for (const sample of samples) {
    if (value !== undefined && sample.value !== value) changedAt = sample.at;
    value = sample.value;
  }
  return changedAt;
}

/** The circumstances of hearing. */
export interface Hearing {
  readonly now: Instant;
  readonly staleAfter: Duration;
}

/** Whether a signal's newest value is older than its stale age. */
export function isStale(memory: SignalMemory, { now, staleAfter }: Hearing): boolean {
  return now - memory.newest.at > staleAge(memory, staleAfter);
}
