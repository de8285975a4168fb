import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTask, schedule, validate } from 'node-cron';
import type { Timetable } from '../config/settings.ts';
import type { Duration } from '../domain/instant.ts';

/** Cycles that run by a timetable, never two at once. */
export interface Schedule {
  /** Settles when the schedule has stopped and the last cycle is done; rejects when a cycle did. */
  readonly finished: Promise<void>;
  /** Starts no further cycle; the one that runs is finished. May be called again. */
  stop(): void;
}

/** Starts cycles by a timetable; `onSkipped` hears how many were due while another one still ran. */
export function startSchedule(
  timetable: Timetable,
  cycle: () => Promise<void>,
  onSkipped: (skipped: number) => void,
): Schedule {
  return timetable.kind === 'every' ? startPlain(timetable, cycle, onSkipped) : startCron(timetable, cycle, onSkipped);
}

/** How far apart cycles are; by a cron expression, the next two. */
export function pollInterval(timetable: Timetable): Duration {
  if (timetable.kind === 'every') return timetable.every;
  const { expression, timezone } = timetable;
  const task = createTask(expression, nothing, { logger: silent, ...(timezone !== undefined && { timezone }) });
  const [first, second] = task.getNextRuns(2);
  return first && second ? (second.getTime() - first.getTime()) / 1000 : 0;
}

function startPlain(
  { every, jitter }: { readonly every: Duration; readonly jitter: Duration },
  cycle: () => Promise<void>,
  onSkipped: (skipped: number) => void,
): Schedule {
  const stopped = new AbortController();
  const run = async (): Promise<void> => {
    // Monotonic, so that setting the system's clock neither stops nor doubles the cycles.
    let dueMs = performance.now();
    while (!stopped.signal.aborted) {
      await cycle();
      const skipped = Math.max(0, Math.ceil((performance.now() - dueMs) / (every * 1000)) - 1);
      if (skipped > 0) onSkipped(skipped);
      dueMs += (skipped + 1) * every * 1000;
      const waitMs = Math.max(0, dueMs - performance.now()) + Math.random() * jitter * 1000;
      await sleep(waitMs, undefined, { signal: stopped.signal }).catch(ignoreAbort);
    }
  };
  return { finished: run(), stop: () => stopped.abort() };
}

/** What is wrong with a cron expression, in words; `undefined` where nothing is. */
export function cronMistake(expression: string): string | undefined {
  if (validate(expression)) return undefined;
  return `\`schedule.cron\`: ${JSON.stringify(expression)} never comes, or is no cron expression; expected five or six fields such as "*/30 * * * * *"`;
}

function startCron(
  { expression, timezone }: { readonly expression: string; readonly timezone?: string },
  cycle: () => Promise<void>,
  onSkipped: (skipped: number) => void,
): Schedule {
  let running: Promise<void> = Promise.resolve();
  const ended = new EventEmitter<{ end: [] }>();
  const task = schedule(
    expression,
    async () => {
      running = cycle();
      // Its failure rejects `finished`; node-cron would only log it.
      await running.catch(() => ended.emit('end'));
    },
    { noOverlap: true, suppressMissedWarning: true, logger: silent, ...(timezone !== undefined && { timezone }) },
  );
  task.on('execution:overlap', () => onSkipped(1));
  task.on('execution:missed', () => onSkipped(1));
  const finished = once(ended, 'end').then(async () => {
    await task.destroy();
    await running;
  });
  return { finished, stop: () => void ended.emit('end') };
}

// node-cron writes to the console by itself; what it has to say comes by `onSkipped` and by `finished`.
const silent = { info: nothing, warn: nothing, error: nothing, debug: nothing };

function nothing(): void {
  // Nothing is said.
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
