import type { Duration, Instant } from '../domain/instant.ts';
import { itemKeys, slotCount } from '../domain/item-keys.ts';
import { itemName } from '../domain/zabbix.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { QueuedValue } from '../ports.ts';

const slotProblems: ReadonlySet<string> = new Set(
  Array.from({ length: slotCount }, (_, index) => itemKeys.slotProblem(index + 1)),
);

/** Whether a key is that of the item that raises a slot's problem. */
export function isSlotProblem(key: string): boolean {
  return slotProblems.has(key);
}

/** What became of the values that were sent: all but those that wait leave the outbox. */
export interface Settled {
  /** Zabbix has them, or it has a newer value of the same key, which an older one must not follow. */
  readonly done: readonly QueuedValue[];
  /** Refused for too long: their host or item does not exist. */
  readonly givenUp: readonly QueuedValue[];
  /** Refused, perhaps only because the item is new to Zabbix's cache: to be sent again. */
  readonly waiting: readonly QueuedValue[];
}

/** Tells from what Zabbix refused which of the values sent are done, given up, or wait for the next cycle. */
export function settle(
  sent: readonly QueuedValue[],
  refused: readonly OutgoingValue[],
  limit: { readonly now: Instant; readonly giveUpAfter: Duration },
): Settled {
  const refusedIds = new Set(refused.map(valueId));
  const acceptedKeys = new Set<string>();
  const done: QueuedValue[] = [];
  const givenUp: QueuedValue[] = [];
  const waiting: QueuedValue[] = [];
  for (const queued of sent.toReversed()) {
    const key = itemName(queued.value);
    if (!refusedIds.has(valueId(queued.value))) {
      acceptedKeys.add(key);
      done.push(queued);
    } else if (acceptedKeys.has(key)) done.push(queued);
    else if (limit.now - queued.value.clock > limit.giveUpAfter) givenUp.push(queued);
    else waiting.push(queued);
  }
  return { done: done.toReversed(), givenUp: givenUp.toReversed(), waiting: waiting.toReversed() };
}

/**
 * The oldest values to drop so that at most `most` wait. Never among them are the newest value of each key, and the
 * changes of a slot: without the one that cleared it, Zabbix would show the next incident under the name of the one before.
 */
export function overflow(queued: readonly QueuedValue[], most: number): readonly QueuedValue[] {
  const excess = queued.length - most;
  if (excess <= 0) return [];
  const newest = new Map(queued.map((entry) => [itemName(entry.value), entry.sequence]));
  const changes = slotChanges(queued);
  return queued
    .filter((entry) => newest.get(itemName(entry.value)) !== entry.sequence && !changes.has(entry))
    .slice(0, excess);
}

function slotChanges(queued: readonly QueuedValue[]): ReadonlySet<QueuedValue> {
  const before = new Map<string, OutgoingValue['value']>();
  return new Set(
    queued.filter(({ value }) => {
      const isChange = slotProblems.has(value.key) && before.get(itemName(value)) !== value.value;
      before.set(itemName(value), value.value);
      return isChange;
    }),
  );
}

function valueId(value: OutgoingValue): string {
  return `${itemName(value)}\n${value.clock}\n${value.ns}`;
}
