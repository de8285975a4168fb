import { performance } from 'node:perf_hooks';

import type { Duration } from '../domain/instant.ts';
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
    const signal = AbortSignal.timeout(this.#parts.timeout * 1000);
    const steps = await this.#planned(order, signal).catch((error: unknown) => {
      if (signal.aborted)
        throw new WorldError('unreachable', 'Nobody answered in time what is there.', { cause: error });
      throw error;
    });
    for (const { rehearse } of steps) await rehearse?.(signal).catch(unlessInDoubt);
    return {
      text: this.#told(steps.map(({ text }) => text).join('; ')),
      request: steps.flatMap(({ request }) => request.map((line) => this.#told(line))),
    };
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

  async #actOnce(order: ActionOrder, ended: AbortSignal): Promise<ActionOutcome> {
    const startedMs = performance.now();
    const signal = AbortSignal.any([ended, AbortSignal.timeout(this.#parts.timeout * 1000)]);
    const said: string[] = [];
    let result: ActionOutcome['result'] = 'done';
    try {
      for (const step of await this.#planned(order, signal)) {
        signal.throwIfAborted();
        said.push(`${step.text}: ${(await step.carryOut(signal)) || 'done'}`);
      }
    } catch (error) {
      result = error instanceof DoubtError ? 'unknown' : 'failed';
      said.push(reasonOf(error, signal));
    }
    return {
      result,
      duration: Math.round(performance.now() - startedMs) / 1000,
      output: this.#told(said.join('\n')),
    };
  }

  /** Looking at what is there changes nothing, so nobody needs to wait for its end. */
  async #planned(order: ActionOrder, signal: AbortSignal): Promise<readonly Step[]> {
    const waiting = new AbortController();
    const over = new Promise<never>((_, reject) => {
      const give = (): void => reject(signal.reason as Error);
      if (signal.aborted) give();
      else signal.addEventListener('abort', give, { once: true, signal: waiting.signal });
    });
    try {
      return await Promise.race([over, this.#plan(order, signal)]);
    } finally {
      waiting.abort();
    }
  }

  #told(text: string): string {
    const safe = this.#parts.withoutSecrets(text);
    return safe.length > longestOutput ? `…${safe.slice(1 - longestOutput)}` : safe;
  }
}

/** Of what only was tried nothing is in doubt. */
function unlessInDoubt(error: unknown): never {
  throw error instanceof DoubtError ? new WorldError('unreachable', error.message, { cause: error }) : error;
}

/** What the world did is told; what is our own fault must not look like that. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof DoubtError || error instanceof WorldError) return error.message;
  if (signal.aborted) return 'Nothing was begun: the time was over before.';
  throw error;
}
