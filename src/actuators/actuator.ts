import { performance } from 'node:perf_hooks';

import type { Duration } from '../domain/instant.ts';
import { LeadLostError } from '../domain/lead-lost.ts';
import type { ActionId, ActionOrder, ActionOutcome, ActionPreview } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import type { Actuate } from '../ports.ts';
import { DoubtError } from './doubt.ts';

/** One of the things that an order comes to: the same object is shown by a preview and carried out. */
export interface Step {
  /** What it does, in words. */
  readonly text: string;
  /** The request or the arguments, exactly, without secrets. */
  readonly request: readonly string[];
  /** Asks whether it would work, and changes nothing; rejects with `WorldError` where it would not. Absent where nobody can be asked. */
  readonly rehearse?: (signal: AbortSignal) => Promise<void>;
  /** Does it and gives what was answered; rejects with `WorldError` where it was not done, `DoubtError` where nobody knows. */
  readonly carryOut: (signal: AbortSignal) => Promise<string>;
}

/** Finds out what an order comes to, and changes nothing; rejects with `WorldError` where it can't be done. */
export type PlanSteps = (order: ActionOrder, signal: AbortSignal) => Promise<readonly Step[]>;

/** What all actuators need. */
export interface ActuatorParts {
  /** How long an order may take. */
  readonly timeout: Duration;
  /** Takes secrets out of what others said. */
  readonly withoutSecrets: (text: string) => string;
}

/** Of a long answer its end is kept: that is where errors stand. */
const longestOutput = 4000;

/** So many of the newest orders are known again, should they come twice. */
const mostKnown = 1000;

/** Carries orders out step by step, each order once. */
export class Actuator implements Actuate {
  readonly #plan: PlanSteps;
  readonly #parts: ActuatorParts;
  readonly #begun = new Map<ActionId, Promise<ActionOutcome>>();

  constructor(plan: PlanSteps, parts: ActuatorParts) {
    this.#plan = plan;
    this.#parts = parts;
  }

  async preview(order: ActionOrder): Promise<ActionPreview> {
    try {
      return await this.#inTime(undefined, (signal) => this.#previewed(order, signal));
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      throw new WorldError(error.code, this.#told(error.message));
    }
  }

  act(order: ActionOrder, signal: AbortSignal): Promise<ActionOutcome> {
    const known = this.#begun.get(order.id);
    if (known !== undefined) return known;
    const outcome = this.#actOnce(order, signal);
    this.#begun.set(order.id, outcome);
    const [oldest] = this.#begun.keys();
    if (this.#begun.size > mostKnown && oldest !== undefined) this.#begun.delete(oldest);
    return outcome;
  }

  async #previewed(order: ActionOrder, signal: AbortSignal): Promise<ActionPreview> {
    const steps = await this.#planned(order, signal);
    for (const { rehearse } of steps) await rehearse?.(signal).catch(unlessInDoubt);
    return {
      text: this.#told(steps.map(({ text }) => text).join('; ')),
      request: steps.flatMap(({ request }) => request.map((line) => this.#told(line))),
    };
  }

  async #actOnce(order: ActionOrder, ended: AbortSignal): Promise<ActionOutcome> {
    const startedMs = performance.now();
    const said: string[] = [];
    let result: ActionOutcome['result'] = 'done';
    try {
      await this.#inTime(ended, async (signal) => {
        for (const step of await this.#planned(order, signal)) {
          if (signal.aborted) throw timeOver();
          said.push(`${step.text}: ${(await step.carryOut(signal)) || 'done'}`);
        }
      });
    } catch (error) {
      // What is our own fault must not look like the world's. Where another one leads by now, the request did not go out.
      const isKnown = error instanceof DoubtError || error instanceof WorldError || error instanceof LeadLostError;
      if (!isKnown) throw error;
      // Of what was done in part nobody may think that nothing was done, nor do it again at once.
      result = error instanceof DoubtError || said.length > 0 ? 'unknown' : 'failed';
      said.push(error.message);
    }
    return {
      result,
      duration: Math.round(performance.now() - startedMs) / 1000,
      output: this.#told(said.join('\n')),
    };
  }

  /** Does something within the time that an order may take. (Node forgets time limits that stand in `AbortSignal.any` only.) */
  async #inTime<T>(ended: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = new AbortController();
    const end = (): void => limit.abort();
    const timer = setTimeout(end, this.#parts.timeout * 1000);
    if (ended?.aborted === true) end();
    ended?.addEventListener('abort', end, { once: true });
    try {
      return await work(limit.signal);
    } finally {
      clearTimeout(timer);
      ended?.removeEventListener('abort', end);
    }
  }

  /** Looking at what is there changes nothing, so nobody needs to wait for its end. */
  #planned(order: ActionOrder, signal: AbortSignal): Promise<readonly Step[]> {
    const over = new Promise<never>((_, reject) => {
      const give = (): void => reject(timeOver());
      if (signal.aborted) give();
      else signal.addEventListener('abort', give, { once: true });
    });
    return Promise.race([over, this.#plan(order, signal)]);
  }

  #told(text: string): string {
    const safe = this.#parts.withoutSecrets(text);
    return safe.length > longestOutput ? `…${safe.slice(1 - longestOutput)}` : safe;
  }
}

/** Of what only was tried nothing is in doubt. */
function unlessInDoubt(error: unknown): never {
  throw error instanceof DoubtError ? new WorldError('E501', error.message, { cause: error }) : error;
}

function timeOver(): WorldError {
  return new WorldError('E501', 'The time was over, and nothing more was begun.');
}
