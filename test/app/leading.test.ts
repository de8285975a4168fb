import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Leading, leaseOf } from '../../src/app/leading.ts';
import type { Claim } from '../../src/ports.ts';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';

const lasts = 0.4;
const held: Claim = { kind: 'held', by: 'vm-b, process 7' };

let log: ScriptedWorld;
let leading: Leading;
let claims: number;
/** What the store answers; an error where it does not. */
let answer: Claim | Error;
let led: number;
const store = {
  claim: (): Promise<Claim> => {
    claims += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  },
};

beforeEach(() => {
  log = new ScriptedWorld();
  leading = new Leading(lasts, log);
  [claims, led] = [0, 0];
  answer = { kind: 'taken', term: 3 };
  leading.follow(store, () => (led += 1));
});
afterEach(() => leading.stop());

const said = (): unknown => log.said.map(({ level, message, facts }) => [level, message, facts]);
const mayWrite = (): boolean => {
  try {
    leading.mayWrite();
    return true;
  } catch (error) {
    if (error instanceof LeadLostError) return false;
    throw error;
  }
};
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it.each([
  [1, 10],
  [30, 45],
  [3600, 60],
])('with cycles each %i s a lease lasts %i s', (interval, lease) => {
  expect(leaseOf(interval)).toBe(lease);
});

describe('an instance', () => {
  it('leads from the claim on that gives it the lease, and says so once', async () => {
    expect([leading.term, mayWrite()]).toEqual([undefined, false]);
    expect(await leading.claim()).toBe(true);
    answer = { kind: 'kept', term: 3 };
    await leading.claim();
    expect([leading.term, leading.hasTakenOver, mayWrite()]).toEqual([3, false, true]);
    expect(said()).toEqual([['info', 'this Linchpin leads', { term: 3 }]]);
  });

  it('stands by while another one leads, says so once, and hears at once when that one is gone', async () => {
    answer = held;
    expect(await leading.claim()).toBe(false);
    await until(() => claims > 3);
    expect([leading.leader, mayWrite(), led]).toEqual(['vm-b, process 7', false, 0]);
    answer = { kind: 'taken', term: 4, from: 'vm-b, process 7' };
    await until(() => led > 0);
    expect([leading.term, leading.hasTakenOver]).toEqual([4, true]);
    expect(said()).toEqual([
      ['info', 'another Linchpin leads; this one stands by', { leader: 'vm-b, process 7' }],
      ['info', 'this Linchpin leads', { term: 4, after: 'vm-b, process 7' }],
    ]);
  });

  it('that has lost the lead says so once', async () => {
    await leading.claim();
    answer = held;
    await until(() => leading.term === undefined);
    await leading.claim();
    expect(said()).toEqual([
      ['info', 'this Linchpin leads', { term: 3 }],
      ['warn', 'another Linchpin has taken over; this one stands by', { leader: 'vm-b, process 7' }],
    ]);
  });

  it('that was told so by the store, and has the lease still, leads on in the same term without a word', async () => {
    await leading.claim();
    leading.lost();
    expect([leading.term, mayWrite()]).toEqual([undefined, false]);
    answer = { kind: 'kept', term: 3 };
    await until(() => led > 0);
    expect([leading.term, log.said.length]).toEqual([3, 1]);
  });

  it('writes nothing any more once its lease may have run out, while the store does not answer', async () => {
    await leading.claim();
    answer = unreachable('The store');
    await until(() => !mayWrite());
    expect(leading.term).toBe(3);
    await expect(leading.ready(3)).rejects.toThrow('The store');
    answer = { kind: 'kept', term: 3 };
    await leading.ready(3);
    expect(mayWrite()).toBe(true);
  });

  it('is not ready to go on with what belongs to a term before', async () => {
    await leading.claim();
    await leading.ready(3);
    answer = { kind: 'taken', term: 5 };
    await leading.claim();
    await expect(leading.ready(3)).rejects.toThrow(LeadLostError);
  });

  it('that is stopped claims nothing more, also not by a claim that was on its way', async () => {
    let give: ((claim: Claim) => void) | undefined;
    await leading.stop();
    leading = new Leading(lasts, log);
    leading.follow({ claim: () => new Promise((resolve) => (give = resolve)) }, () => undefined);
    const claiming = leading.claim();
    await until(() => give !== undefined);
    let isStopped = false;
    const stopping = leading.stop().then(() => (isStopped = true));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isStopped).toBe(false);
    give?.({ kind: 'taken', term: 9 });
    await Promise.all([claiming, stopping]);
    expect(await leading.claim()).toBe(false);
  });
});
