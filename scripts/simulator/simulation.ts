import type { InstallationState } from './behaviour.ts';
import { advance, firstState } from './behaviour.ts';
import type { Reply } from './control.ts';
import type { Fault } from './faults.ts';
import { faultVerbs, isFaultVerb, isMeant, readFault } from './faults.ts';
import type { Installation } from './installation.ts';
import { troubleAt } from './trouble.ts';

/** What a simulation needs of the world. */
interface World {
  /** Takes a state; resolves when it was sent or given up. */
  readonly offer: (state: InstallationState) => Promise<void>;
  readonly say: (line: string) => void;
  /** Asks for a tick at once; resolves when it was sent. */
  readonly tickNow: () => Promise<void>;
  readonly quit: () => void;
}

/** A running installation: its state moves at each tick, and operators break and repair it in between. */
export class Simulation {
  readonly #installation: Installation;
  readonly #options: { readonly seed: number; readonly interval: number };
  readonly #world: World;
  #state: InstallationState | undefined;
  #faults: readonly { readonly fault: Fault; readonly since: number | undefined }[] = [];

  constructor(installation: Installation, options: { readonly seed: number; readonly interval: number }, world: World) {
    this.#installation = installation;
    this.#options = options;
    this.#world = world;
  }

  /** Moves to a time, in Unix seconds, and hands over the state there. Faults told since the last tick begin to act. */
  async tick(at: number): Promise<void> {
    const { seed, interval } = this.#options;
    this.#faults = this.#faults.map(({ fault, since }) => ({ fault, since: since ?? at }));
    const active = this.#faults.map(({ fault, since }) => ({ fault, since: since ?? at }));
    const before = this.#state ?? firstState(this.#installation, seed, at);
    const trouble = troubleAt(this.#installation, active, { at, hopDelay: interval });
    this.#state = advance(this.#installation, before, { seed, at, trouble });
    await this.#world.offer(this.#state);
  }

  /** Carries out a command. A last word `now` makes it act at once instead of at the next tick. */
  async obey(words: readonly string[]): Promise<Reply> {
    const isNow = words.length > 1 && words.at(-1) === 'now';
    const reply = this.#carryOut(isNow ? words.slice(0, -1) : words);
    if (reply.ok && isNow) await this.#world.tickNow();
    return reply;
  }

  #carryOut(words: readonly string[]): Reply {
    const [verb, ...rest] = words;
    if (isFaultVerb(verb)) return this.#break(words);
    if (verb === 'repair') return this.#repair(rest);
    if (verb === 'status') return this.#status();
    if (verb === 'quit') {
      this.#world.quit();
      return { ok: true, done: 'quit' };
    }
    const verbs = [...Object.keys(faultVerbs), 'repair', 'status', 'quit'];
    return { ok: false, error: `"${verb ?? ''}" is no verb; there are ${verbs.join(', ')}` };
  }

  #status(): Reply {
    const faults = this.#faults.map(({ fault, since }) => ({ verb: fault.verb, target: fault.target, since }));
    return { ok: true, at: this.#state?.at, interval: this.#options.interval, faults };
  }

  #break(words: readonly string[]): Reply {
    const read = readFault(this.#installation, words);
    if ('mistake' in read) return { ok: false, error: read.mistake };
    const { fault } = read;
    const others = this.#faults.filter(
      (other) => other.fault.verb !== fault.verb || other.fault.target !== fault.target,
    );
    this.#faults = [...others, { fault, since: undefined }];
    this.#world.say(`Breaking: ${words.join(' ')}`);
    return { ok: true, done: `${fault.verb} ${fault.target}`, faults: this.#faults.length };
  }

  #repair(words: readonly string[]): Reply {
    const meant = this.#faults.filter(({ fault }) => isMeant(fault, words));
    const names = meant.map(({ fault }) => `${fault.verb} ${fault.target}`);
    if (meant.length === 0 && words.length > 0 && words[0] !== 'all') {
      const present = this.#faults.map(({ fault }) => `${fault.verb} ${fault.target}`).join(', ');
      return {
        ok: false,
        error: `nothing is broken at "${words.join(' ')}"; broken: ${present === '' ? 'nothing' : present}`,
      };
    }
    this.#faults = this.#faults.filter((one) => !meant.includes(one));
    if (names.length > 0) this.#world.say(`Repairing: ${names.join(', ')}`);
    return { ok: true, repaired: names, faults: this.#faults.length };
  }
}
