import type { Command } from '../domain/command.ts';
import type { Instant } from '../domain/instant.ts';
import { itemKeys, outputHost, slotCount, slotParts } from '../domain/item-keys.ts';
import type { PublishedValue, PublishMemory, Stamp } from '../domain/memory.ts';
import type { ResultIncident } from '../domain/result.ts';
import type { System } from '../domain/model.ts';
import { itemName } from '../domain/zabbix.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { Severity } from '../domain/severity.ts';
import { freeSlot, isSameProblem, slotProblemValue } from '../domain/slot-problem.ts';
import type { SlotProblem } from '../domain/slot-problem.ts';
import { incidentsBySystem, subsystemsOf } from './concerns.ts';
import { discovered, outages, shown } from './desired.ts';
import type { Showing } from './desired.ts';
import { assignSlots } from './slots.ts';
import { isAfter, nextStamp, stampOf } from './stamps.ts';

/** What is to be told to Zabbix, and what it has been told then. */
export interface Plan {
  readonly commands: readonly Command[];
  readonly memory: PublishMemory;
}

/** What a plan follows from. */
export interface PlanGrounds extends Omit<Showing, 'incidents'> {
  readonly at: Instant;
  /** The technical name of a system's host, with `{system}`. */
  readonly outputHost: string;
}

/** What a plan works with. */
type Telling = PlanGrounds & Showing;

/** Everything is told again this often, so that items keep a value however short their history is. */
const refreshEvery = 600;

/**
 * Plans the values to send: only what changed, a heartbeat each cycle, and everything from time to time (semantics 9).
 * Commands are in the order in which they must reach Zabbix, with growing times.
 */
export function plan(grounds: PlanGrounds, memory: PublishMemory): Plan {
  const { at, graph, result } = grounds;
  const open = result.incidents.filter(({ state }) => state === 'open');
  const { slots, more } = assignSlots(
    open.map(({ id }) => id),
    memory.slots,
  );
  const refresh = memory.refreshedAt === undefined || Math.abs(at - memory.refreshedAt) >= refreshEvery;
  const queue = new Queue(at, memory, refresh);
  const telling: Telling = { ...grounds, incidents: incidentsBySystem(graph, result) };
  for (const system of graph.model.systems) {
    const host = outputHost(grounds.outputHost, system.id);
    for (const [key, value] of discovered(system, graph)) queue.tell(host, key, value);
    for (const [key, value] of shown(system, telling)) queue.tell(host, key, value);
    tellOutages({ host, system }, telling, queue);
    tellSlots({ host, system, slots }, telling, queue);
    queue.tell(host, itemKeys.incidentsMore, more);
    queue.tellNow(host, itemKeys.heartbeat, Math.floor(at));
  }
  return {
    commands: queue.values.map((value) => ({ kind: 'send-value', value })),
    memory: {
      values: queue.told,
      slots,
      refreshedAt: refresh ? at : memory.refreshedAt,
      toldUntil: queue.toldUntil,
    },
  };
}

/** An outage is over when what was down is seen to work: while it is unknown, what was told stands (semantics 6). */
function tellOutages({ host, system }: { host: string; system: System }, telling: Telling, queue: Queue): void {
  for (const { key, state, reason } of outages(system, telling)) {
    const before = queue.lastTold(host, key);
    const keeps = state === 'unknown' && before !== undefined;
    queue.tell(host, key, keeps ? before : reason);
  }
}

/**
 * A slot's problem has the name that it was raised with: so it is raised anew when root or severity changes, and not
 * when only the numbers in its text do. Clearing the slot in between closes the old problem.
 */
function tellSlots(
  { host, system, slots }: { host: string; system: System; slots: ReadonlyMap<string, number> },
  grounds: Telling,
  queue: Queue,
): void {
  const bySlot = new Map<number, ResultIncident>();
  for (const incident of grounds.incidents.get(system.id) ?? []) {
    const slot = slots.get(incident.id);
    if (slot !== undefined) bySlot.set(slot, incident);
  }
  for (let slot = 1; slot <= slotCount; slot++) {
    const incident = bySlot.get(slot);
    for (const part of slotParts) {
      queue.tell(host, itemKeys.slot(part, slot), slotValue(part, incident, grounds.highest));
    }
    const key = itemKeys.slotProblem(slot);
    const before = queue.lastTold(host, key);
    const problem = incident ? slotProblemValue(slotProblem(incident, grounds)) : freeSlot;
    if (before !== undefined && isSameProblem(String(before), problem)) {
      queue.tell(host, key, before);
      continue;
    }
    if (before !== undefined && before !== freeSlot) queue.tell(host, key, freeSlot);
    queue.tell(host, key, problem);
  }
}

function slotProblem(incident: ResultIncident, { graph, highest }: Telling): SlotProblem {
  return {
    severity: Math.min(incident.zabbixSeverity, highest) as Severity,
    planned: incident.planned,
    root: incident.root,
    subsystems: subsystemsOf(incident, graph),
    action: incident.action.text,
    text: incident.text,
  };
}

function slotValue(
  part: (typeof slotParts)[number],
  incident: ResultIncident | undefined,
  highest: number,
): string | number {
  switch (part) {
    case 'root':
      return incident?.root ?? '';
    case 'action':
      return [incident?.action.text, incident?.recovery?.text].filter(Boolean).join('\n');
    case 'text':
      return incident?.text ?? '';
    case 'severity':
      return Math.min(incident?.zabbixSeverity ?? 0, highest);
  }
}

/**
 * Collects the values of a cycle. Each gets a time of its own, since Zabbix drops a second value with an equal one, and a
 * later one than all before, also where the clock was set back: of an item Zabbix shows the value with the latest time.
 */
class Queue {
  readonly values: OutgoingValue[] = [];
  /** The latest time that a value bore so far. */
  toldUntil: Stamp;
  readonly #at: Instant;
  readonly #before: ReadonlyMap<string, PublishedValue>;
  readonly #refresh: boolean;
  readonly #told = new Map<string, PublishedValue>();

  constructor(at: Instant, { values, toldUntil }: PublishMemory, refresh: boolean) {
    this.#at = at;
    this.#before = values;
    this.#refresh = refresh;
    this.toldUntil = toldUntil ?? stampOf(at);
  }

  /** All that Zabbix was ever told and is still told; a cycle that tells everything forgets the rest. */
  get told(): ReadonlyMap<string, PublishedValue> {
    if (this.#told.size === 0) return this.#before;
    return this.#refresh ? this.#told : new Map([...this.#before, ...this.#told]);
  }

  lastTold(host: string, key: string): string | number | undefined {
    return this.#last(itemName({ host, key }))?.value;
  }

  /** Tells a value if Zabbix was last told another one, or if this cycle tells everything. */
  tell(host: string, key: string, value: string | number): void {
    const name = itemName({ host, key });
    const isDue = this.#refresh && !this.#told.has(name);
    if (isDue || this.#last(name)?.value !== value) {
      this.#told.set(name, { value, at: this.#at });
      this.#tell(host, key, value);
    }
  }

  /**
   * Tells a value with the time of now and remembers nothing of it. Zabbix counts from that time how long nothing came,
   * so it is that of now even where the clock was set back and later ones were told.
   */
  tellNow(host: string, key: string, value: string | number): void {
    const now = stampOf(this.#at);
    const isSetBack = isAfter(this.toldUntil, { clock: now.clock + 1, ns: now.ns });
    this.values.push({ host, key, value, ...(isSetBack ? now : this.#next()) });
  }

  #tell(host: string, key: string, value: string | number): void {
    this.values.push({ host, key, value, ...this.#next() });
  }

  #next(): Stamp {
    const now = stampOf(this.#at);
    this.toldUntil = isAfter(now, this.toldUntil) ? now : nextStamp(this.toldUntil);
    return this.toldUntil;
  }

  #last(name: string): PublishedValue | undefined {
    return this.#told.get(name) ?? this.#before.get(name);
  }
}
