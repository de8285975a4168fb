import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WakeUps } from '../../src/app/wake-ups.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

let world: ScriptedWorld;
let woken: number;
let isOneMore: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  [world, woken, isOneMore] = [new ScriptedWorld(), 0, true];
});
afterEach(() => vi.useRealTimers());

function wakeUps(atMost = 6 / 60): WakeUps {
  const wake = (): boolean => {
    woken += Number(isOneMore);
    return isOneMore;
  };
  return new WakeUps({ debounce: 0.5, atMost, log: world, wake });
}

const warnings = (): readonly unknown[] => world.said.filter(({ level }) => level === 'warn').map(({ facts }) => facts);

describe('a burst of hints', () => {
  it('wakes one cycle, when it was collected for as long as `debounce`', () => {
    const hints = wakeUps();
    hints.hint();
    vi.advanceTimersByTime(400);
    hints.hint();
    vi.advanceTimersByTime(99);
    expect(woken).toBe(0);
    vi.advanceTimersByTime(1);
    expect(woken).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(woken).toBe(1);
  });

  it('that does not end puts the cycle off no longer', () => {
    const hints = wakeUps();
    for (let count = 0; count < 10; count += 1) {
      hints.hint();
      vi.advanceTimersByTime(100);
    }
    expect(woken).toBe(2);
  });
});

describe('in a storm', () => {
  function storm(hints: WakeUps, seconds: number): void {
    for (let count = 0; count < seconds * 10; count += 1) {
      hints.hint();
      vi.advanceTimersByTime(100);
    }
  }

  it('of 1000 hints there are not more cycles than `atMost` in a minute', () => {
    storm(wakeUps(), 59);
    expect(woken).toBe(6);
  });

  it('that goes on, each further minute brings no more', () => {
    storm(wakeUps(), 179);
    expect(woken).toBe(18);
  });

  it('of hours, one cycle an hour is one cycle an hour', () => {
    storm(wakeUps(1 / 3600), 3599);
    expect(woken).toBe(1);
  });

  it('what is dropped is counted and told once a minute', () => {
    const hints = wakeUps();
    storm(hints, 59);
    expect(warnings()).toEqual([{ dropped: 5, total: 5 }]);
  });

  it('hints that a cycle which has not begun will answer do not count', () => {
    const hints = wakeUps();
    isOneMore = false;
    storm(hints, 10);
    isOneMore = true;
    storm(hints, 40);
    expect(woken).toBe(6);
  });

  it('is over when it is over: a later hint wakes again', () => {
    const hints = wakeUps();
    storm(hints, 59);
    vi.advanceTimersByTime(60_000);
    hints.hint();
    vi.advanceTimersByTime(500);
    expect(woken).toBe(7);
  });
});

it('closed, it wakes no more', () => {
  const hints = wakeUps();
  hints.hint();
  hints.close();
  vi.advanceTimersByTime(1000);
  expect(woken).toBe(0);
});
