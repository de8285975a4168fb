import { describe, expect, it } from 'vitest';
import { itemKeys } from '../../src/domain/item-keys.ts';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { plan } from '../../src/publish/plan.ts';
import type { Plan } from '../../src/publish/plan.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';
import { smallModel } from '../support/small-model.ts';

const world = worldOf(smallModel);
const [one, two] = ['container/vm-1/storage-1', 'container/vm-2/storage-2'];
const site = new Site(world).allSay([one, two], { status: 'running' });
const well = site.cycle();
const failed = site.says(one, { status: 'exited' }).run(120);

const sent = ({ commands }: Pick<Plan, 'commands'>): readonly OutgoingValue[] => commands.map(({ value }) => value);
const timeOf = ({ clock, ns }: OutgoingValue): bigint => BigInt(clock) * 1_000_000_000n + BigInt(ns);
const isHeartbeat = ({ key }: OutgoingValue): boolean => key === itemKeys.heartbeat;

/** What is told at a time of one state after another, each plan going on from the one before. */
function toldAt(...steps: readonly (readonly [at: number, Evaluation])[]): readonly Plan[] {
  const plans: Plan[] = [];
  for (const [at, { result }] of steps) {
    const { graph, outputHost } = world;
    const grounds = { at, graph, result, self: undefined, summary: () => '', highest: 5 as const, outputHost };
    const before = plans.at(-1)?.memory ?? { values: new Map(), slots: new Map() };
    plans.push(plan(grounds, before));
  }
  return plans;
}

const start = 1_800_000_000.25;

describe('times of values (semantics 9)', () => {
  it.each([0, 0.4, 45, 3600, 400_000])('grow for each item, also where the clock was set back by %s s', (seconds) => {
    const plans = toldAt([start, well], [start - seconds, failed], [start - seconds, well]);
    const latest = new Map<string, bigint>();
    const values = plans.flatMap(sent).filter((value) => !isHeartbeat(value));
    for (const value of values) {
      expect(timeOf(value) > (latest.get(value.key) ?? 0n)).toBe(true);
      expect(value.ns).toBeLessThan(1e9);
      latest.set(value.key, timeOf(value));
    }
    expect(values.length).toBeGreaterThan(latest.size);
  });

  it('go over into the next second where the nanoseconds of one are used up', () => {
    const before = toldAt([start, well])[0]!.memory;
    const full = { ...before, toldUntil: { clock: 1_800_000_000, ns: 999_999_998 } };
    const { graph, outputHost } = world;
    const grounds = {
      at: start,
      graph,
      result: failed.result,
      self: undefined,
      summary: () => '',
      highest: 5 as const,
      outputHost,
    };
    const [first, second] = sent(plan(grounds, full));
    expect([first?.clock, first?.ns, second?.clock, second?.ns]).toEqual([
      1_800_000_000, 999_999_999, 1_800_000_001, 0,
    ]);
  });

  it('the heartbeat bears the time of now where the clock was set back: Zabbix counts silence from it', () => {
    const [, after] = toldAt([start, well], [start - 3600, failed]);
    expect(sent(after!).find(isHeartbeat)).toMatchObject({ clock: Math.floor(start - 3600) });
  });

  it('are those of the cycles again as soon as these are later', () => {
    const later = toldAt([start, well], [start - 100, failed], [start + 20, well]).at(-1)!;
    for (const { clock } of sent(later)) expect(clock).toBe(Math.floor(start + 20));
  });

  it('all is told again where the clock was set back by more than the interval for that', () => {
    const [first, second] = toldAt([start, well], [start - 3600, well]);
    expect(sent(second!).length).toBe(sent(first!).length);
  });
});
