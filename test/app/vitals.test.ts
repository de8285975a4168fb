import { describe, expect, it } from 'vitest';
import type { CycleReport } from '../../src/app/cycle.ts';
import { Vitals } from '../../src/app/vitals.ts';
import { WorldError } from '../../src/ports.ts';

const fine: CycleReport = { waiting: 0, stages: {} };
const trouble = new WorldError('E301', 'gone');

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

const away = new WorldError('E301', 'the store does not answer');

it('who stands by and reaches no store shows the present no more: since it last did, and why', () => {
  const found = vitals(fine);
  found.note({ ...fine, standsBy: true, saveError: away }, 1030);
  expect(found.freshness(1031)).toMatchObject({
    isStale: true,
    staleSince: '1970-01-01T00:16:40Z',
    readAt: '1970-01-01T00:16:40Z',
    reason: 'the store does not answer',
  });
});

it('who leads and could not save shows the present', () => {
  expect(vitals({ ...fine, saveError: away }).freshness(1001)).toMatchObject({ isStale: false });
});

it.each([
  [5, 1030, false],
  [5, 1031, true],
  [30, 1080, false],
  [30, 1081, true],
  [3600, 10_000, false],
  [3600, 10_001, true],
])('with cycles every %d s, what was read at 1000 is stale at %d: %s', (interval, now, isStale) => {
  expect(vitals(fine, interval).freshness(now).isStale).toBe(isStale);
});

describe('who stands by', () => {
  const standing = (saved: CycleReport['saved'], now: number): ReturnType<Vitals['freshness']> => {
    const found = new Vitals(30);
    found.note({ ...fine, standsBy: true, ...(saved && { saved }) }, now);
    return found.freshness(now);
  };

  it('shows the present while the one who leads does', () => {
    expect(standing({ judgedAt: 1000, readAt: 1000 }, 1080)).toMatchObject({
      isStale: false,
      readAt: '1970-01-01T00:16:40Z',
    });
  });

  it('says so where the one who leads hangs', () => {
    expect(standing({ judgedAt: 1000, readAt: 1000 }, 1081)).toMatchObject({
      isStale: true,
      staleSince: '1970-01-01T00:16:40Z',
      reason: 'The Linchpin that leads has judged nothing for long: see its log.',
    });
  });

  it('says at once where the one who leads could not read Zabbix', () => {
    expect(standing({ judgedAt: 1030, readAt: 1000 }, 1031)).toMatchObject({
      isStale: true,
      staleSince: '1970-01-01T00:16:40Z',
      reason: 'The Linchpin that leads could not read Zabbix: see its log.',
    });
  });

  it('takes for stale what nobody knows the age of', () => {
    expect([standing(undefined, 1000).isStale, standing({ judgedAt: 1000 }, 1000).isStale]).toEqual([true, true]);
  });

  it('shows the present also where it could not read Zabbix itself, since it shows what the other one read', () => {
    const found = new Vitals(30);
    found.note({ ...fine, standsBy: true, readError: trouble, saved: { judgedAt: 1000, readAt: 1000 } }, 1010);
    expect([found.freshness(1010).isStale, found.failing(1010)]).toEqual([false, ['zabbix']]);
  });
});
