import { describe, expect, it } from 'vitest';
import type { ItemMapping } from '../../src/domain/mapping.ts';
import type { Item, ItemValue } from '../../src/domain/zabbix.ts';
import { compileMapping } from '../../src/observe/compile.ts';
import { nothingObserved, observe } from '../../src/observe/observe.ts';
import { worldOf } from '../support/installation.ts';
import { host, item, mappingOf, snapshot, value } from './ground.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { mail: { name: Mail, pods: [front] } }
pods: { front: { kind: stateless, replicas: 1, containers: "front-{replica}" } }
servers: { vm-1: { name: mail-vm-1 } }
containers: [{ name: front-1, server: vm-1 }]
`);

const line: ItemMapping = { key: 'errors.rate[{container}]', signal: 'errors', anywhere: true, rate: true };
const perMinute = item('1', 'errors.rate[front-1]', { interval: 60 });

/** The counter after each of several readings: `at total`. */
function counted(
  readings: readonly (readonly ItemValue[])[],
  items: readonly Item[] = [perMinute],
  more: Partial<ItemMapping> = {},
): readonly (readonly string[])[] {
  const compiled = compileMapping(mappingOf({ items: [{ ...line, ...more }] }), graph);
  const hosts = [host('1', 'mail-vm-1'), host('2', 'lb-2')];
  let memory = nothingObserved;
  return readings.map((values) => {
    const sighting = observe(snapshot({ hosts, items, values }), compiled, memory);
    memory = sighting.memory;
    return sighting.observations.filter(({ signal }) => signal === 'errors').map(({ at, value: of }) => `${at} ${of}`);
  });
}

describe('a rate', () => {
  it('becomes a counter: each sample stands for the time since the one before', () => {
    expect(counted([[value('1', 5, 100)], [value('1', 2, 160)], [value('1', 0.5, 220)]])).toEqual([
      ['100 0'],
      ['160 120'],
      ['220 150'],
    ]);
  });

  it('is counted in the order of time, whatever the order in a reading', () => {
    expect(counted([[value('1', 2, 160), value('1', 5, 100), value('1', 1, 220)]])).toEqual([
      ['100 0', '160 120', '220 180'],
    ]);
  });

  it('is not counted twice where a sample comes again, nor backwards where it comes late', () => {
    expect(
      counted([[value('1', 5, 100)], [value('1', 2, 160)], [value('1', 2, 160)], [value('1', 9, 130)], []]),
    ).toEqual([['100 0'], ['160 120'], [], [], []]);
  });

  it.each<[string, Partial<Item>, Partial<ItemMapping>, number]>([
    ['two of its update intervals', { interval: 60 }, {}, 120],
    ['two of the intervals that the line gives', {}, { every: 600 }, 1200],
    ['three minutes where no interval is known', {}, {}, 180],
    ['three minutes where only a heartbeat is known', { interval: 3600, discardsUnchanged: true }, {}, 180],
  ])('stands after a gap for %s at most: what nobody measured is not made up', (...[, of, more, expected]) => {
    const items = [item('1', 'errors.rate[front-1]', of)];
    expect(counted([[value('1', 1, 100)], [value('1', 1, 10_100)]], items, more)).toEqual([
      ['100 0'],
      [`10100 ${expected}`],
    ]);
  });

  it('begins again at 0 after a restart, which is a reset and no increase', () => {
    const before = counted([[value('1', 5, 100)], [value('1', 2, 160)]]).at(-1);
    const after = counted([[value('1', 5, 220)]])[0];
    expect([before, after]).toEqual([['160 120'], ['220 0']]);
  });

  it('goes on where the clock was set back, from a new base', () => {
    const read = (...[at, perSecond]: readonly [number, number]) => ({ values: [value('1', perSecond, at)], at });
    const compiled = compileMapping(mappingOf({ items: [line] }), graph);
    let memory = nothingObserved;
    const totals = [read(1000, 1), read(1060, 1), read(1030, 9), read(100, 1), read(160, 2)].map((reading) => {
      const sighting = observe(
        snapshot({ hosts: [host('1', 'mail-vm-1')], items: [perMinute], ...reading }),
        compiled,
        memory,
      );
      memory = sighting.memory;
      return sighting.observations.filter(({ signal }) => signal === 'errors').map(({ value: of }) => of);
    });
    // A step of half a minute is a clock that is kept right: what comes late counts nothing.
    expect(totals).toEqual([[0], [60], [], [0], [120]]);
  });

  it('never goes down, and takes a word for nothing', () => {
    expect(counted([[value('1', 1, 100)], [value('1', -7, 160)], [value('1', 'n/a', 220)]])).toEqual([
      ['100 0'],
      ['160 0'],
      [],
    ]);
  });

  it('is summed up over the load balancers that see the container', () => {
    const items = [perMinute, item('2', 'errors.rate[front-1]', { hostId: '2', interval: 60 })];
    expect(
      counted(
        [
          [value('1', 1, 100), value('2', 1, 110)],
          [value('1', 1, 160), value('2', 3, 170)],
        ],
        items,
      ),
    ).toEqual([
      ['100 0', '110 0'],
      ['160 60', '170 240'],
    ]);
  });

  it('is not summed up over an item that is unsupported or disabled', () => {
    const items = [perMinute, item('2', 'errors.rate[front-1]', { hostId: '2', interval: 60, state: 'disabled' })];
    expect(
      counted(
        [
          [value('1', 1, 100), value('2', 1, 100)],
          [value('1', 1, 160), value('2', 9, 160)],
        ],
        items,
      ),
    ).toEqual([['100 0'], ['160 60']]);
  });

  it('is multiplied first where its line says so', () => {
    expect(counted([[value('1', 100, 100)], [value('1', 100, 160)]], [perMinute], { multiply: 0.01 })).toEqual([
      ['100 0'],
      ['160 60'],
    ]);
  });
});
