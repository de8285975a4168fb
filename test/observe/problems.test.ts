import { describe, expect, it } from 'vitest';
import type { TriggerMapping } from '../../src/domain/mapping.ts';
import type { Item, Problem, Trigger, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import { compileMapping } from '../../src/observe/compile.ts';
import { nothingObserved, observe } from '../../src/observe/observe.ts';
import { worldOf } from '../support/installation.ts';
import { host, item, mappingOf, snapshot } from './ground.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { mail: { name: Mail, pods: [db] } }
pods: { db: { kind: stateless, replicas: 2, containers: "db-{replica}" } }
servers:
  vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1 } } }
  vm-2: { name: mail-vm-2 }
containers: [{ name: db-1, server: vm-1 }, { name: db-2, server: vm-2 }]
`);

const line: TriggerMapping = { name: '*no answer*', node: 'server', signal: 'reachable', problem: 0, ok: 1 };
const trigger: Trigger = { triggerId: '7', hostIds: ['1'], itemIds: ['70'], name: 'No answer', tags: [] };
const problem: Problem = {
  eventId: '8',
  name: 'No answer',
  hostIds: ['1'],
  tags: [],
  items: [],
  triggerId: '9',
  severity: 4,
  acknowledged: false,
  at: 900,
};
const watched = item('70', 'check', { interval: 60 });

const compiledOf = (triggers: readonly TriggerMapping[]): ReturnType<typeof compileMapping> =>
  compileMapping(mappingOf({ triggers }), graph);

/** What the readings say of the signals of lines, each as `at value`. */
function said(readings: readonly Partial<ZabbixSnapshot>[], lines = [line]): readonly (readonly string[])[] {
  const compiled = compiledOf(lines);
  const shared = { items: [watched], triggers: [trigger], hosts: [host('1', 'mail-vm-1'), host('5', 'lb')] };
  let memory = nothingObserved;
  return readings.map((parts) => {
    const sighting = observe(snapshot({ ...shared, ...parts }), compiled, memory);
    memory = sighting.memory;
    return sighting.observations
      .filter(({ signal }) => signal !== 'maintenance')
      .map(({ at, value: of }) => `${at} ${of}`);
  });
}

const heard = (...of: readonly (readonly [string, number])[]): Pick<ZabbixSnapshot, 'heardAt'> => ({
  heardAt: new Map(of),
});

describe('a trigger without a problem', () => {
  it('says that all is well with the time at which its item was heard, so that it grows old with it', () => {
    expect(said([heard(['70', 980]), { at: 1030, ...heard(['70', 980]) }])).toEqual([['980 1'], ['980 1']]);
  });

  it('says nothing while its item was never heard', () => {
    expect(said([heard()])).toEqual([[]]);
  });

  it.each<[string, Partial<Item>]>([
    ['unsupported', { state: 'unsupported' }],
    ['disabled', { state: 'disabled' }],
  ])('says nothing while its item is %s', (_, of) => {
    expect(said([{ items: [{ ...watched, ...of }], ...heard(['70', 980]) }])).toEqual([[]]);
  });

  it('says nothing of an item that may not be read', () => {
    expect(said([{ items: [], ...heard(['70', 980]) }])).toEqual([[]]);
  });

  it('is as old as the oldest of the items that it judges', () => {
    const triggers = [{ ...trigger, itemIds: ['70', '71'] }];
    const items = [watched, item('71', 'other')];
    expect(said([{ triggers, items, ...heard(['70', 980], ['71', 700]) }])).toEqual([['700 1']]);
    expect(said([{ triggers, items, ...heard(['70', 980]) }])).toEqual([[]]);
  });

  it('speaks beside another that judges nothing, and is as old as the oldest that does', () => {
    const triggers = [trigger, { ...trigger, triggerId: '9', itemIds: ['71'] }];
    const items = [watched, item('71', 'other')];
    expect(said([{ triggers, items, ...heard(['70', 980]) }])).toEqual([['980 1']]);
    expect(said([{ triggers, items, ...heard(['70', 980], ['71', 700]) }])).toEqual([['700 1']]);
  });

  it('is expected as often as the slowest of its items', () => {
    const items = [watched, item('71', 'other', { interval: 3600, discardsUnchanged: true })];
    const parts = { items, triggers: [{ ...trigger, itemIds: ['70', '71'] }], ...heard(['70', 980], ['71', 900]) };
    const { intervals, throttled } = observe(snapshot(parts), compiledOf([line]));
    expect(intervals.get('server/vm-1 reachable')).toBe(3600);
    expect([...(throttled ?? [])]).toEqual(['server/vm-1 reachable']);
  });

  it('is expected as often as its line says where Zabbix does not know', () => {
    const parts = { items: [item('70', 'check')], triggers: [trigger] };
    const { intervals } = observe(snapshot(parts), compiledOf([{ ...line, every: 600 }]));
    expect(intervals.get('server/vm-1 reachable')).toBe(600);
  });
});

describe('a problem', () => {
  it('that is over says so at once, though the value that ended it is older than when it was told last', () => {
    expect(
      said([
        { problems: [problem], ...heard(['70', 960]) },
        { at: 1030, ...heard(['70', 998]) },
      ]),
    ).toEqual([['900 0', '1000 0'], ['1000.001 1']]);
  });

  it('that is over stays so until a newer value says it again', () => {
    expect(
      said([
        { problems: [problem], ...heard(['70', 960]) },
        { at: 1030, ...heard(['70', 998]) },
        { at: 1060, ...heard(['70', 998]) },
        { at: 1090, ...heard(['70', 1058]) },
      ]).slice(1),
    ).toEqual([['1000.001 1'], ['1000.001 1'], ['1058 1']]);
  });

  it('that somebody closed, with no value since it began, is not over for those who look', () => {
    expect(
      said([
        { problems: [problem], ...heard(['70', 880]) },
        { at: 1030, ...heard(['70', 880]) },
      ]),
    ).toEqual([['900 0', '1000 0'], []]);
  });

  it('that has just begun is told once', () => {
    expect(said([{ problems: [{ ...problem, at: 1000 }] }])).toEqual([['1000 0']]);
  });
});

describe('the name of a problem', () => {
  const nodesOf = (
    name: string,
    pattern: string,
    { hostId = '1', ...more }: Partial<TriggerMapping> & { readonly hostId?: string } = {},
  ): readonly string[] => {
    const lines = [{ ...line, node: 'container', signal: 'status', name: pattern, ...more } satisfies TriggerMapping];
    const parts = {
      hosts: [host('1', 'mail-vm-1'), host('5', 'lb')],
      problems: [{ ...problem, name, hostIds: [hostId] }],
    };
    const { observations } = observe(snapshot(parts), compiledOf(lines));
    return [...new Set(observations.filter(({ signal }) => signal === 'status').map(({ node }) => node))];
  };

  it.each([
    ['Container db-1: not running', 'container {container}: *'],
    ['Container "/db-1" is down', '*"{container}" is down'],
    ['[db-1] down', '[{container}]*'],
    ['db-1 down (9 of 10)', '/^(?<container>\\S+) down/'],
    ['x y db-1', '{any} {container}'],
  ])('"%s" names its container by %s', (name, pattern) => {
    expect(nodesOf(name, pattern)).toEqual(['container/vm-1/db-1']);
  });

  it.each([
    ['Container db-2: not running', 'container {container}: *'],
    ['Container db-1 x: not running', 'container {container}: *'],
    ['db-1 up', '/^(?<container>\\S+) down/'],
    ['constructor down', '{container} down'],
  ])('"%s" names none that stands there by %s', (name, pattern) => {
    expect(nodesOf(name, pattern)).toEqual([]);
  });

  it('names a container of another server only where the line looks anywhere', () => {
    expect(nodesOf('Backend db-2 is down', 'backend {container} is down', { hostId: '5' })).toEqual([]);
    expect(nodesOf('Backend db-2 is down', 'backend {container} is down', { anywhere: true, hostId: '5' })).toEqual([
      'container/vm-2/db-2',
    ]);
  });

  it('names a disk', () => {
    const disk = { node: 'disk', signal: 'used', problem: 99 } as const;
    const parts = { problems: [{ ...problem, name: 'FS [/data1]: Space is critically low' }] };
    const compiled = compiledOf([{ ...line, ...disk, name: '*[{disk}]: space is critically low*' }]);
    expect(observe(snapshot(parts), compiled).observations).toContainEqual({
      at: 1000,
      node: 'disk/vm-1/data1',
      signal: 'used',
      value: 99,
    });
  });

  it('agrees with what a tag names, or says nothing', () => {
    const tag = { tag: { container: '{container}' } };
    const withTag = (of: string): number => {
      const tagged = { ...problem, name: 'db-1 down', tags: [{ tag: 'container', value: of }] };
      const lines = [{ ...line, ...tag, node: 'container', signal: 'status', name: '{container} down' } as const];
      return observe(snapshot({ problems: [tagged] }), compiledOf(lines)).observations.filter(
        ({ signal }) => signal === 'status',
      ).length;
    };
    expect([withTag('db-1'), withTag('db-3')]).toEqual([2, 0]);
  });
});
