import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { advance, firstState } from '../../scripts/simulator/behaviour.ts';
import type { ContainerState, InstallationState } from '../../scripts/simulator/behaviour.ts';
import type { Installation } from '../../scripts/simulator/installation.ts';
import { troubleAt } from '../../scripts/simulator/trouble.ts';
import { fault, placeOf, small } from './small-installation.ts';

const start = 1_700_000_000;
const interval = 10;

/** The states of ticks 0…count; a fault of `plan` acts from its tick on until the tick of its end. */
function play(
  count: number,
  plan: readonly { words: string; from: number; until?: number }[] = [],
  seed = 1,
): readonly InstallationState[] {
  const states = [firstState(small, seed, start)];
  for (let tick = 1; tick <= count; tick++) {
    const at = start + tick * interval;
    const active = plan
      .filter(({ from, until }) => tick >= from && tick < (until ?? Infinity))
      .map(({ words, from }) => ({ fault: fault(words), since: start + from * interval }));
    states.push(
      advance(small, states[tick - 1]!, { seed, at, trouble: troubleAt(small, active, { at, hopDelay: interval }) }),
    );
  }
  return states;
}

function of(state: InstallationState | undefined, name: string): ContainerState {
  return state!.containers[placeOf(name)]!;
}

/** Errors in one tick. */
function errorsIn(states: readonly InstallationState[], tick: number, name: string): number {
  return of(states[tick], name).errors - of(states[tick - 1], name).errors;
}

const anyFault = fc.constantFrom(
  'errors db',
  'errors-only api',
  'slow db',
  'kill db-1',
  'vanish web-1',
  'crash-loop api-1',
  'server-unreachable vm-02',
  'agent-silent one',
  'cpu-full db-2',
  'disk-full one data1',
);

describe('a container', () => {
  it('has counters that never go down, whatever breaks and is repaired', () => {
    const plans = fc.array(
      fc.record({ words: anyFault, from: fc.integer({ min: 1, max: 20 }), until: fc.integer({ min: 2, max: 25 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(plans, fc.nat(1000), (plan, seed) => {
        const states = play(25, plan, seed);
        for (const [tick, state] of states.entries()) {
          for (const [place, now] of state.containers.entries()) {
            const before = states[Math.max(0, tick - 1)]!.containers[place]!;
            for (const counter of ['requests', 'errors', 'timeouts', 'busySeconds', 'restarts'] as const) {
              expect(now[counter]).toBeGreaterThanOrEqual(before[counter]);
            }
            expect(now.errors).toBeLessThanOrEqual(now.requests);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('behaves the same again with the same seed, and otherwise with another', () => {
    const plan = [{ words: 'errors db', from: 3 }];
    expect(play(10, plan, 7)).toEqual(play(10, plan, 7));
    expect(play(10, plan, 8)).not.toEqual(play(10, plan, 7));
  });

  it('that is well answers about one request in a thousand with an error and uses 50 to 75 % of its memory', () => {
    const states = play(200);
    for (const [place, { memoryLimit, cpuLimit }] of small.containers.entries()) {
      const last = states[200]!.containers[place]!;
      expect(last.errors / last.requests).toBeGreaterThan(0.0005);
      expect(last.errors / last.requests).toBeLessThan(0.0015);
      expect(last.memory / memoryLimit).toBeGreaterThan(0.5);
      expect(last.memory / memoryLimit).toBeLessThan(0.75);
      expect(last.cpu).toBeLessThan(cpuLimit * 0.6);
    }
  });

  it('that was killed is listed as stopped with exit code 137, serves nothing, and comes back well', () => {
    const states = play(6, [{ words: 'kill db-1', from: 2, until: 5 }]);
    expect(of(states[3], 'db-1')).toMatchObject({ shows: 'stopped', exitCode: 137, cpu: 0, memory: 0 });
    expect(of(states[4], 'db-1').requests).toBe(of(states[1], 'db-1').requests);
    expect(of(states[5], 'db-1')).toMatchObject({ shows: 'all', exitCode: 0 });
    expect(of(states[6], 'db-1').requests).toBeGreaterThan(of(states[4], 'db-1').requests);
  });

  it('that leads its shard hands over to the next while it is stopped', () => {
    const states = play(4, [{ words: 'kill db-1', from: 2, until: 4 }]);
    const leaders = states.map((state) =>
      state.containers.flatMap(({ isLeader }, place) => (isLeader ? small.containers[place]!.name : [])),
    );
    expect(leaders).toEqual([['db-1'], ['db-1'], ['db-2'], ['db-2'], ['db-1']]);
  });

  it('that people alone promote keeps its role while it is stopped', () => {
    const fixed: Installation = {
      ...small,
      containers: small.containers.map((container) =>
        container.pod === 'db'
          ? { ...container, fixedRole: container.name === 'db-2' ? ('primary' as const) : ('replica' as const) }
          : container,
      ),
    };
    const trouble = troubleAt(fixed, [{ fault: fault('kill db-2'), since: 0 }], { at: 0, hopDelay: 0 });
    const { containers } = advance(fixed, firstState(fixed, 1, 0), { seed: 1, at: 60, trouble });
    expect(containers.flatMap(({ isLeader }, place) => (isLeader ? fixed.containers[place]!.name : []))).toEqual([
      'db-2',
    ]);
  });

  it('in a crash loop restarts at every tick until it is repaired', () => {
    const states = play(8, [{ words: 'crash-loop api-1', from: 2, until: 6 }]);
    expect(states.map((state) => of(state, 'api-1').restarts)).toEqual([0, 0, 1, 2, 3, 4, 4, 4, 4]);
  });

  it('that vanished shows nothing, one at 100 % cpu all of its limit', () => {
    const states = play(2, [
      { words: 'vanish web-1', from: 1 },
      { words: 'cpu-full api-1', from: 1 },
    ]);
    expect(of(states[2], 'web-1').shows).toBe('nothing');
    expect(of(states[2], 'api-1').cpu).toBe(small.containers[placeOf('api-1')]!.cpuLimit);
  });
});

describe('errors', () => {
  const quiet = 2;

  it('grow at once in the pod, a hop later in its callers, two hops later in theirs', () => {
    const states = play(6, [{ words: 'errors db 5/s', from: 2 }]);
    const loudFrom = (name: string): number =>
      states.findIndex((_, tick) => tick > 0 && errorsIn(states, tick, name) > quiet);
    expect([loudFrom('db-1'), loudFrom('db-3'), loudFrom('api-1'), loudFrom('web-1')]).toEqual([2, 2, 3, 4]);
    expect(errorsIn(states, 5, 'db-2')).toBeGreaterThan(errorsIn(states, 5, 'api-1'));
  });

  it('keep the delay that was asked for', () => {
    const states = play(8, [{ words: 'errors db 5/s 30s', from: 1 }]);
    expect(errorsIn(states, 3, 'api-1')).toBeLessThan(quiet);
    expect(errorsIn(states, 4, 'api-1')).toBeGreaterThan(quiet);
    expect(errorsIn(states, 7, 'web-1')).toBeGreaterThan(quiet);
  });

  it('of more than all requests fail most of them but never more than there are', () => {
    const last = of(play(9, [{ words: 'errors db 1000/s', from: 1 }])[9], 'db-1');
    expect(last.errors / last.requests).toBeGreaterThan(0.85);
    expect(last.errors / last.requests).toBeLessThan(0.95);
  });

  it('without a delay are everywhere at once, and end where a pod calls itself', () => {
    const states = play(2, [{ words: 'errors db 5/s 0s', from: 1 }]);
    expect(errorsIn(states, 1, 'web-1')).toBeGreaterThan(quiet);
  });

  it('stop growing everywhere when repaired', () => {
    const states = play(9, [{ words: 'errors db', from: 1, until: 6 }]);
    expect(errorsIn(states, 5, 'web-1')).toBeGreaterThan(quiet);
    for (const { name } of small.containers) expect(errorsIn(states, 7, name)).toBeLessThan(quiet);
  });

  it('of errors-only and slow-errors stay in their pod', () => {
    const states = play(9, [
      { words: 'errors-only db', from: 1 },
      { words: 'slow-errors api', from: 1 },
    ]);
    expect(errorsIn(states, 9, 'db-1')).toBeGreaterThan(quiet);
    expect(errorsIn(states, 9, 'web-1')).toBeLessThan(quiet);
    const slowly = of(states[9], 'api-1').errors - of(play(9)[9], 'api-1').errors;
    expect(slowly).toBeCloseTo((9 * interval * 3) / 60, 6);
  });

  it('of a slow pod do not grow, its busy time and timeouts do', () => {
    const [usual, slow] = [play(9), play(9, [{ words: 'slow db', from: 1 }])].map((states) => of(states[9], 'db-1'));
    expect(slow!.errors).toBe(usual!.errors);
    expect(slow!.busySeconds).toBeGreaterThan(5 * usual!.busySeconds);
    expect(slow!.timeouts).toBeGreaterThan(5 * usual!.timeouts);
  });
});

describe('a server', () => {
  it('that is unreachable answers neither ping nor agent; with a silent agent it answers ping', () => {
    const state = play(1, [
      { words: 'server-unreachable vm-01', from: 1 },
      { words: 'agent-silent two', from: 1 },
    ])[1]!;
    expect(state.servers.map(({ answersPing, agentSpeaks }) => [answersPing, agentSpeaks])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it('shows the disk that was filled and the cpu that is burnt, and is itself again when repaired', () => {
    const states = play(3, [
      { words: 'disk-full one /data1 97.5', from: 1, until: 3 },
      { words: 'cpu-full one', from: 1, until: 3 },
    ]);
    expect(states[2]!.servers[0]).toMatchObject({ diskUsed: [97.5] });
    expect(states[2]!.servers[0]!.cpu).toBeGreaterThan(99);
    expect(states[3]!.servers[0]!.diskUsed).toEqual(states[0]!.servers[0]!.diskUsed);
    expect(states[3]!.servers[0]!.cpu).toBeLessThan(60);
  });
});
