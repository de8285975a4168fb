import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { hasEnded, newHolder } from '../../src/store/holder.ts';
import type { Holder } from '../../src/store/holder.ts';

const here = newHolder();
const { pid: ended } = spawnSync(process.execPath, ['--version']);
const withMark = (change: Partial<NonNullable<Holder['process']>>): Holder => ({
  ...here,
  process: { ...here.process!, ...change },
});
const { process: _, ...withoutMark } = here;

it.each([
  ['this very process', here, false],
  ['a process of this machine that is no more', withMark({ pid: ended }), true],
  ['an earlier process whose number another one has now', withMark({ started: '1' }), true],
  ['a process of another machine, or of another start of it', withMark({ machine: 'elsewhere', pid: ended }), false],
  ['a process on a system that does not tell them apart', withoutMark, false],
])('of %s it is known for certain whether it has ended', (_name, holder, isOver) => {
  expect(hasEnded(holder)).toBe(isOver);
});

it('a holder is named for people by machine and process, and is never taken for another one', () => {
  expect(here.name).toMatch(/^\S+, process \d+$/);
  expect(newHolder()).not.toEqual(here);
});
