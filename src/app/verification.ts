import type { Duration, Instant } from '../domain/instant.ts';
import type { PublishedValue, PublishMemory } from '../domain/memory.ts';
import { freeSlot } from '../domain/slot-problem.ts';
import { itemName, itemOfName } from '../domain/zabbix.ts';
import type { Clock, Log } from '../ports.ts';
import type { Difference, ToldValue, UnraisedProblem, VerifyZabbix } from '../zabbix-ports.ts';
import { WorldError } from '../ports.ts';
import { isSlotProblem } from './outbox.ts';
import { Reminder } from './reminder.ts';

/** What verifying needs of the world. */
export interface VerificationParts {
  readonly verifier: VerifyZabbix;
  readonly clock: Clock;
  readonly log: Log;
}

/** A value is in Zabbix's database about 1 s after it was taken, and its triggers are judged then. */
const storedWithin: Duration = 5;
/** All that was told is looked at this often, and between that only what was told since. */
const allEvery: Duration = 300;
/** What differs is told again no more often than this, and said no more often either. */
const againEvery: Duration = 300;
const longestShown = 120;

/**
 * Sees that Zabbix shows what it was told: it takes values of a wrong type, loses some, and anybody may send others. What
 * it shows instead becomes what is remembered as told, so that the next plan tells the difference.
 */
export class Verification {
  readonly #parts: VerificationParts;
  readonly #trouble: Reminder;
  readonly #unverified = new Set<string>();
  readonly #actedAt = new Map<string, Instant>();
  #sentAt: Instant | undefined;
  #allAt: Instant | undefined;

  constructor(parts: VerificationParts) {
    this.#parts = parts;
    this.#trouble = new Reminder(parts.log, 'reading back what Zabbix shows');
  }

  /** Takes note that Zabbix has taken values of these items, by their names. */
  sent(names: Iterable<string>): void {
    this.#sentAt = this.#parts.clock.now();
    for (const name of names) this.#unverified.add(name);
  }

  /**
   * What is to be remembered as told, by what Zabbix shows; items with values still on their way are left out. The same
   * memory where nothing differs, or where Zabbix cannot be asked.
   */
  async correct(memory: PublishMemory, onTheirWay: ReadonlySet<string>): Promise<PublishMemory> {
    const now = this.#parts.clock.now();
    const isAll = this.#allAt === undefined || Math.abs(now - this.#allAt) >= allEvery;
    const told = this.#due(isAll ? memory.values.keys() : this.#unverified, { memory, onTheirWay, now });
    if (told.length === 0) return memory;
    const { verifier } = this.#parts;
    try {
      const problems = told.filter(({ key, value }) => isSlotProblem(key) && value !== freeSlot);
      const [differences, unraised] = await Promise.all([verifier.differences(told), verifier.unraised(problems)]);
      this.#trouble.note(undefined, now);
      if (isAll) this.#allAt = now;
      for (const value of told) this.#unverified.delete(itemName(value));
      const acted = this.#notLately(differences, now);
      this.#tell(acted, told);
      this.#tellUnraised(
        this.#notLately(
          unraised.filter((problem) => !differs(problem, differences)),
          now,
        ),
      );
      return acted.length === 0 ? memory : { ...memory, values: corrected(memory.values, acted) };
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      // That Zabbix is not there is said by who reads it; the rest is asked again later.
      if (!error.retryable) this.#trouble.note(error, now);
      return memory;
    }
  }

  #due(
    names: Iterable<string>,
    { memory, onTheirWay, now }: { memory: PublishMemory; onTheirWay: ReadonlySet<string>; now: Instant },
  ): readonly ToldValue[] {
    if (this.#sentAt !== undefined && Math.abs(now - this.#sentAt) < storedWithin) return [];
    return [...names].flatMap((name) => {
      const told = memory.values.get(name);
      if (told === undefined || onTheirWay.has(name)) return [];
      return [{ ...itemOfName(name), value: told.value, at: told.at }];
    });
  }

  #notLately<T extends Pick<ToldValue, 'host' | 'key'>>(found: readonly T[], now: Instant): readonly T[] {
    return found.filter((value) => {
      const name = itemName(value);
      const before = this.#actedAt.get(name);
      if (before !== undefined && Math.abs(now - before) < againEvery) return false;
      this.#actedAt.set(name, now);
      return true;
    });
  }

  #tell(differences: readonly Difference[], told: readonly ToldValue[]): void {
    const values = new Map(told.map((value) => [itemName(value), value.value]));
    for (const { host, key, kind, shown, reason } of differences) {
      const facts = {
        host,
        key,
        told: short(values.get(itemName({ host, key }))),
        ...(shown !== undefined && { shown: short(shown) }),
        ...(reason !== undefined && { reason }),
      };
      this.#parts.log.warn(facts, advice[kind]);
    }
  }

  #tellUnraised(problems: readonly UnraisedProblem[]): void {
    for (const { host, key, reason } of problems) {
      this.#parts.log.warn({ host, key, reason }, 'Zabbix was told of an incident and shows no problem for it');
    }
  }
}

const advice: Readonly<Record<Difference['kind'], string>> = {
  lost: 'Zabbix took a value and does not show it; it is told again',
  overwritten:
    'Zabbix shows a value that this Linchpin did not send; it is told again: see whether another Linchpin or somebody else sends to this item, and set the macro {$LINCHPIN.ALLOWED.HOSTS} of the host',
  unsupported:
    'Zabbix could not take a value and calls the item unsupported; it is told again: if this goes on, run linchpin provision, which gives the item its type back',
};

function differs({ host, key }: UnraisedProblem, differences: readonly Difference[]): boolean {
  return differences.some((difference) => difference.host === host && difference.key === key);
}

function corrected(
  values: ReadonlyMap<string, PublishedValue>,
  differences: readonly Difference[],
): ReadonlyMap<string, PublishedValue> {
  const result = new Map(values);
  for (const { shown, ...item } of differences) {
    const name = itemName(item);
    const told = values.get(name);
    // A slot's problem must be cleared before it is told anew, so what it shows now has to be known.
    if (shown === undefined || told === undefined) result.delete(name);
    else result.set(name, { value: shown, at: told.at });
  }
  return result;
}

function short(value: string | number | undefined): string | number {
  const text = String(value ?? '');
  if (typeof value === 'number' || text.length <= longestShown) return value ?? '';
  return `${text.slice(0, longestShown)}…`;
}
