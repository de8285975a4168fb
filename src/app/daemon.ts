import type { Timetable } from '../config/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { WorldError } from '../ports.ts';
import type { App } from './compose.ts';
import type { CycleReport } from './cycle.ts';
import type { Presence } from './presence.ts';
import type { Reload } from './reload.ts';
import { Reminder } from './reminder.ts';
import { startSchedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import type { Serving } from './serving.ts';

/** What a daemon is made of. */
export interface DaemonParts {
  readonly app: App;
  readonly timetable: Timetable;
  /** Brings what was read anew in force between cycles. */
  readonly reload?: Pick<Reload, 'apply'>;
  /** What is served beside the cycles; it ends with them. */
  readonly serving?: Serving;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Runs cycles until stopped. What cannot be reached is waited for; `finished` rejects with `WorldError` only for what
 * waiting does not heal at the start: Zabbix refuses or is not provisioned, the store is of a newer program.
 */
export function startDaemon(parts: DaemonParts): Schedule {
  const { app, timetable, serving, log } = parts;
  const start = new Start(parts, () => void schedule.wake());
  const schedule = startSchedule(
    timetable,
    () => start.cycle(),
    (skipped) => {
      app.own.missed(skipped);
      log.warn({ skipped }, 'cycles were due while another one still ran');
    },
  );
  serving?.attach(schedule);
  const finished = schedule.finished.finally(async () => {
    // First of all another one may lead.
    await start.close();
    await serving?.close();
    app.close();
  });
  return { ...schedule, finished };
}

/** Runs one cycle and closes everything; rejects with `WorldError` where there can't be one. */
export async function runOnce(app: App): Promise<CycleReport> {
  try {
    await app.checkZabbix();
    const presence = await app.open(() => undefined);
    try {
      const report = await presence.turn();
      await presence.settled();
      if (report.standsBy !== true) return report;
      throw report.saveError ?? isLedByAnother(app);
    } finally {
      await presence.close();
    }
  } finally {
    app.close();
  }
}

/** Gets from nothing to running cycles, as far as the world allows at each due time. */
class Start {
  readonly #parts: DaemonParts;
  readonly #trouble: Readonly<Record<'read' | 'store' | 'send' | 'annotate' | 'objects', Reminder>>;
  #presence: Presence | undefined;
  #isChecked = false;
  #isReloaded = false;
  #readings = 0;

  readonly #onLead: () => void;

  constructor(parts: DaemonParts, onLead: () => void) {
    this.#parts = parts;
    this.#onLead = onLead;
    this.#trouble = {
      read: new Reminder(parts.log, 'reading Zabbix'),
      store: new Reminder(parts.log, 'the store'),
      send: new Reminder(parts.log, 'sending to Zabbix'),
      annotate: new Reminder(parts.log, "writing on the site's problems"),
      objects: new Reminder(parts.log, 'looking for the objects in Zabbix that the changed model needs'),
    };
  }

  async cycle(): Promise<void> {
    await this.#open();
    if (this.#presence === undefined) return;
    if (this.#parts.reload?.apply() === true) this.#isReloaded = true;
    if (this.#isReloaded) this.#isReloaded = await this.#lacksObjects();
    else if (!this.#isChecked) this.#isChecked = await this.#check();
    const report = await this.#presence.turn();
    this.#tell(report);
    this.#parts.serving?.note(report);
    const { readError } = report;
    // The first reading asks for newest values and the second one for history: a permission that is missing shows in
    // one of them, and waiting does not heal it. Later it may be a token that is being replaced.
    if (readError !== undefined && !readError.retryable && this.#readings < 2) throw readError;
    if (readError === undefined) this.#readings += 1;
  }

  async close(): Promise<void> {
    await this.#presence?.close();
  }

  #tell({ readError, saveError, sendError, annotateError, standsBy }: CycleReport): void {
    const now = this.#parts.clock.now();
    this.#trouble.read.note(readError, now);
    this.#trouble.store.note(saveError, now);
    if (standsBy === true) return;
    // What was not saved was not sent either, so nothing is known of the sending.
    if (saveError === undefined) this.#trouble.send.note(sendError, now);
    if (saveError === undefined && readError === undefined) this.#trouble.annotate.note(annotateError, now);
  }

  async #open(): Promise<void> {
    if (this.#presence !== undefined) return;
    const now = this.#parts.clock.now();
    try {
      this.#presence = await this.#parts.app.open(this.#onLead);
      this.#trouble.store.note(undefined, now);
    } catch (error) {
      this.#trouble.store.note(passing(error), now);
    }
  }

  // What a changed model lacks in Zabbix is no reason to stop showing the rest; it is looked for until it is there.
  async #lacksObjects(): Promise<boolean> {
    const { app, clock } = this.#parts;
    try {
      await app.checkZabbix();
      app.own.isIncomplete = false;
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      if (error.retryable) return true;
      app.own.isIncomplete = true;
      this.#trouble.objects.note(error, clock.now());
      return true;
    }
    this.#trouble.objects.note(undefined, clock.now());
    return false;
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

function isLedByAnother({ leader = 'another process' }: App): WorldError {
  return new WorldError(
    'E423',
    `Another Linchpin leads (${leader}) and runs the cycles of this store: \`linchpin status\` shows what it found. To run one here, stop it first.`,
  );
}

function passing(error: unknown): WorldError {
  if (error instanceof WorldError && error.retryable) return error;
  throw error;
}
