import { expect, it } from 'vitest';
import type { Item, ItemValue } from '../../src/domain/zabbix.ts';
import { Retelling, voicesOf } from '../../src/zabbix/retell.ts';

function read(itemId: string, more: Partial<Item>): Item {
  return { itemId, hostId: '1', key: itemId, tags: [], valueType: 'unsigned', state: 'normal', ...more };
}

const sibling = read('sibling', { masterItemId: 'master' });
const quiet = read('quiet', { discardsUnchanged: true, masterItemId: 'master' });
const at = (itemId: string, time: number, value = 1): ItemValue => ({ itemId, at: time, value });

/** Reads at given times; each reading has the values that came, and the newest of each item is kept as reading does. */
function retelling(
  items: readonly Item[],
  subjectsOf: (item: Item) => readonly string[] = () => [''],
): (now: number, ...values: readonly ItemValue[]) => readonly ItemValue[] {
  const retold = new Retelling();
  const voices = voicesOf(items, subjectsOf);
  const newest = new Map<string, ItemValue>();
  return (now, ...values) => {
    for (const value of values) newest.set(value.itemId, value);
    return retold.next({ items, voices, values, newest, now, overlap: 12 });
  };
}

it('tells a value again with the time of its sibling, once that time is settled, and once only', () => {
  const next = retelling([sibling, quiet]);
  expect(next(100, at('sibling', 100), at('quiet', 100, 5))).toEqual([]);
  expect(next(130, at('sibling', 130))).toEqual([]);
  expect(next(141)).toEqual([]);
  expect(next(142)).toEqual([at('quiet', 130, 5)]);
  expect(next(160)).toEqual([]);
});

it('tells the changed value alone where it came after its sibling', () => {
  const next = retelling([sibling, quiet]);
  next(100, at('sibling', 100), at('quiet', 100, 5));
  next(130, at('sibling', 130));
  expect(next(135, at('quiet', 130, 6))).toEqual([]);
  expect(next(150)).toEqual([]);
});

it('tells what comes while another time waits', () => {
  const next = retelling([sibling, quiet]);
  next(100, at('sibling', 100), at('quiet', 99, 5));
  next(105, at('sibling', 105));
  expect(next(112)).toEqual([at('quiet', 100, 5)]);
  expect(next(117)).toEqual([at('quiet', 105, 5)]);
});

it('tells anew what was told of an item that was not read for a while', () => {
  const retold = new Retelling();
  const newest = new Map([['quiet', at('quiet', 100, 5)]]);
  const next = (now: number, items: readonly Item[], ...values: readonly ItemValue[]): readonly ItemValue[] =>
    retold.next({ items, voices: voicesOf(items, () => ['']), values, newest, now, overlap: 12 });
  const both = [sibling, quiet];
  next(130, both, at('sibling', 130));
  expect(next(142, both)).toEqual([at('quiet', 130, 5)]);
  expect(next(150, [sibling])).toEqual([]);
  expect(next(160, [sibling, quiet])).toEqual([at('quiet', 130, 5)]);
});

it('waits anew for a time to settle where nothing of the master was read for a while', () => {
  const retold = new Retelling();
  const newest = new Map([['quiet', at('quiet', 100, 5)]]);
  const ask = (items: readonly Item[]) => ({ newest, overlap: 12, items, voices: voicesOf(items, () => ['']) });
  retold.next({ ...ask([sibling, quiet]), values: [at('sibling', 130)], now: 130 });
  retold.next({ ...ask([]), values: [], now: 140 });
  expect(retold.next({ ...ask([sibling, quiet]), values: [], now: 150 })).toEqual([]);
});

it('tells again of each thing only by siblings that stand for it, where one master tells of many', () => {
  const own = read('own', { masterItemId: 'master' });
  const ofBoth = read('of both', { discardsUnchanged: true, masterItemId: 'master' });
  const things: Readonly<Record<string, readonly string[]>> = {
    sibling: ['one'],
    quiet: ['two'],
    own: ['two'],
    'of both': ['one', 'two'],
  };
  const next = retelling([sibling, quiet, own, ofBoth], ({ itemId }) => things[itemId] ?? []);
  next(100, at('quiet', 100, 5), at('of both', 100, 7));
  next(130, at('sibling', 130));
  expect(next(150)).toEqual([at('of both', 130, 7)]);
  next(160, at('own', 160));
  expect(next(180)).toEqual([at('quiet', 160, 5), at('of both', 160, 7)]);
});

it.each<[string, readonly Item[]]>([
  ['an item that stores unchanged values', [sibling, read('quiet', { masterItemId: 'master' })]],
  ['an item that is unsupported', [sibling, { ...quiet, state: 'unsupported' }]],
  ['an item of another master', [sibling, { ...quiet, masterItemId: 'other' }]],
])('tells nothing for %s', (_, items) => {
  const next = retelling(items);
  next(100, at('sibling', 130), at('quiet', 100, 5));
  expect(next(130)).toEqual([]);
});
