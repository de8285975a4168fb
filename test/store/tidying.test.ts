import { describe, expect, it } from 'vitest';
import type { Tidied } from '../../src/ports.ts';
import { Pass } from '../../src/store/tidying.ts';

/** A slice that takes as long as the test says. */
class Slice {
  readonly ended: Promise<void>;
  end!: () => void;
  fail!: (error: Error) => void;

  constructor() {
    this.ended = new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  }
}

const outcome: Tidied = { isTooLarge: false };

async function* through(...slices: readonly Slice[]): AsyncGenerator<void, Tidied> {
  for (const { ended } of slices) {
    await ended;
    yield;
  }
  return outcome;
}

describe('tidying', () => {
  it('does not keep a cycle waiting for a slice that takes long, and goes on with it in the next one', async () => {
    const [first, second] = [new Slice(), new Slice()];
    const pass = new Pass(through(first, second));
    expect(await pass.goOn()).toBeUndefined();
    first.end();
    expect(await pass.goOn()).toBeUndefined();
    second.end();
    expect(await pass.goOn()).toBe(outcome);
  });

  it('tells of a failure that came when no cycle waited in the cycle after', async () => {
    const slice = new Slice();
    const pass = new Pass(through(slice));
    expect(await pass.goOn()).toBeUndefined();
    slice.fail(new Error('the disk is full'));
    await slice.ended.catch(() => undefined);
    await expect(pass.goOn()).rejects.toThrow('the disk is full');
  });
});
