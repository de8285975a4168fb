import type { InstallationState } from './behaviour.ts';
import { advance, firstState } from './behaviour.ts';
import type { Reply } from './control.ts';
import { actionVerbs, after, readAction } from './actions.ts';
import { faultVerbs, isFaultVerb, isMeant, readFault } from './faults.ts';
import type { Installation } from './installation.ts';
import { troubleAt } from './trouble.ts';
import type { ActiveFault } from './trouble.ts';

/** What a simulation needs of the world. */
interface World {
  /** Takes a state; resolves when it was sent or given up. */
  readonly offer: (state: InstallationState) => Promise<void>;
  readonly say: (line: string) => void;
  /** Asks for a tick at once; resolves when it was sent. */
  readonly tickNow: () => Promise<void>;
  readonly quit: () => void;
}

/** Something that was done to the installation under an id, and how often it was asked for under that. */
interface DoneAction {
  readonly id: string;
  readonly done: string;
  readonly at: number;
  readonly asked: number;
}

/** A running installation: its state moves at each tick, and operators break and repair it in between. */
export class Simulation {
  readonly #installation: Installation;
  readonly #options: { readonly seed: number; readonly interval: number };
  readonly #world: World;
  #state: InstallationState | undefined;
  #faults: readonly (Omit<ActiveFault, 'since'> & { readonly since: number | undefined })[] = [];
  /** Containers that were restarted since the last tick. */
  #restarting: readonly number[] = [];
  readonly #done = new Map<string, DoneAction>();

  constructor(installation: Installation, options: { readonly seed: number; readonly interval: number }, world: World) {
    this.#installation = installation;
    this.#options = options;
    this.#world = world;
  }

  /** Moves to a time, in Unix seconds, and hands over the state there. Faults told since the last tick begin to act. */
  async tick(at: number): Promise<void> {
    const { seed, interval } = this.#options;
    const active = this.#faults.map((one) => ({ ...one, since: one.since ?? at }));
    this.#faults = active;
    const restarting = this.#restarting;
    this.#restarting = [];
    const before = this.#state ?? firstState(this.#installation, seed, at);
    const trouble = troubleAt(this.#installation, active, { at, hopDelay: interval, restarting });
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
    if (verb === 'act') return this.#act(rest);
    if (verb === 'actions') return { ok: true, actions: [...this.#done.values()] };
    if (verb === 'quit') {
      this.#world.quit();
      return { ok: true, done: 'quit' };
    }
    const verbs = [...Object.keys(faultVerbs), 'repair', 'act', 'actions', 'status', 'quit'];
    return { ok: false, error: `"${verb ?? ''}" is no verb; there are ${verbs.join(', ')}` };
  }

  #status(): Reply {
    const faults = this.#faults.map(({ fault, since }) => ({ verb: fault.verb, target: fault.target, since }));
    return { ok: true, at: this.#state?.at, interval: this.#options.interval, faults };
  }

  // Who asks twice under one id gets it done once, as from a tool that honours such keys.
  #act([id, ...words]: readonly string[]): Reply {
    const before = id === undefined ? undefined : this.#done.get(id);
    if (id !== undefined && before !== undefined) {
      this.#done.set(id, { ...before, asked: before.asked + 1 });
      return { ok: true, done: before.done, repeated: true };
    }
    const read = readAction(this.#installation, words);
    if (id === undefined || 'mistake' in read) {
      const verbs = Object.values(actionVerbs).map((line) => line.replace(/ {2,}.*/, ''));
      return { ok: false, error: `${'mistake' in read ? read.mistake : 'no id'}; write: act ID ${verbs.join(' | ')}` };
    }
    const { action } = read;
    const at = this.#state?.at ?? 0;
    this.#faults = after(this.#installation, this.#faults, { action, at });
    if (action.kind === 'restart') this.#restarting = [...this.#restarting, action.container];
    this.#done.set(id, { id, done: words.join(' '), at, asked: 1 });
    this.#world.say(`Doing: ${words.join(' ')} (${id})`);
    return { ok: true, done: words.join(' ') };
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
