import { expect, it } from 'vitest';
import type { CycleReport } from '../../src/app/cycle.ts';
import { Vitals } from '../../src/app/vitals.ts';
import { WorldError } from '../../src/ports.ts';

const fine: CycleReport = { waiting: 0, stages: {} };
const trouble = new WorldError('unreachable', 'gone');

function vitals(report: CycleReport, interval = 30): Vitals {
  const found = new Vitals(interval);
  found.note(report, 1000);
  return found;
}

it('before the first cycle nothing is known to work', () => {
  expect(new Vitals(30).failing(1000)).toEqual(['cycle', 'store', 'zabbix']);
});

it.each([
  ['nothing', {}, []],
  ['reading', { readError: trouble }, ['zabbix']],
  ['sending', { sendError: trouble }, ['zabbix']],
  ['the store', { saveError: trouble }, ['store']],
])('after a cycle in which %s failed', (_, errors, failing) => {
  expect(vitals({ ...fine, ...errors }).failing(1001)).toEqual(failing);
});

it.each([
  [30, 90, []],
  [30, 91, ['cycle']],
  [5, 60, []],
  [5, 61, ['cycle']],
])('with cycles every %d s one that ended %d s ago is late or not', (interval, ago, failing) => {
  expect(vitals(fine, interval).failing(1000 + ago)).toEqual(failing);
});

const away = new WorldError('unreachable', 'the store does not answer');

it('who stands by and reaches no store shows the present no more: since it last did, and why', () => {
  const found = vitals(fine);
  found.note({ ...fine, standsBy: true, saveError: away }, 1030);
  expect(found.freshness(1031)).toMatchObject({
    isStale: true,
    staleSince: '1970-01-01T00:16:40Z',
    readAt: '1970-01-01T00:17:10Z',
    reason: 'the store does not answer',
  });
});

it.each([
  ['leads and could not save', { saveError: away }],
  ['stands by', { standsBy: true }],
] as const)('who %s shows the present', (_, report) => {
  expect(vitals({ ...fine, ...report }).freshness(1001)).toMatchObject({ isStale: false });
});
