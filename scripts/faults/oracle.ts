import { isSlotProblem } from '../../src/app/outbox.ts';
import { freeSlot, isSameProblem } from '../../src/domain/slot-problem.ts';

/** A value that was computed, as the ledger of the store kept it when it was saved. */
export interface ComputedValue {
  /** Grows in the order of computing. */
  readonly sequence: number;
  readonly host: string;
  readonly key: string;
  readonly value: string | number;
  readonly clock: number;
  readonly ns: number;
  /** When it left the outbox, in Unix seconds; absent while it waits. */
  readonly confirmedAt?: number;
}

/** A value in Zabbix's history of an item. */
export interface KeptValue {
  readonly host: string;
  readonly key: string;
  readonly clock: number;
  readonly ns: number;
  readonly value: string;
}

/** That a trigger of an item was raised, or was over, at the time of one of its values. */
export interface RaisedEvent {
  readonly host: string;
  readonly key: string;
  readonly clock: number;
  readonly ns: number;
  readonly isProblem: boolean;
  readonly name: string;
  readonly severity: number;
}

/** A comment of Linchpin's on a problem of the site, by the marker that ends it. */
export interface Comment {
  readonly eventId: string;
  readonly marker: string;
}

/** A time, in Unix seconds, after which Zabbix was killed with what it had taken meanwhile in its memory alone. */
export interface Forgetting {
  readonly from: number;
  readonly until: number;
}

/** All that was computed, and what Zabbix made of it. Each list in the order in which it came about. */
export interface Evidence {
  readonly computed: readonly ComputedValue[];
  /** What Zabbix said in these times that it has, and lost itself, is not Linchpin's loss where it was told anew. */
  readonly forgettings?: readonly Forgetting[];
  readonly kept: readonly KeptValue[];
  readonly events: readonly RaisedEvent[];
  readonly comments: readonly Comment[];
}

/** What is amiss, one sentence each. */
export interface Judgement {
  /** What was computed and is not in Zabbix. */
  readonly lost: readonly string[];
  /** What is there twice with effect: a problem raised again by one value, a comment said again. */
  readonly doubled: readonly string[];
  /** What is there and was never computed so, or was told in another order. */
  readonly wrong: readonly string[];
  /** What Zabbix took, said so, and lost by itself; each item has a later value. */
  readonly forgotten?: readonly string[];
}

/**
 * Judges whether Zabbix has all that was computed exactly once and in order (semantics 9): each value at its own time in
 * the history of its item, each raising of a slot's problem as one event with its name and severity, each comment once.
 */
export function judge({ computed, forgettings = [], kept, events, comments }: Evidence): Judgement {
  const verdict: Verdict = { lost: [], doubled: [], wrong: [], forgotten: [] };
  const all = distinct(computed, verdict);
  judgeOrder(all, verdict);
  const values = withoutForgotten(all, { forgettings, kept }, verdict);
  judgeHistory(values, kept, verdict);
  judgeEvents(values, events, verdict);
  judgeComments(comments, verdict);
  return verdict;
}

/** Several judgements as one. */
export function together(judgements: readonly Judgement[]): Judgement {
  return {
    lost: judgements.flatMap(({ lost }) => lost),
    doubled: judgements.flatMap(({ doubled }) => doubled),
    wrong: judgements.flatMap(({ wrong }) => wrong),
    forgotten: judgements.flatMap(({ forgotten = [] }) => forgotten),
  };
}

/** A judgement that collects. */
interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  readonly wrong: string[];
  readonly forgotten: string[];
}

interface Timed {
  readonly host: string;
  readonly key: string;
  readonly clock: number;
  readonly ns: number;
}

function timeOf({ clock, ns }: Timed): string {
  return `${String(clock)}.${String(ns).padStart(9, '0')}`;
}

function placeOf(value: Timed): string {
  return `${value.host} ${value.key} ${timeOf(value)}`;
}

/** The same value queued again has no effect, since it bears its time; another one with that time would be dropped. */
function distinct(computed: readonly ComputedValue[], verdict: Verdict): readonly ComputedValue[] {
  const byPlace = new Map<string, ComputedValue>();
  for (const value of computed) {
    const before = byPlace.get(placeOf(value));
    if (before === undefined) byPlace.set(placeOf(value), value);
    else if (before.value !== value.value) {
      verdict.wrong.push(
        `${placeOf(value)}: two values at one time, ${quoted(before.value)} and ${quoted(value.value)}`,
      );
    }
  }
  return [...byPlace.values()];
}

function isLater(a: Timed, b: Timed): boolean {
  return a.clock > b.clock || (a.clock === b.clock && a.ns > b.ns);
}

function judgeOrder(values: readonly ComputedValue[], verdict: Verdict): void {
  const newest = new Map<string, ComputedValue>();
  for (const value of values.toSorted((a, b) => a.sequence - b.sequence)) {
    const item = `${value.host} ${value.key}`;
    const before = newest.get(item);
    if (before !== undefined && !isLater(value, before)) {
      verdict.wrong.push(`${placeOf(value)}: computed after ${timeOf(before)}, and bears an earlier time`);
    }
    newest.set(item, value);
  }
}

/** What low-level discovery is told becomes items, and is not kept as history. */
function isKept({ key }: Timed): boolean {
  return !key.endsWith('.discovery');
}

/** Without the values that Zabbix forgot by itself; one that has no later value kept is not among them. */
function withoutForgotten(
  values: readonly ComputedValue[],
  { forgettings, kept }: Pick<Evidence, 'kept'> & { readonly forgettings: readonly Forgetting[] },
  verdict: Verdict,
): readonly ComputedValue[] {
  if (forgettings.length === 0) return values;
  const places = new Set(kept.map(placeOf));
  const newest = new Map<string, KeptValue>();
  for (const row of kept) {
    const item = `${row.host} ${row.key}`;
    const known = newest.get(item);
    if (known === undefined || isLater(row, known)) newest.set(item, row);
  }
  return values.filter((value) => {
    const { confirmedAt = Infinity } = value;
    const later = newest.get(`${value.host} ${value.key}`);
    const isForgotten =
      isKept(value) &&
      !places.has(placeOf(value)) &&
      forgettings.some(({ from, until }) => confirmedAt >= from && confirmedAt <= until) &&
      later !== undefined &&
      isLater(later, value);
    if (isForgotten) verdict.forgotten.push(`${placeOf(value)}: Zabbix took ${quoted(value.value)} and lost it`);
    return !isForgotten;
  });
}

function judgeHistory(values: readonly ComputedValue[], kept: readonly KeptValue[], verdict: Verdict): void {
  const found = new Map<string, KeptValue[]>();
  for (const row of kept) {
    const rows = found.get(placeOf(row));
    if (rows === undefined) found.set(placeOf(row), [row]);
    else rows.push(row);
  }
  for (const value of values.filter(isKept)) {
    const rows = found.get(placeOf(value)) ?? [];
    found.delete(placeOf(value));
    const [row] = rows;
    if (row === undefined) verdict.lost.push(`${placeOf(value)}: ${quoted(value.value)} is not in Zabbix`);
    else if (!isSameValue(value.value, row.value)) {
      verdict.wrong.push(`${placeOf(value)}: computed ${quoted(value.value)}, in Zabbix ${quoted(row.value)}`);
    }
    if (rows.length > 1) verdict.doubled.push(`${placeOf(value)}: ${rows.length} times in Zabbix`);
  }
  for (const [place, rows] of found) verdict.wrong.push(`${place}: ${quoted(rows[0]?.value)} was never computed`);
}

/** Zabbix keeps 255 characters of a short text, and trims none of ours. */
function isSameValue(told: string | number, shown: string): boolean {
  if (typeof told === 'number') return Math.abs(Number(shown) - told) <= 1e-9 * Math.max(1, Math.abs(told));
  return told === shown || (shown.length >= 255 && told.startsWith(shown));
}

/** Each time that a slot's item goes from free to a problem is one event, at the time of that value. */
function judgeEvents(values: readonly ComputedValue[], events: readonly RaisedEvent[], verdict: Verdict): void {
  const raised = new Map(raisings(values).map((value) => [placeOf(value), value]));
  const seen = new Set<string>();
  for (const event of events.filter(({ isProblem, key }) => isProblem && isSlotProblem(key))) {
    const place = placeOf(event);
    const value = raised.get(place);
    if (seen.has(place)) verdict.doubled.push(`${place}: the problem "${event.name}" was raised again`);
    else if (value === undefined) verdict.doubled.push(`${place}: the problem "${event.name}" was raised by no change`);
    else {
      const [severity = '', , , , , text = ''] = String(value.value).split('\t');
      if (String(event.severity) !== severity || !isSameValue(text, event.name)) {
        verdict.wrong.push(`${place}: told ${quoted(value.value)}, raised "${event.name}" (${event.severity})`);
      }
    }
    seen.add(place);
  }
  for (const [place, value] of raised) {
    if (!seen.has(place)) verdict.lost.push(`${place}: no problem was raised for ${quoted(value.value)}`);
  }
}

function raisings(values: readonly ComputedValue[]): readonly ComputedValue[] {
  const before = new Map<string, string>();
  return values
    .filter(({ key }) => isSlotProblem(key))
    .toSorted((a, b) => a.clock - b.clock || a.ns - b.ns)
    .filter(({ host, key, value }) => {
      const item = `${host} ${key}`;
      const last = before.get(item) ?? freeSlot;
      before.set(item, String(value));
      return String(value) !== freeSlot && !isSameProblem(last, String(value));
    });
}

function judgeComments(comments: readonly Comment[], verdict: Verdict): void {
  const last = new Map<string, string>();
  for (const { eventId, marker } of comments) {
    if (last.get(eventId) === marker) verdict.doubled.push(`problem ${eventId}: ${marker} was said again`);
    last.set(eventId, marker);
  }
}

function quoted(value: string | number = 'nothing'): string {
  const text = JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
