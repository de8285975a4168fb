import { isSlotProblem } from '../../src/app/outbox.ts';
import type { Observed } from '../../src/domain/signal.ts';
import { freeSlot, isSameProblem } from '../../src/domain/slot-problem.ts';
import type { OutgoingValue, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import type { ReadZabbix, SendOutcome, WriteZabbix } from '../../src/ports.ts';
import type { VerifyZabbix } from '../../src/zabbix-ports.ts';
import type { KeptValue, RaisedEvent } from './oracle.ts';

/** That a process ended here, as by a kill. */
export class Killed extends Error {}

const nothingToVerify: VerifyZabbix = {
  differences: () => Promise.resolve([]),
  unraised: () => Promise.resolve([]),
  whyRefused: () => Promise.resolve(new Map()),
};

/** What a Zabbix does with values, for a simulated day: it keeps one of each time, and raises problems of slots. */
export class SimulatedZabbix implements ReadZabbix, WriteZabbix {
  readonly verifier = nothingToVerify;
  readonly kept: KeptValue[] = [];
  readonly events: RaisedEvent[] = [];
  /** What the next reading gives. */
  observed: Observed = { at: 0, observations: [], intervals: new Map() };
  /** Called when it has values and has not yet said so. */
  onTaken: () => void = () => undefined;
  readonly #times = new Set<string>();
  readonly #slots = new Map<string, string>();

  read(now: number): Promise<ZabbixSnapshot> {
    const nothing = { hosts: [], items: [], triggers: [], values: [], heardAt: new Map(), problems: [] };
    return Promise.resolve({ at: now, ...nothing });
  }

  send(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    for (const value of values) this.#take(value);
    return Promise.resolve().then(() => {
      this.onTaken();
      return { accepted: values.length, refused: [] };
    });
  }

  #take({ host, key, value, clock, ns }: OutgoingValue): void {
    const time = `${host} ${key} ${clock} ${ns}`;
    if (this.#times.has(time)) return;
    this.#times.add(time);
    const text = String(value);
    // What discovery is told becomes items, and no history.
    if (key.endsWith('.discovery')) return;
    this.kept.push({ host, key, clock, ns, value: text });
    if (!isSlotProblem(key)) return;
    const before = this.#slots.get(key) ?? freeSlot;
    this.#slots.set(key, text);
    if (text === freeSlot || isSameProblem(before, text)) return;
    const [severity, , , , , name = ''] = text.split('\t');
    this.events.push({ host, key, clock, ns, isProblem: true, name, severity: Number(severity) });
  }
}
