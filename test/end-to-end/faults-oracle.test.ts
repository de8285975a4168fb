import { describe, expect, it } from 'vitest';
import { judge } from '../../scripts/faults/oracle.ts';
import type { Comment, ComputedValue, Evidence, KeptValue, RaisedEvent } from '../../scripts/faults/oracle.ts';

const host = 'Linchpin mail';
const slot = 'linchpin.incident.problem[1]';
const problem = (severity: number, root: string): string =>
  [severity, 'no', root, 'storage', 'restart it', `${root} is down`].join('\t');

let sequence = 0;
const computed = (key: string, value: string | number, ns: number): ComputedValue => ({
  sequence: (sequence += 1),
  host,
  key,
  value,
  clock: 100,
  ns,
});
const kept = ({ key, value, clock, ns }: ComputedValue): KeptValue => ({ host, key, clock, ns, value: String(value) });
const raised = ({ key, value, clock, ns }: ComputedValue): RaisedEvent => {
  const [severity, , , , , name = ''] = String(value).split('\t');
  return { host, key, clock, ns, isProblem: true, name, severity: Number(severity) };
};

/** An item that changes twice, and a slot whose incident gives way to another one. */
const values = [
  computed('linchpin.system.severity', 0, 1),
  computed('linchpin.system.severity', 5, 2),
  computed(slot, problem(5, 'pod/a'), 3),
  computed(slot, '0', 4),
  computed(slot, problem(5, 'pod/b'), 5),
] as const;
const [, , first, , second] = values;
const sound: Evidence = {
  computed: values,
  kept: values.map(kept),
  events: [raised(first), raised(second)],
  comments: [],
};
const judged = (change: Partial<Evidence>): readonly number[] => {
  const { lost, doubled, wrong } = judge({ ...sound, ...change });
  return [lost.length, doubled.length, wrong.length];
};

// What `npm run faults` rests on: an oracle that sees nothing would find every fault harmless.
describe('the oracle of the fault drills', () => {
  it('finds nothing amiss where each value is there once and each problem was raised once', () => {
    expect(judge(sound)).toEqual({ lost: [], doubled: [], wrong: [], forgotten: [] });
  });

  it('takes the same value queued again for no other value', () => {
    expect(judged({ computed: [...values, { ...first, sequence: first.sequence }] })).toEqual([0, 0, 0]);
  });

  it.each<readonly [string, Partial<Evidence>, readonly [number, number, number]]>([
    ['a value that is not in the history is lost', { kept: values.slice(1).map(kept) }, [1, 0, 0]],
    ['a problem that was not raised is lost', { events: [raised(first)] }, [1, 0, 0]],
    ['a row that is there twice is doubled', { kept: [...values.map(kept), kept(first)] }, [0, 1, 0]],
    ['a problem raised twice by one value is doubled', { events: [...sound.events, raised(first)] }, [0, 1, 0]],
    ['a problem raised by no change is doubled', { events: [...sound.events, { ...raised(first), ns: 9 }] }, [0, 1, 0]],
    [
      'a value that nobody computed is wrong',
      { kept: [...values.map(kept), { ...kept(first), clock: 90 }] },
      [0, 0, 1],
    ],
    [
      'a value that is another one is wrong',
      { kept: [{ ...kept(values[0]), value: '3' }, ...values.slice(1).map(kept)] },
      [0, 0, 1],
    ],
    ['a problem under another name is wrong', { events: [raised(first), { ...raised(second), name: 'x' }] }, [0, 0, 1]],
    [
      'a problem with another severity is wrong',
      { events: [raised(first), { ...raised(second), severity: 2 }] },
      [0, 0, 1],
    ],
  ])('%s', (_, change, expected) => {
    expect(judged(change)).toEqual(expected);
  });

  it('finds values wrong that were computed later and bear an earlier time', () => {
    const late = { ...values[0], sequence: 1000, ns: 0 };
    expect(judged({ computed: [...values, late], kept: [...sound.kept, kept(late)] })).toEqual([0, 0, 1]);
  });

  it('finds two values with one time wrong, since Zabbix keeps one of them', () => {
    expect(judged({ computed: [...values, { ...values[1], sequence: 1000, value: 4 }] })).toEqual([0, 0, 1]);
  });

  it('counts apart what Zabbix took and forgot where it shows a later value, and as lost where it shows an older one', () => {
    const [before] = values;
    const told = { ...computed('linchpin.system.severity', 5, 9), confirmedAt: 200 };
    const forgotten = { ...computed('linchpin.system.severity', 3, 8), confirmedAt: 150 };
    const forgettings = [{ from: 140, until: 160 }];
    const all = [before, forgotten, told];
    const { lost, forgotten: apart = [] } = judge({
      ...sound,
      events: [],
      computed: all,
      forgettings,
      kept: [before, told].map(kept),
    });
    expect([lost.length, apart.length]).toEqual([0, 1]);
    expect(
      judge({ ...sound, events: [], computed: [before, forgotten], forgettings, kept: [kept(before)] }).lost,
    ).toHaveLength(1);
  });

  it('finds a comment doubled that says again what the one before said, and not one that takes it back', () => {
    const said = (...markers: readonly string[]): readonly Comment[] =>
      markers.map((marker) => ({ eventId: '1', marker: `[Linchpin: ${marker}]` }));
    expect(judged({ comments: said('root of pod/a', 'over', 'root of pod/a') })).toEqual([0, 0, 0]);
    expect(judged({ comments: said('root of pod/a', 'root of pod/a') })).toEqual([0, 1, 0]);
  });
});
