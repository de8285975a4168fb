import { describe, expect, it } from 'vitest';

import { calibrate } from '../../src/calibrate/calibrate.ts';
import { day, errors, everyMinute, hour, memory, minute, podPast, staleAfter } from './counted.ts';

const terms = { staleAfter, atLeast: day };
const length = 3 * day;

describe('calibrating a counter', () => {
  it('loosens a rule that fires while all is well, so that it no longer does', () => {
    // 30 errors a minute, against 10 that it may have.
    const past = podPast([errors], [{ errors: everyMinute(length, (at) => at * 30) }], { length });
    const [found] = calibrate(past, terms);
    expect(found).toMatchObject({
      verdict: 'looser',
      today: { rate: '10/min', burst: 50 },
      proposed: { rate: '38/min' },
      firedToday: { healthy: { times: 1 } },
      firedProposed: { healthy: { times: 0 } },
    });
  });

  it('tightens a rule that is far from what is usual, and no further than to a tenth', () => {
    const past = podPast([errors], [{ errors: everyMinute(length, (at) => Math.floor(at / 60)) }], { length });
    const [found] = calibrate(past, terms);
    expect(found).toMatchObject({ verdict: 'tighter', proposed: { rate: '1/min', burst: 5 } });
  });

  it('leaves a rule that fits', () => {
    const past = podPast([errors], [{ errors: everyMinute(length, (at) => at * 7 + Math.floor(at / 120) * 30) }], {
      length,
    });
    expect(calibrate(past, terms)[0]).toMatchObject({ verdict: 'fits' });
  });

  it('goes by the container that needs most', () => {
    const quiet = everyMinute(length, (at) => at * 8);
    const past = podPast(
      [errors],
      [{ errors: quiet }, { errors: everyMinute(length, (at) => at * 20) }, { errors: quiet }],
      { length },
    );
    expect(calibrate(past, terms)[0]).toMatchObject({ proposed: { rate: '25/min' }, containers: 3 });
  });

  it('counts by the requests where these are seen', () => {
    const signals = { errors: everyMinute(length, (at) => at * 40), requests: everyMinute(length, (at) => at * 1000) };
    const [found] = calibrate(podPast([errors], [signals], { length }), terms);
    expect(found).toMatchObject({ today: { rate: '1%', per: 'requests' }, proposed: { rate: '5%', per: 'requests' } });
  });

  it('learns nothing from the time of an incident, and says what would have fired then', () => {
    const trouble = { from: day, until: day + hour };
    // A healthy counter with 1,000 errors a minute in that hour.
    const grown = everyMinute(length, (at) => at * 9 + Math.max(0, Math.min(60, at - day / minute)) * 1000);
    const past = podPast([errors], [{ errors: grown }], { length, troubled: [trouble] });
    expect(calibrate(past, terms)[0]).toMatchObject({
      verdict: 'fits',
      firedToday: { healthy: { times: 0 }, incidents: { times: 1 } },
    });
  });

  it('proposes nothing from too short a time', () => {
    const past = podPast([errors], [{ errors: everyMinute(day / 2, (at) => at * 30) }], { length });
    const [found] = calibrate(past, terms);
    expect([found?.verdict, found?.proposed]).toEqual(['too-little', undefined]);
  });

  it('counts no time in which nothing came', () => {
    const gaps = everyMinute(length, (at) => at * 30).filter(({ at }) => at % hour < minute * 10);
    const [found] = calibrate(podPast([errors], [{ errors: gaps }], { length }), terms);
    expect([found?.verdict, found?.healthyTime.exact]).toEqual(['too-little', 72 * 9 * minute]);
  });

  it('draws no conclusion from a counter that never grew', () => {
    const past = podPast([errors], [{ errors: everyMinute(length, () => 7) }], { length });
    expect(calibrate(past, terms)[0]).toMatchObject({ verdict: 'never-grew' });
  });

  it('takes a counter that was reset for what it is', () => {
    const past = podPast([errors], [{ errors: everyMinute(length, (at) => (at % 1000) * 30) }], { length });
    expect(calibrate(past, terms)[0]).toMatchObject({ proposed: { rate: '38/min' } });
  });

  it('says what a rule that is off could be, where it is named', () => {
    const signals = {
      busySeconds: everyMinute(length, (at) => at * 20),
      requests: everyMinute(length, (at) => at * 100),
    };
    const past = podPast([errors], [signals], { length });
    expect(calibrate(past, terms)).toEqual([]);
    expect(calibrate(past, { ...terms, rules: ['busySeconds'] })[0]).toMatchObject({
      verdict: 'off',
      proposed: { rate: 0.25, per: 'requests' },
    });
  });

  it('keeps what a rule says besides', () => {
    const past = podPast([{ ...errors, recoverFor: 600 }], [{ errors: everyMinute(length, (at) => at * 30) }], {
      length,
    });
    expect(calibrate(past, terms)[0]?.proposed).toMatchObject({ recoverFor: '10m' });
  });

  it('looks only at containers that have the rule of their pod', () => {
    const past = podPast(
      [errors],
      [0, 1, 2].map(() => ({ errors: everyMinute(length, (at) => at * 30) })),
      { length },
    );
    const [first, ...others] = past.containers;
    const own = { ...first, rules: [{ ...errors, recoverFor: 1 }] } as (typeof past.containers)[number];
    expect(calibrate({ ...past, containers: [own, ...others] }, terms)[0]).toMatchObject({ containers: 2 });
  });
});

describe('calibrating a limit', () => {
  const used = (share: number): Readonly<Record<string, ReturnType<typeof everyMinute>>> => ({
    memory: everyMinute(length, (at) => (at % 600 < 30 ? share * 1000 : 500)),
    memoryLimit: [{ at: 0, value: 1000 }],
  });

  it('raises it to where it does not fire while all is well', () => {
    const [found] = calibrate(podPast([memory], [used(0.968)], { length }), terms);
    expect(found).toMatchObject({
      verdict: 'looser',
      today: { above: '95%', for: '2m' },
      proposed: { above: '97%', for: '2m' },
      firedProposed: { healthy: { times: 0 } },
    });
    expect(found?.firedToday?.healthy.times).toBeGreaterThan(5);
  });

  it('never lowers it', () => {
    expect(calibrate(podPast([memory], [used(0.2)], { length }), terms)[0]).toMatchObject({ verdict: 'fits' });
  });

  it('says so where no limit is high enough', () => {
    const [found] = calibrate(podPast([memory], [used(1)], { length }), terms);
    expect([found?.verdict, found?.proposed]).toEqual(['no-limit-fits', undefined]);
  });
});
