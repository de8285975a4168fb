import { once } from 'node:events';
import { createTask, validate } from 'node-cron';
import type { ScheduledTask } from 'node-cron';
import pLimit from 'p-limit';
import type { Timetable } from '../config/settings.ts';
import type { Duration } from '../domain/instant.ts';

type CronTimetable = Extract<Timetable, { readonly kind: 'cron' }>;

/** Cycles that run by a timetable and on call, never two at once. */
export interface Schedule {
  /** Settles when the schedule has stopped and the last cycle is done; rejects when a cycle did. */
  readonly finished: Promise<void>;
  /** Starts no further cycle; the one that runs is finished. May be called again. */
  stop(): void;
  /**
   * Runs a cycle at once, or right after the one that runs; however often that is asked for meanwhile, one. The
   * timetable stays as it is: what is due while a woken cycle runs comes right after it. Says whether that makes one
   * cycle more: one that was woken and has not begun will do.
   */
  wake(): boolean;
}

/** Starts cycles by a timetable; `onSkipped` hears how many were due while another one by the timetable still ran. */
export function startSchedule(
  timetable: Timetable,
  cycle: () => Promise<void>,
  onSkipped: (skipped: number) => void,
): Schedule {
  const turns = new Turns(cycle);
  const finished =
    timetable.kind === 'every' ? runPlain(timetable, turns, onSkipped) : runCron(timetable, turns, onSkipped);
  return { finished, stop: () => turns.stop(), wake: () => turns.wake() };
}

/** How far apart cycles are; by a cron expression, at least: of the next few those that are closest. */
export function pollInterval(timetable: Timetable): Duration {
  if (timetable.kind === 'every') return timetable.every;
  const times = taskOf(timetable)
    .getNextRuns(4)
    .map((run) => run.getTime() / 1000);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return gaps.length === 0 ? 0 : Math.min(...gaps);
}

/** Lets one cycle run at a time, and none after the stop or after one that failed by our own fault. */
class Turns {
  readonly #cycle: () => Promise<void>;
  readonly #oneAtATime = pLimit(1);
  readonly #stopped = new AbortController();
  #isWakeWaiting = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(cycle: () => Promise<void>) {
    this.#cycle = cycle;
  }

  /** Aborted by the stop and by a cycle that failed. */
  get signal(): AbortSignal {
    return this.#stopped.signal;
  }

  /** Runs a cycle when none runs; resolves when it has ended, whichever way. */
  due(): Promise<void> {
    return this.#oneAtATime(() => this.#run());
  }

  wake(): boolean {
    if (this.#isWakeWaiting || this.signal.aborted) return false;
    this.#isWakeWaiting = true;
    void this.#oneAtATime(() => {
      this.#isWakeWaiting = false;
      return this.#run();
    });
    return true;
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Resolves when the last cycle has ended; rejects with what one failed by. */
  async lastOne(): Promise<void> {
    if (!this.signal.aborted) await once(this.signal, 'abort');
    await this.#oneAtATime(nothing);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #run(): Promise<void> {
    if (this.signal.aborted) return;
    try {
      await this.#cycle();
    } catch (error) {
      this.#failure = { error };
      this.stop();
    }
  }
}

async function runPlain(
  { every, jitter }: { readonly every: Duration; readonly jitter: Duration },
  turns: Turns,
  onSkipped: (skipped: number) => void,
): Promise<void> {
  // Monotonic, so that setting the system's clock neither stops nor doubles the cycles.
  let dueMs = performance.now();
  while (!turns.signal.aborted) {
    await turns.due();
    const skipped = Math.max(0, Math.ceil((performance.now() - dueMs) / (every * 1000)) - 1);
    if (skipped > 0) onSkipped(skipped);
    dueMs += (skipped + 1) * every * 1000;
    const waitMs = Math.max(0, dueMs - performance.now()) + Math.random() * jitter * 1000;
    await sleepUnless(turns.signal, waitMs);
  }
  await turns.lastOne();
}

/** What is wrong with a cron expression, in words; `undefined` where nothing is. */
export function cronMistake(expression: string): string | undefined {
  if (validate(expression)) return undefined;
  return `\`schedule.cron\`: ${JSON.stringify(expression)} never comes, or is no cron expression; expected five or six fields such as "*/30 * * * * *"`;
}

/** After a longer jump of the clock what lay between was not missed. */
const longestLook: Duration = 60;

/**
 * Looks each second whether one matches. node-cron's own timers wait for a time that was computed once: where the clock is
 * set back meanwhile, or an hour comes twice as daylight saving time ends, they would start no cycle for as long.
 */
async function runCron(timetable: CronTimetable, turns: Turns, onSkipped: (skipped: number) => void): Promise<void> {
  const task = taskOf(timetable);
  let lookedUpTo = thisSecond();
  let isUnderWay = false;
  while (!turns.signal.aborted) {
    await sleepUnless(turns.signal, 1000 - (Date.now() % 1000));
    const now = thisSecond();
    const from = now < lookedUpTo ? now - 1 : Math.max(lookedUpTo, now - longestLook);
    lookedUpTo = now;
    const due = seconds(from, now).filter((second) => task.match(new Date(second * 1000))).length;
    if (due === 0) continue;
    const skipped = isUnderWay ? due : due - 1;
    if (skipped > 0) onSkipped(skipped);
    if (isUnderWay) continue;
    isUnderWay = true;
    void turns.due().finally(() => (isUnderWay = false));
  }
  await turns.lastOne();
}

/** The seconds after one, up to another one. */
function seconds(after: number, until: number): readonly number[] {
  return Array.from({ length: until - after }, (_, index) => after + 1 + index);
}

function thisSecond(): number {
  return Math.floor(Date.now() / 1000);
}

function taskOf({ expression, timezone }: CronTimetable): ScheduledTask {
  return createTask(expression, nothing, { logger: silent, ...(timezone !== undefined && { timezone }) });
}

// node-cron writes to the console by itself.
const silent = { info: nothing, warn: nothing, error: nothing, debug: nothing };

function nothing(): void {
  // Nothing is said.
}

/** Waits for a time, or no longer than until the signal is aborted. */
function sleepUnless(signal: AbortSignal, ms: number): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
