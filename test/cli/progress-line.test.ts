import { beforeEach, describe, expect, it } from 'vitest';
import { ProgressLine } from '../../src/cli/progress-line.ts';

let nowMs: number;
let written: string;
let tick: (() => void) | undefined;
let end: (() => void) | undefined;
let line: ProgressLine;

beforeEach(() => {
  nowMs = 5000;
  written = '';
  tick = undefined;
  end = undefined;
  line = new ProgressLine({
    stream: { columns: 60, write: (text) => (written += text) },
    nowMs: () => nowMs,
    repeat: (task) => {
      tick = task;
      return () => (tick = undefined);
    },
    beforeEnd: (task) => {
      end = task;
      return () => (end = undefined);
    },
  });
});

/** What a person sees in the one line after all that was written. */
function screen(): string {
  return written.split('\r\u001b[K').at(-1) ?? '';
}

function pass(ms: number): void {
  nowMs += ms;
  tick?.();
}

const reading = { what: 'reading the items', done: 0, of: 2000, unit: 'hosts' };

describe('a line of progress', () => {
  it('says nothing of work that is over within a second', () => {
    line.show(reading);
    pass(900);
    line.end();
    expect(written).toBe('');
  });

  it('says what is done, how many of how many, and since when, once work takes longer', () => {
    line.show(reading);
    pass(1500);
    expect(screen()).toBe('reading the items: 0 of 2,000 hosts (for 1 s)');
    line.show({ ...reading, done: 1200 });
    pass(3000);
    expect(screen()).toBe('reading the items: 1,200 of 2,000 hosts (for 4 s)');
  });

  it('goes on while work lets no timer run', () => {
    line.show(reading);
    nowMs += 1500;
    line.show({ ...reading, done: 7 });
    expect(screen()).toContain('7 of 2,000');
  });

  it('is not written more often than people read', () => {
    line.show(reading);
    pass(1500);
    const before = written;
    for (let done = 1; done < 100; done += 1) line.show({ ...reading, done });
    expect(written).toBe(before);
  });

  it('leaves an empty line, no timer and no signal to mind where it ends', () => {
    line.show(reading);
    pass(1500);
    line.show(undefined);
    expect([screen(), tick, end]).toEqual(['', undefined, undefined]);
  });

  it('makes room for what else is written, and comes back', () => {
    line.show(reading);
    pass(1500);
    line.wipe();
    expect(screen()).toBe('');
    pass(500);
    expect(screen()).toContain('reading the items');
  });

  it('is wiped before a signal ends the process', () => {
    line.show(reading);
    pass(1500);
    end?.();
    expect([screen(), tick]).toEqual(['', undefined]);
  });

  it('is never wider than the terminal, and takes no control characters of others', () => {
    line.show({ what: `reading \u001b[2J${'x'.repeat(100)}` });
    pass(1500);
    expect(screen()).toHaveLength(59);
    expect(screen()).toMatch(/^reading +\[2Jx+$/u);
  });
});
