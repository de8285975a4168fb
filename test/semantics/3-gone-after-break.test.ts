import { describe, expect, it } from 'vitest';

import { signalKey } from '../../src/domain/signal.ts';
import { Installation } from '../support/installation.ts';
import { evidenceOf, stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';
import { api1, api2, api3, twoServers } from '../support/small-worlds.ts';

const [vm1, vm2] = ['server/vm-01', 'server/vm-02'];
const all = [api1, api2, api3];

const every = (node: string, seconds: number) => [signalKey(node, 'status'), seconds] as const;

/** Everything reports, and is well; then nothing is heard any more for so many seconds, but of those named. */
function afterBreak(seconds: number, ...heard: readonly string[]): Site {
  const site = new Site(twoServers)
    .allSay(all, { status: 'running' })
    .says(vm1, { runtime: 1, cpu: 5 })
    .says(vm2, { cpu: 5 });
  site.run(120);
  site.silence(...[...all, `${vm1} runtime`, `${vm1} cpu`, `${vm2} cpu`].filter((node) => !heard.includes(node)));
  site.run(seconds);
  return site;
}

describe('after a break in which nothing was heard (semantics 3, Gone)', () => {
  it.each([
    { first: 'another container', silent: [api1, `${vm1} runtime`] },
    { first: 'the runtime', silent: [api1, api2] },
  ])('$first that is heard again first does not prove a container gone', ({ silent }) => {
    const site = afterBreak(600)
      .hear()
      .silence(...silent);
    expect(violatedBy(site.run(150), api1)).toEqual([]);
    expect(stateIn(site.hear().cycle(), api1)).toBe('working');
  });

  it('a container that stays away for its stale age since then is gone, since its newest sample', () => {
    const site = afterBreak(600);
    const last = site.now - 600;
    site.hear().silence(api1);
    expect(violatedBy(site.run(210), api1)).toEqual([]);
    const evaluation = site.cycle();
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
    expect(evidenceOf(evaluation, api1, 'gone').since).toBe(last);
  });

  it('a server that was heard all the while by signals of its own has had a break of what runs on it', () => {
    const site = afterBreak(600, `${vm1} cpu`).hear().silence(api1);
    expect(violatedBy(site.run(150), api1)).toEqual([]);
    expect(violatedBy(site.run(90), api1)).toEqual(['gone']);
  });

  it('on a server with no other container the first signal of the server does not prove it gone', () => {
    const site = afterBreak(600).hear().silence(api3);
    expect(violatedBy(site.run(150), api3)).toEqual([]);
    expect(violatedBy(site.run(90), api3)).toEqual(['gone']);
  });

  it('on a server with no other container that was heard all the while there was no break', () => {
    expect(violatedBy(afterBreak(600, `${vm2} cpu`).cycle(), api3)).toEqual(['gone']);
  });

  it('a second break begins that anew', () => {
    const site = afterBreak(600).hear().silence(api1);
    site.run(120);
    site.silence(api2, `${vm1} runtime`).run(300);
    site.hear().silence(api1);
    expect(violatedBy(site.run(150), api1)).toEqual([]);
    expect(violatedBy(site.run(90), api1)).toEqual(['gone']);
  });

  it('so it is at the very first, when nobody knows how long the others were silent', () => {
    const installation = new Installation(twoServers);
    const { now } = installation;
    installation.observe(api1, 'status', 'running', now - 600).observe(api2, 'status', 'running');
    expect(violatedBy(installation.cycle(), api1)).toEqual([]);
    for (const after of [90, 180]) installation.observe(api2, 'status', 'running', now + after).cycle(90);
    expect(stateIn(installation.cycle(), api1)).toBe('unknown');
    const evaluation = installation.observe(api2, 'status', 'running', now + 181).cycle(1);
    expect(violatedBy(evaluation, api1)).toEqual(['gone']);
  });
});

describe('what is no break (semantics 3, Gone)', () => {
  /** The first two containers speak every 30 s until the second is left alone; samples come as told, in one cycle. */
  const madeUpFor = (seconds: readonly number[], intervals: ReadonlyMap<string, number> = new Map()) => {
    const installation = new Installation(twoServers);
    const start = installation.now;
    installation.observe(api1, 'status', 'running').observe(api2, 'status', 'running').cycle(0, { intervals });
    for (const second of seconds) installation.observe(api2, 'status', 'running', start + second);
    return installation.cycle(Math.max(...seconds), { intervals });
  };

  it('is a pause in which Linchpin did not read, and which it has made up for', () => {
    expect(violatedBy(madeUpFor([90, 600, 30, 240, 390, 540]), api1)).toEqual(['gone']);
  });

  it('is not a pause of which a part was not heard', () => {
    expect(violatedBy(madeUpFor([90, 600, 30, 240, 571]), api1)).toEqual([]);
  });

  it('is silence of up to the stale age where no interval is known', () => {
    expect(violatedBy(madeUpFor([40, 220]), api1)).toEqual(['gone']);
    expect(violatedBy(madeUpFor([40, 220.1]), api1)).toEqual([]);
  });

  it('is silence of up to half an interval less than the stale age, since who lives is heard before he is due', () => {
    const interval = new Map([api1, api2].map((node) => every(node, 60)));
    expect(violatedBy(madeUpFor([40, 190], interval), api1)).toEqual(['gone']);
    expect(violatedBy(madeUpFor([40, 190.1], interval), api1)).toEqual([]);
  });

  it('is silence that is short for those that were heard before it', () => {
    const installation = new Installation(twoServers);
    const start = installation.now;
    const intervals = new Map([every(api2, 600)]);
    const judge = (second: number) => {
      installation.observe(api2, 'status', 'running', start + second);
      return violatedBy(installation.cycle(start + second - installation.now, { intervals }), api1);
    };
    installation.observe(api1, 'status', 'running');
    expect(judge(0)).toEqual([]);
    // Both were heard until then, so this may be the end of a break.
    expect(judge(600)).toEqual([]);
    expect(judge(1200)).toEqual(['gone']);
  });

  it('a container has after a break as long as its own quickest signal takes to be stale', () => {
    const installation = new Installation(twoServers);
    const start = installation.now;
    const intervals = new Map([every(api1, 600)]);
    const judge = (second: number) => {
      installation.observe(api2, 'status', 'running', start + second);
      return violatedBy(installation.cycle(start + second - installation.now, { intervals }), api1);
    };
    installation.observe(api1, 'status', 'running');
    judge(0);
    for (let second = 1000; second < 2800; second += 100) expect(judge(second)).toEqual([]);
    expect(judge(2801)).toEqual(['gone']);
  });
});
