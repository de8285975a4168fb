import type { Instant } from '../domain/instant.ts';
import type { ConditionMemory, SignalMemory } from '../domain/memory.ts';
import type { Combined, Condition, NotRunning, Threshold } from '../domain/rule.ts';
import { settingSignals } from '../domain/signal.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';
import { isStale } from './samples.ts';
import type { Hearing } from './samples.ts';
import { smooth } from './smooth.ts';

/**
 * What a condition is in a cycle (semantics 3, Conditions): `unknown` while a signal that it needs is stale, `absent`
 * where that was never seen, or no limit is set.
 */
export type Truth = 'true' | 'false' | 'unknown' | 'absent';

/** The newest values that a condition is asked of. */
export interface Asked {
  readonly signals: Readonly<Record<SignalName, SignalMemory>>;
  readonly hearing: Hearing;
}

/** What of earlier cycles decides whether a condition goes on, and where in the whole it stands. */
export interface Past {
  /** The places of the thresholds with `until` that were true when they last had an answer. */
  readonly held: readonly string[];
  /** The rule says yes since the cycle before: "stops only at" counts. */
  readonly wasActive: boolean;
  /** `''` for the whole, `.1.0` for the first part of its second part. */
  readonly place: string;
}

const pasts = [false, true].map((wasActive) =>
  [false, true].map((held): Past => ({ held: held ? [''] : [], wasActive, place: '' })),
);
const noPast: Past = { held: [], wasActive: false, place: '' };

/** The past of a condition that is no combination: `until` goes by whether it was true, whatever holds come after it. */
export function pastOf(before: ConditionMemory | undefined): Past {
  return before === undefined ? noPast : (pasts[Number(before.active)]?.[Number(before.holds)] ?? noPast);
}

/** The past of a part of a condition. */
export function ofPart(past: Past, index: number): Past {
  return { ...past, place: `${past.place}.${String(index)}` };
}

/** Asks a condition, or a part of one. */
export function truthOf(condition: Condition, asked: Asked, past: Past): Truth {
  switch (condition.kind) {
    case 'threshold':
      return truthOfThreshold(condition, asked, past.held.includes(past.place));
    case 'is':
      return truthOfValue(condition.signal, asked, (value) => String(value) === String(condition.value));
    case 'is-zero':
      return truthOfValue(condition.signal, asked, (value) => Number(value) === 0);
    case 'not-running':
      return truthOfValue('status', asked, (value) => isDown(value, condition, asked));
    case 'not-healthy':
      return truthOfValue(
        'health',
        asked,
        (value) => value === 'unhealthy' || (past.wasActive && !isFineHealth(value)),
      );
    case 'no-limit':
      return anyOf(condition.signals.map((signal) => truthOfValue(signal, asked, (value) => Number(value) === 0)));
    case 'all':
    case 'any':
      return truthOfCombined(condition, asked, past);
    case 'not':
      return opposite[truthOf(condition.part, asked, ofPart(past, 0))];
  }
}

const opposite = { true: 'false', false: 'true', unknown: 'unknown', absent: 'absent' } as const;

/** Semantics 3: a part never seen is left out of `any`, and an `all` over it does not apply. */
function truthOfCombined({ kind, parts }: Combined, asked: Asked, past: Past): Truth {
  const truths = parts.map((part, index) => truthOf(part, asked, ofPart(past, index)));
  if (kind === 'any') return anyOf(truths);
  if (truths.includes('absent')) return 'absent';
  if (truths.includes('false')) return 'false';
  return truths.includes('unknown') ? 'unknown' : 'true';
}

function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('true')) return 'true';
  if (truths.includes('unknown')) return 'unknown';
  return truths.includes('false') ? 'false' : 'absent';
}

/** The places of the thresholds with `until` that are true now, or were when they last had an answer. */
export function heldIn(condition: Condition, asked: Asked, past: Past): readonly string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap((part, index) => heldIn(part, asked, ofPart(past, index)));
    case 'not':
      return heldIn(condition.part, asked, ofPart(past, 0));
    case 'threshold': {
      if (condition.until === undefined) return [];
      const truth = truthOf(condition, asked, past);
      const isHeld = truth === 'true' || (truth !== 'false' && past.held.includes(past.place));
      return isHeld ? [past.place] : [];
    }
    case 'is':
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
    case 'no-limit':
      return [];
  }
}

/** The health words that clear a container. */
export function isFineHealth(value: SignalValue): boolean {
  return value === 'healthy' || value === 'none';
}

/** Not running; what runs to completion may also have ended, with exit code 0 (semantics 3, To completion). */
function isDown(value: SignalValue, { mayEnd }: NotRunning, { signals }: Asked): boolean {
  if (value === 'running' || value === 1) return false;
  const hasEnded = value === 'exited' || value === 'stopped' || value === 0;
  return !(mayEnd && hasEnded && Number(signals['exitCode']?.newest.value ?? NaN) === 0);
}

/** Asks one signal's newest value; a setting counts whatever its age. */
export function truthOfValue(signal: SignalName, asked: Asked, test: (value: SignalValue) => boolean): Truth {
  const memory = asked.signals[signal];
  if (memory === undefined) return 'absent';
  if (isOutdated(signal, memory, asked.hearing)) return 'unknown';
  return test(memory.newest.value) ? 'true' : 'false';
}

function isOutdated(signal: SignalName, memory: SignalMemory, hearing: Hearing): boolean {
  return !settingSignals.has(signal) && isStale(memory, hearing);
}

function truthOfThreshold(condition: Threshold, asked: Asked, wasTrue: boolean): Truth {
  const memory = asked.signals[condition.signal];
  if (memory === undefined) return 'absent';
  const value = valueOf(condition, memory, asked);
  if (value === undefined) return 'absent';
  // A word where a number should be answers nothing.
  if (Number.isNaN(value) || isOutdated(condition.signal, memory, asked.hearing)) return 'unknown';
  const edge = wasTrue ? (condition.until ?? condition.limit) : condition.limit;
  return (condition.comparison === 'above' ? value > edge : value < edge) ? 'true' : 'false';
}

/** What a threshold compares: the newest or smoothed value, of a limit its share; nothing where no limit is set. */
export function valueOf(
  { smoothing, percentOf }: Threshold,
  memory: SignalMemory,
  { signals, hearing }: Asked,
): number | undefined {
  const whole = percentOf === undefined ? 1 : Number(signals[percentOf]?.newest.value ?? 0);
  if (!(whole > 0)) return undefined;
  return (smoothing === undefined ? Number(memory.newest.value) : smooth(memory, smoothing, hearing.now)) / whole;
}

/** The time of the newest sample that decided a condition which is true or false; −∞ where none did. */
export function newestUsed(condition: Condition, asked: Asked, past: Past): Instant {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.reduce((newest, part, index) => {
        const ofThis = ofPart(past, index);
        const truth = truthOf(part, asked, ofThis);
        const isUsed = truth === 'true' || truth === 'false';
        return isUsed ? Math.max(newest, newestUsed(part, asked, ofThis)) : newest;
      }, -Infinity);
    case 'not':
      return newestUsed(condition.part, asked, ofPart(past, 0));
    case 'no-limit':
      return Math.max(...condition.signals.map((signal) => usedOf(signal, asked)));
    case 'threshold':
    case 'is':
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
      return usedOf(condition.signal, asked);
  }
}

function usedOf(signal: SignalName, { signals }: Asked): Instant {
  return signals[signal]?.newest.at ?? -Infinity;
}
