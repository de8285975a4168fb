import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { evidenceOf, stateIn, violatedBy } from '../support/look.ts';

const disk = 'disk/vm-01/data1';
const container = 'container/vm-01/db-1';
const start = 1_800_000_000;

/** One container on one server with a disk; `at` judges a cycle at a second, after the samples of that second. */
function watch(rules: string, defaults = '{}') {
  const world = worldOf(`
    system: { id: mail }
    defaults: ${defaults}
    subsystems: { mail: { pods: [db] } }
    pods: { db: { kind: stateless, containers: "db-{replica}" } }
    servers: { vm-01: { disks: { data1: } } }
    containers: [{ name: db-1, server: vm-01, disks: [data1] }]
    rules: ${rules}
  `);
  const installation = new Installation(world, start);
  const at = (second: number, samples: Readonly<Record<string, number | string>> = {}, node = disk): Evaluation => {
    for (const [signal, value] of Object.entries(samples)) installation.observe(node, signal, value, start + second);
    return installation.cycle(start + second - installation.now);
  };
  const says = (second: number, samples: Readonly<Record<string, number | string>> = {}, node = disk): boolean =>
    violatedBy(at(second, samples, node), node).length > 0;
  return { at, says, installation };
}

describe('thresholds (semantics 3)', () => {
  it('`above: x` means more than x', () => {
    const { says } = watch('{ diskUsed: { above: 97% } }');
    expect(says(0, { used: 97 })).toBe(false);
    expect(says(30, { used: 97.01 })).toBe(true);
  });

  it('`below: x` means less than x', () => {
    const { says } = watch('{ diskUsed: { below: 3% } }');
    expect(says(0, { used: 3 })).toBe(false);
    expect(says(30, { used: 2.99 })).toBe(true);
  });

  it('`until: y` keeps the rule until the value is back at y', () => {
    const { says } = watch('{ diskUsed: { above: 97%, until: 95% } }');
    expect(says(0, { used: 96 })).toBe(false);
    expect(says(30, { used: 98 })).toBe(true);
    expect(says(60, { used: 95.01 })).toBe(true);
    expect(says(90, { used: 95 })).toBe(false);
    expect(says(120, { used: 96 })).toBe(false);
  });

  it('`until: y` works downwards for `below`', () => {
    const { says } = watch('{ diskUsed: { below: 3%, until: 5% } }');
    expect(says(0, { used: 2 })).toBe(true);
    expect(says(30, { used: 4.99 })).toBe(true);
    expect(says(60, { used: 5 })).toBe(false);
  });

  it('`until: y` keeps the condition true also before `for` has passed, for holds come after it', () => {
    const { says } = watch('{ diskUsed: { above: 97%, until: 95%, for: 1m } }');
    expect(says(0, { used: 98 })).toBe(false);
    expect(says(30, { used: 96 })).toBe(false);
    expect(says(60, { used: 96 })).toBe(true);
  });

  it('`until: y` is over once the value was back at y, also while `recoverFor` keeps the rule', () => {
    const { says } = watch('{ diskUsed: { above: 97%, until: 95%, recoverFor: 1m } }');
    expect(says(0, { used: 98 })).toBe(true);
    expect(says(30, { used: 95 })).toBe(true);
    expect(says(60, { used: 96 })).toBe(true);
    expect(says(90, { used: 96 })).toBe(false);
  });

  it('`until: y` keeps the condition through unknown cycles', () => {
    const { says, at } = watch('{ diskUsed: { above: 97%, until: 95% } }');
    expect(says(0, { used: 98 })).toBe(true);
    expect(stateIn(at(300), disk)).toBe('unknown');
    expect(says(330, { used: 96 })).toBe(true);
  });
});

describe('smoothing (semantics 3)', () => {
  it('`avg: w` takes the samples after T − w and up to T', () => {
    const { says } = watch('{ diskUsed: { avg: 1m, above: 50% } }');
    says(0, { used: 100 });
    expect(says(59, { used: 1 })).toBe(true);
    expect(says(60, { used: 0 })).toBe(false);
  });

  it('`max: w` and `min: w` take the same samples', () => {
    const highest = watch('{ diskUsed: { max: 1m, above: 50% } }');
    highest.says(0, { used: 60 });
    expect(highest.says(59, { used: 1 })).toBe(true);
    expect(highest.says(60, { used: 1 })).toBe(false);

    const lowest = watch('{ diskUsed: { min: 1m, above: 50% } }');
    lowest.says(0, { used: 10 });
    expect(lowest.says(59, { used: 99 })).toBe(false);
    expect(lowest.says(60, { used: 99 })).toBe(true);
  });

  it('`increase: w` counts from the newest sample at or before T − w', () => {
    const { says } = watch('{ diskUsed: { increase: 1m, above: 10 } }');
    says(0, { used: 0 });
    says(30, { used: 5 });
    expect(says(90, { used: 16 })).toBe(true);
    expect(says(91, { used: 16 })).toBe(true);
    expect(says(150, { used: 16 })).toBe(false);
  });

  it('`increase: w` counts from the oldest sample where none is that old', () => {
    const { says } = watch('{ diskUsed: { increase: 1h, above: 10 } }');
    expect(says(0, { used: 50 })).toBe(false);
    expect(says(60, { used: 60 })).toBe(false);
    expect(says(120, { used: 61 })).toBe(true);
  });

  it('`increase: w` is corrected for resets', () => {
    const { says } = watch('{ diskUsed: { increase: 1h, above: 10 } }');
    says(0, { used: 50 });
    expect(says(60, { used: 10 })).toBe(false);
    expect(says(90, { used: 11 })).toBe(true);
  });
});

describe('a rule that is new in the model', () => {
  it('smooths from the newest sample that was known before it', () => {
    const { at, installation } = watch('{}');
    at(0, { used: 50 });
    const changed = watch('{ diskUsed: { increase: 1h, above: 10 } }');
    changed.installation.memory = installation.memory;
    expect(changed.says(60, { used: 61 })).toBe(true);
  });
});

describe('words where numbers should be', () => {
  it('a threshold has no answer', () => {
    const { at } = watch('{ diskUsed: { above: 97% } }');
    at(0, { used: 50 });
    expect(stateIn(at(30, { used: 'n/a' }), disk)).toBe('unknown');
    expect(stateIn(at(60, { used: 50 }), disk)).toBe('working');
  });

  it('smoothing leaves them out', () => {
    const { says } = watch('{ diskUsed: { avg: 2m, above: 97% } }');
    says(0, { used: 99 });
    says(30, { used: 'n/a' });
    expect(says(60, { used: 99 })).toBe(true);
  });

  it('a smoothed value is the newest one where no sample lies within the window', () => {
    const { says } = watch('{ diskUsed: { avg: 1m, above: 50% } }');
    says(0, { used: 10 });
    says(30, { used: 99 });
    expect(says(59)).toBe(true);
    expect(says(120)).toBe(true);
  });
});

describe('`for` and `recoverFor` (semantics 3)', () => {
  const held = '{ diskHealthy: { for: 1m } }';

  it('a rule says yes once T − since reaches `for` and a later sample has confirmed it', () => {
    const { says } = watch(held);
    expect(says(0, { healthy: 0 })).toBe(false);
    expect(says(59, { healthy: 0 })).toBe(false);
    expect(says(60)).toBe(true);
  });

  it('without a later sample it says yes only at twice `for`', () => {
    const { says } = watch(held);
    says(0, { healthy: 0 });
    expect(says(60)).toBe(false);
    expect(says(119)).toBe(false);
    expect(says(120)).toBe(true);
  });

  it('a false sample between ends the run', () => {
    const { says } = watch(held);
    says(0, { healthy: 0 });
    says(30, { healthy: 1 });
    expect(says(60, { healthy: 0 })).toBe(false);
    expect(says(119, { healthy: 0 })).toBe(false);
    expect(says(120, { healthy: 0 })).toBe(true);
  });

  it('a run began at the newest sample used in its first cycle', () => {
    const { at, installation } = watch(held);
    installation.observe(disk, 'healthy', 0, start).observe(disk, 'healthy', 0, start + 20);
    at(30);
    at(79, { healthy: 0 });
    const evaluation = at(80);
    expect(evidenceOf(evaluation, disk, 'diskHealthy').since).toBe(start + 20);
  });

  it('unknown cycles do not break a run', () => {
    const { at, says } = watch(held, '{ staleAfter: 10s }');
    says(0, { healthy: 0 });
    for (const second of [20, 40, 60]) expect(stateIn(at(second), disk)).toBe('unknown');
    const evaluation = at(80, { healthy: 0 });
    expect(evidenceOf(evaluation, disk, 'diskHealthy').since).toBe(start);
  });

  it('unknown cycles do not complete a run', () => {
    const { at, says } = watch(held, '{ staleAfter: 10s }');
    says(0, { healthy: 0 });
    says(50, { healthy: 0 });
    const stale = at(70);
    expect(violatedBy(stale, disk)).toEqual([]);
    expect(stateIn(stale, disk)).toBe('unknown');
    expect(says(75, { healthy: 1 })).toBe(false);
  });

  it('a rule without `for` says yes at once', () => {
    expect(watch('{}').says(0, { healthy: 0 })).toBe(true);
  });

  it('a rule stops at once where `recoverFor` is not given', () => {
    const { says } = watch('{}');
    says(0, { healthy: 0 });
    expect(says(30, { healthy: 1 })).toBe(false);
  });

  it('a rule stops once the condition has been false for `recoverFor`', () => {
    const { says } = watch('{ diskHealthy: { recoverFor: 1m } }');
    says(0, { healthy: 0 });
    expect(says(30, { healthy: 1 })).toBe(true);
    expect(says(89, { healthy: 1 })).toBe(true);
    expect(says(90, { healthy: 1 })).toBe(false);
  });

  it('a relapse within `recoverFor` starts that time anew', () => {
    const { says } = watch('{ diskHealthy: { recoverFor: 1m } }');
    says(0, { healthy: 0 });
    says(30, { healthy: 1 });
    says(60, { healthy: 0 });
    expect(says(90, { healthy: 1 })).toBe(true);
    expect(says(149, { healthy: 1 })).toBe(true);
    expect(says(150, { healthy: 1 })).toBe(false);
  });

  it('unknown cycles do not end `recoverFor`', () => {
    const { says, at } = watch('{ diskHealthy: { recoverFor: 1m } }', '{ staleAfter: 10s }');
    says(0, { healthy: 0 });
    says(30, { healthy: 1 });
    expect(stateIn(at(100), disk)).toBe('unknown');
    expect(says(110, { healthy: 0 })).toBe(true);
  });
});

describe('percentages (semantics 3)', () => {
  const memory = '{ memory: { above: 80% } }';

  it('a percentage of `memory` of a container is of its limit', () => {
    const { says } = watch(memory);
    expect(says(0, { memory: 800, memoryLimit: 1000 }, container)).toBe(false);
    expect(says(30, { memory: 801 }, container)).toBe(true);
  });

  it('a percentage of `cpu` of a container is of its limit', () => {
    const { says } = watch('{ cpu: { above: 80% } }');
    expect(says(0, { cpu: 1.6, cpuLimit: 2 }, container)).toBe(false);
    expect(says(30, { cpu: 1.7 }, container)).toBe(true);
  });

  it('a rule over a share of the limit does not apply where no limit was seen', () => {
    expect(watch(memory).says(0, { memory: 1e12 }, container)).toBe(false);
  });

  it('a rule over a share of the limit does not apply where the limit is 0, which means none is set', () => {
    expect(watch(memory).says(0, { memory: 1e12, memoryLimit: 0 }, container)).toBe(false);
  });

  it('a limit given as an amount needs no limit of the container', () => {
    expect(watch('{ memory: { above: 1G } }').says(0, { memory: 1.1e9 }, container)).toBe(true);
  });

  it('a percentage of a signal that is one is that number', () => {
    const { says } = watch('{ serverMemory: { above: 80% } }');
    expect(says(0, { memory: 80 }, 'server/vm-01')).toBe(false);
    expect(says(30, { memory: 80.1 }, 'server/vm-01')).toBe(true);
  });
});

describe('the onset of a container (semantics 3)', () => {
  const rules = '{ errors: { rate: 0/s, burst: 10 }, status: { for: 0s }, memory: { above: 80% } }';
  const onset = (evaluation: Evaluation): number | undefined => leafOf(evaluation.verdicts, container)?.onset;

  it('is the earliest `since` of its violated direct and growth rules, not of its pressure rules', () => {
    const { at } = watch(rules);
    at(0, { status: 'running', errors: 0, memory: 900, memoryLimit: 1000 }, container);
    at(30, { status: 'running', errors: 100, memory: 900 }, container);
    const evaluation = at(60, { status: 'exited', errors: 100, memory: 900 }, container);
    expect(violatedBy(evaluation, container)).toEqual(['errors', 'memory', 'status']);
    expect(onset(evaluation)).toBe(start + 30);
  });

  it('is that of its pressure rules where there are no others', () => {
    const { at } = watch(rules);
    at(0, { memory: 900, memoryLimit: 1000 }, container);
    expect(onset(at(30, { memory: 900 }, container))).toBe(start);
  });
});
