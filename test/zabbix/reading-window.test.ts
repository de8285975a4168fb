import { describe, expect, it } from 'vitest';
import { ReadingWindow } from '../../src/zabbix/reading-window.ts';

const terms = { overlap: 6, catchUp: 900 };
const value = (at: number) => ({ itemId: '1', at, value: 1 });

describe('the window of a reading', () => {
  it('is none at the first, of which nobody knows since when', () => {
    expect(new ReadingWindow(terms).startAt(1000, 1)).toBeUndefined();
  });

  it('begins a while before somebody else had read last', () => {
    expect(new ReadingWindow({ ...terms, since: 900 }).startAt(1000, 1)).toBe(840);
  });

  it('begins shortly before the reading before, and as far back as Zabbix’s clock is behind', () => {
    const window = new ReadingWindow({ ...terms, since: 900 });
    window.readAt(1000, [value(980), value(990)], 840);
    expect(window.startAt(1030, 1)).toBe(984);
  });

  it.each([
    ['that somebody else had made', { ...terms, since: 1000 }, () => undefined],
    ['of its own', terms, (window: ReadingWindow) => window.readAt(1000, [value(1000)], undefined)],
  ])('goes no further back than is made up for after a pause %s', (_, given, begin) => {
    const window = new ReadingWindow(given);
    begin(window);
    expect([window.pauseAt(1900, 1), window.startAt(1906, 1)]).toEqual([undefined, 1006]);
    expect([window.pauseAt(1901, 1), window.startAt(2500, 1)]).toEqual([901, 1600]);
  });

  it('goes less far back where that would be more than a million values', () => {
    const window = new ReadingWindow({ ...terms, since: 1000 });
    expect([window.pauseAt(1250, 4000), window.startAt(1400, 4000)]).toEqual([undefined, 1150]);
    expect(window.pauseAt(1251, 4000)).toBe(251);
  });

  it('overlaps three times as far as values came late, and no further than a minute', () => {
    const window = new ReadingWindow(terms);
    window.readAt(1000, [value(1000)], undefined);
    window.readAt(1030, [value(1030), value(990)], 980);
    expect(window.overlap).toBe(30);
    window.readAt(1060, [value(1060), value(900)], 800);
    expect(window.overlap).toBe(60);
  });
});
