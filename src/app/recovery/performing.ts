import { setTimeout as sleep } from 'node:timers/promises';
import { readAllowed } from '../../config/recovery/read-allowed.ts';
import type { Settings } from '../../config/settings.ts';
import type { Duration } from '../../domain/instant.ts';
import { LeadLostError } from '../../domain/lead-lost.ts';
import type { Action, ActionId, ActionOutcome, Stop } from '../../domain/recovery.ts';
import type { Actuate, AuditEntry, Clock, Log, Store } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import { itself } from './decision-entries.ts';
import { beginning, ending, withholding } from './words.ts';

/** What carrying actions out needs of the world. */
export interface PerformingParts {
  readonly settings: () => Pick<Settings, 'recovery'>;
  /** By their names in the configuration. */
  readonly actuators: () => ReadonlyMap<string, Actuate>;
  readonly store: Pick<Store, 'beginAction' | 'addToAudit'>;
  /** How often cycles are: what an older one has found is no ground to act on. */
  readonly interval: () => Duration;
  /** Rejects with `LeadLostError` where another one may lead by now. */
  readonly ready: () => Promise<void>;
  /** Who stopped recovery. */
  readonly stop: () => Promise<Stop | undefined>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long what came of an action is tried to be written down again where the store does not answer. */
const againAfterMs = 1000;

/** A cycle may take so long, also where they are more often. */
const longestCycle: Duration = 30;

/** How long what goes on may take to end when Linchpin stops. */
const patienceMs = 5000;

/** Carries actions out beside the cycles, each once: what begins is written down before, what came of it after. */
export class Performing {
  readonly #parts: PerformingParts;
  readonly #going = new Map<ActionId, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(parts: PerformingParts) {
    this.#parts = parts;
  }

  /** The actions that go on, or are about to. */
  get carriedOut(): ReadonlySet<ActionId> {
    return new Set(this.#going.keys());
  }

  /** Begins an action; nobody waits for it. */
  begin(action: Action, why: string): void {
    if (this.#going.has(action.id) || this.#closing.signal.aborted) return;
    const going = this.#perform(action, why)
      .catch((error: unknown) => this.#tell(action, error))
      .finally(() => this.#going.delete(action.id));
    this.#going.set(action.id, going);
  }

  /** Waits until what goes on has come to an end, which each action does by its time limit. */
  async settled(): Promise<void> {
    await Promise.all(this.#going.values());
  }

  /** Begins nothing more, and lets what goes on come to an end for a while; what then still goes on is of unknown outcome. */
  async close(): Promise<void> {
    const all = Promise.all(this.#going.values());
    const waited = new AbortController();
    await Promise.race([all, sleep(patienceMs, undefined, { signal: waited.signal }).catch(() => undefined)]);
    waited.abort();
    this.#closing.abort();
    await all;
  }

  async #perform(action: Action, why: string): Promise<void> {
    const { store, ready, log } = this.#parts;
    // First, since it may take its time: what comes after it is as of now.
    await ready();
    const objection = await this.#objection(action);
    // Whoever else has the lease by now makes this reject.
    const begun = objection === undefined && (await store.beginAction(action.id, beginning(action, this.#now(), why)));
    const reason = begun && begun.kind === 'stopped' ? stoppedText(begun.stop) : objection;
    if (reason !== undefined) {
      log.warn({ action: action.id, root: action.root, reason }, 'an action was intended and is not begun');
      await this.#write(withholding(action, this.#now(), reason));
      return;
    }
    if (begun && begun.kind === 'began-before') return;
    const outcome = await this.#act(action);
    const facts = { action: action.id, kind: action.order.kind, root: action.root, result: outcome.result };
    log.info({ ...facts, took: outcome.duration }, 'an action of recovery has ended');
    await this.#write(ending(action, this.#now(), outcome));
  }

  /** What has come up since the cycle that intended it; everything is asked anew. */
  async #objection(action: Action): Promise<string | undefined> {
    const forbidden = await this.#forbidden(action);
    if (forbidden !== undefined) return forbidden;
    const { clock, interval } = this.#parts;
    // By a clock that was set back nobody can say how old it is.
    const age = Math.abs(clock.now() - (action.intendedAt ?? action.plannedAt));
    return age > Math.max(interval(), longestCycle) ? 'what it was decided on is older than a cycle by now' : undefined;
  }

  async #forbidden({ order, mode }: Action): Promise<string | undefined> {
    const { settings, actuators, stop } = this.#parts;
    const { recovery } = settings();
    const stopped = await stop();
    if (stopped !== undefined) return stoppedText(stopped);
    if (recovery.mode !== 'auto' && recovery.mode !== mode) return `the mode is \`${recovery.mode}\` by now`;
    if (!actuators().has(order.by)) return `there is no actuator \`${order.by}\` any more`;
    if (mode !== 'auto') return undefined;
    const read = recovery.allow === undefined ? { why: 'no file allows anything' } : await readAllowed(recovery.allow);
    if ('why' in read) return read.why;
    return read.recoveries.has(order.recovery) ? undefined : `${recovery.allow ?? ''} does not allow it any more`;
  }

  async #act({ order }: Action): Promise<ActionOutcome> {
    const { actuators, log } = this.#parts;
    const actuator = actuators().get(order.by);
    if (actuator === undefined)
      return { result: 'failed', duration: 0, output: `there is no actuator \`${order.by}\`` };
    try {
      return await actuator.act(order, this.#closing.signal);
    } catch (error) {
      // Our own fault; something may have been done before.
      log.error({ action: order.id, reason: String(error) }, 'an actuator failed in a way that it must not');
      return { result: 'unknown', duration: 0, output: 'Linchpin itself failed while it was carried out' };
    }
  }

  /** Goes on trying while the store does not answer: until then nobody knows what came of it. */
  async #write(entry: AuditEntry): Promise<void> {
    for (;;) {
      try {
        await this.#parts.store.addToAudit([entry]);
        return;
      } catch (error) {
        if (!(error instanceof WorldError) || this.#closing.signal.aborted) throw error;
        await sleep(againAfterMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  #tell({ id, root }: Action, error: unknown): void {
    const { log } = this.#parts;
    const facts = { action: id, root, reason: error instanceof Error ? error.message : String(error) };
    if (error instanceof LeadLostError) log.warn(facts, 'an action was intended and is not begun: another one leads');
    else if (error instanceof WorldError)
      log.warn({ ...facts, code: error.code }, 'an action could not be begun, or what came of it not written');
    else log.error({ ...facts, code: 'E901' }, 'carrying an action out failed by our own fault');
  }

  #now(): { readonly at: number; readonly who: string } {
    return { at: this.#parts.clock.now(), who: itself };
  }
}

function stoppedText({ by, reason = '' }: Stop): string {
  return `${by} has stopped recovery${reason === '' ? '' : `: ${reason}`}`;
}
