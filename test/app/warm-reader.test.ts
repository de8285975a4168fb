import { beforeEach, describe, expect, it } from 'vitest';
import { WarmReader } from '../../src/app/warm-reader.ts';
import type { ZabbixSnapshot } from '../../src/domain/zabbix.ts';

const interval = 30;
const start = 1_800_000_000;
const nothing = { hosts: [], items: [], triggers: [], heardAt: new Map(), problems: [] };

let asked: string[];
let reader: WarmReader;
beforeEach(() => {
  asked = [];
  const read = (now: number): Promise<ZabbixSnapshot> => {
    asked.push(`read ${now - start}`);
    return Promise.resolve({ ...nothing, at: now, values: [{ itemId: '1', at: now, value: String(now - start) }] });
  };
  const goOnFrom = (readAt: number): void => void asked.push(`go on from ${readAt - start}`);
  reader = new WarmReader({ read, goOnFrom, renew: () => void asked.push('renew') }, interval);
});

/** Reads while another one leads, which has judged as of so many seconds. */
async function keepUp(seconds: readonly number[], judged: (second: number) => number | undefined): Promise<void> {
  for (const second of seconds) {
    const at = judged(second);
    await reader.keepUp(start + second, at === undefined ? undefined : start + at);
  }
}
const from = (first: number, last: number): readonly number[] =>
  Array.from({ length: (last - first) / interval + 1 }, (_, index) => first + index * interval);
async function readAt(second: number): Promise<readonly string[]> {
  return (await reader.read(start + second)).values.map(({ value }) => String(value));
}

describe('the first reading after a take-over', () => {
  it('brings what was read since the other one judged, and no structure is read anew', async () => {
    await keepUp(from(0, 300), (second) => Math.min(second, 240) - 5);
    asked = [];
    reader.goOnFrom(start + 235, start + 330);
    expect(await readAt(330)).toEqual(['180', '210', '240', '270', '300', '330']);
    expect(asked).toEqual(['read 330']);
    expect(await readAt(360)).toEqual(['360']);
  });

  it.each([
    ['by one that never stood by', []],
    ['by one that stood by for less time than the other one has not judged', from(210, 270)],
  ])('begins where the other one has judged last, %s', async (_, seconds) => {
    await keepUp(seconds, () => 205);
    asked = [];
    reader.goOnFrom(start + 205, start + 330);
    expect(await readAt(330)).toEqual(['330']);
    expect(asked).toEqual(['go on from 145', 'read 330']);
  });

  it('is as after a start where nobody has ever judged', async () => {
    await keepUp(from(0, 60), () => undefined);
    asked = [];
    reader.goOnFrom(undefined, start + 90);
    expect(await readAt(90)).toEqual(['90']);
    expect(asked).toEqual(['renew', 'read 90']);
  });

  it('begins where was judged last also where this one has led before and lost a cycle', async () => {
    await keepUp(from(0, 300), (second) => second);
    reader.goOnFrom(start + 300, start + 330);
    await readAt(330);
    reader.missed(start + 335);
    await keepUp(from(360, 390), (second) => second - 30);
    asked = [];
    reader.goOnFrom(start + 360, start + 420);
    expect(await readAt(420)).toEqual(['420']);
    expect(asked).toEqual(['go on from 300', 'read 420']);
  });
});

describe('what nobody is known to have judged', () => {
  it('is held for a quarter of an hour, and then read anew when it is needed', async () => {
    await keepUp(from(0, 300), (second) => second);
    await keepUp(from(330, 2100), () => 300);
    asked = [];
    reader.goOnFrom(start + 300, start + 2130);
    expect(await readAt(2130)).toEqual(['2130']);
    expect(asked).toEqual(['go on from 240', 'read 2130']);
  });
});
