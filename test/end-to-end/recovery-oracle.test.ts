import { expect, it } from 'vitest';
import { judgeRecovery, standingOf } from '../../scripts/faults/recovery-oracle.ts';
import type { AuditEntry } from '../../src/ports.ts';

const entry = (what: AuditEntry['what'], action: string, event?: string): AuditEntry => ({
  at: 100,
  who: 'linchpin',
  what,
  about: { action, targets: 'container/vm-1/api-1', ...(event !== undefined && { event }) },
});
const act = (id: string): AuditEntry => entry('recover', id, 'act');
const judgedWell = (id: string): AuditEntry => entry('recover', id, 'judge');
const whole = [act('a'), entry('begin', 'a'), entry('end', 'a'), judgedWell('a')];
const asked = { id: 'a.api-1', done: 'restart api-1', asked: 1 };
const judged = (audit: readonly AuditEntry[], done = [asked]): readonly number[] => {
  const { lost, doubled, wrong } = judgeRecovery({ audit, done });
  return [lost.length, doubled.length, wrong.length];
};

it('finds nothing amiss where each action was decided, begun, done once, ended and judged', () => {
  expect(judged(whole)).toEqual([0, 0, 0]);
});

it('takes an action for lost that was done and whose beginning the audit does not have', () => {
  expect(judged([])).toEqual([1, 0, 0]);
});

it('takes an action for lost that was decided, and then neither begun nor withheld', () => {
  expect(judged([...whole, act('b')])).toEqual([1, 0, 0]);
});

it('takes an action for lost that was begun and of which nobody says what came of it', () => {
  expect(judged([act('a'), entry('begin', 'a')])).toEqual([1, 0, 0]);
});

it('takes for doubled what was asked for twice under one key', () => {
  expect(judged(whole, [{ ...asked, asked: 2 }])).toEqual([0, 1, 0]);
});

it('takes for doubled what began on a target before the one before it was judged', () => {
  const [first, ...rest] = [act('b'), entry('begin', 'b'), entry('end', 'b'), judgedWell('b')] as const;
  expect(judged([...whole.slice(0, 3), first, ...rest, judgedWell('a')])).toEqual([0, 1, 0]);
});

it('takes for wrong an action that began and was never decided', () => {
  expect(judged(whole.slice(1))).toEqual([0, 0, 1]);
});

it('knows how each action stands that is not over', () => {
  const audit = [
    ...whole,
    act('b'),
    ...[act('c'), entry('begin', 'c')],
    ...[act('d'), entry('begin', 'd'), entry('recover', 'd', 'report')],
    ...[act('e'), entry('withhold', 'e')],
  ];
  expect([...standingOf(audit)]).toEqual([
    ['b', 'intended'],
    ['c', 'begun'],
    ['d', 'ended'],
  ]);
});
