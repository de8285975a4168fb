import type { Timetable } from '../config/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { WorldError } from '../ports.ts';
import type { App, OpenCycles } from './compose.ts';
import type { CycleReport } from './cycle.ts';
import { Reminder } from './reminder.ts';
import { startSchedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';

/** What a daemon is made of. */
export interface DaemonParts {
  readonly app: App;
  readonly timetable: Timetable;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Runs cycles until stopped. What cannot be reached is waited for; `finished` rejects with `WorldError` only for what
 * waiting does not heal at the start: Zabbix refuses or is not provisioned, the store is of a newer program.
 */
export function startDaemon(parts: DaemonParts): Schedule {
  const { app, timetable, log } = parts;
  const start = new Start(parts);
  const schedule = startSchedule(
    timetable,
    () => start.cycle(),
    (skipped) => log.warn({ skipped }, 'cycles were due while another one still ran'),
  );
  const finished = schedule.finished.finally(async () => {
    await start.close();
    app.close();
  });
  return { finished, stop: () => schedule.stop() };
}

/** Runs one cycle and closes everything; rejects with `WorldError` where there can't be one. */
export async function runOnce(app: App): Promise<CycleReport> {
  try {
    await app.checkZabbix();
    const cycles = await app.openCycles();
    try {
      return await cycles.runner.run();
    } finally {
      await cycles.close();
    }
  } finally {
    app.close();
  }
}

/** Gets from nothing to running cycles, as far as the world allows at each due time. */
class Start {
  readonly #parts: DaemonParts;
  readonly #storeTrouble: Reminder;
  #cycles: OpenCycles | undefined;
  #isChecked = false;
  #hasRead = false;

  constructor(parts: DaemonParts) {
    this.#parts = parts;
    this.#storeTrouble = new Reminder(parts.log, 'the store');
  }

  async cycle(): Promise<void> {
    await this.#open();
    if (this.#cycles === undefined) return;
    if (!this.#isChecked) this.#isChecked = await this.#check();
    const { readError } = await this.#cycles.runner.run();
    // Refused from the first reading on, it lacks a permission or the like: waiting does not heal that.
    if (readError !== undefined && !readError.retryable && !this.#hasRead) throw readError;
    this.#hasRead ||= readError === undefined;
  }

  async close(): Promise<void> {
    await this.#cycles?.close();
  }

  async #open(): Promise<void> {
    if (this.#cycles !== undefined) return;
    const now = this.#parts.clock.now();
    try {
      this.#cycles = await this.#parts.app.openCycles();
      this.#storeTrouble.worked(now);
    } catch (error) {
      this.#storeTrouble.failed(passing(error), now);
    }
  }

  // Nothing is said of a Zabbix that can't be reached: the reading that follows says it, and keeps saying it.
  async #check(): Promise<boolean> {
    try {
      await this.#parts.app.checkZabbix();
      return true;
    } catch (error) {
      passing(error);
      return false;
    }
  }
}

function passing(error: unknown): WorldError {
  if (error instanceof WorldError && error.retryable) return error;
  throw error;
}
