import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import type { Evidence } from '../../src/domain/health.ts';
import type { SignalValue } from '../../src/domain/signal.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { evidenceOf, violatedBy } from '../support/look.ts';

const [container, server, disk] = ['container/vm-01/api-1', 'server/vm-01', 'disk/vm-01/data1'];
const start = 1_800_000_000;

const install = (rules: string, pod = ''): Installation =>
  new Installation(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [api] } }
      pods: { api: { kind: stateless, containers: "api-{replica}" ${pod} } }
      servers: { vm-01: { disks: { data1: } } }
      containers: [{ name: api-1, server: vm-01, disks: [data1] }]
      rules: { ${rules} }
    `),
    start,
  );

/** A cycle in which a node says these values. */
function saying(installation: Installation, says: Readonly<Record<string, SignalValue>>, on = container): Evaluation {
  for (const [signal, value] of Object.entries(says)) installation.observe(on, signal, value);
  return installation.cycle();
}

const custom = (condition: string): string => `custom: { odd: { on: container, class: direct, ${condition} } }`;

describe('the evidence of a rule (semantics 3)', () => {
  it('is of a percentage of a limit what share of it is used, and of which', () => {
    const evaluation = saying(install('memory: { above: 80% }'), { memory: 90, memoryLimit: 100 });
    expect(evidenceOf(evaluation, container, 'memory')).toStrictEqual({
      rule: 'memory',
      class: 'pressure',
      signal: 'memory',
      value: 0.9,
      limit: 0.8,
      shareOf: 'memoryLimit',
      since: start,
    });
  });

  it('is of an amount the value and its limit', () => {
    const evaluation = saying(install(custom('signal: queue, above: 10')), { queue: 11 });
    const expected = { rule: 'odd', class: 'direct', signal: 'queue', value: 11, limit: 10, since: start };
    expect(evidenceOf(evaluation, container, 'odd')).toStrictEqual(expected);
  });

  it.each([
    { rules: 'status: { for: 0s }', rule: 'status', signal: 'status', value: 'exited', on: container },
    { rules: 'health: { for: 0s }', rule: 'health', signal: 'health', value: 'unhealthy', on: container },
    { rules: 'network: { for: 0s }', rule: 'network', signal: 'network', value: 0, on: container },
    { rules: 'reachable: { for: 0s }', rule: 'reachable', signal: 'reachable', value: 0, on: server },
    { rules: '', rule: 'diskHealthy', signal: 'healthy', value: 0, on: disk },
    { rules: custom('signal: mode, is: odd'), rule: 'odd', signal: 'mode', value: 'odd', on: container },
  ])('is of `$rule` what its signal says', ({ rules, rule, signal, value, on }) => {
    const expected: Evidence = { rule, class: 'direct', signal, value, since: start };
    expect(evidenceOf(saying(install(rules), { [signal]: value }, on), on, rule)).toStrictEqual(expected);
  });

  it('names of an `all` the first part that is true', () => {
    const rules = custom('all: [{ signal: queue, above: 10 }, { signal: mode, is: odd }]');
    const expected = { rule: 'odd', class: 'direct', signal: 'queue', value: 11, limit: 10, since: start };
    const evaluation = saying(install(rules), { queue: 11, mode: 'odd' });
    expect(evidenceOf(evaluation, container, 'odd')).toStrictEqual(expected);
  });

  it('passes over a part that was never seen', () => {
    const rules = custom('any: [{ signal: never, is: odd }, { signal: mode, is: odd }]');
    const evaluation = saying(install(rules), { mode: 'odd' });
    expect(evidenceOf(evaluation, container, 'odd')).toMatchObject({ signal: 'mode', value: 'odd' });
  });

  it('names the required limit that is not set, since the newest sample of them all', () => {
    const strict = () => install('', ', requireLimits: [cpu, memory]');
    const limit = (evaluation: Evaluation) => evidenceOf(evaluation, container, 'limit');
    const expected = { rule: 'limit', class: 'direct', signal: 'memoryLimit', value: 0, since: start };
    expect(limit(saying(strict(), { memoryLimit: 0 }))).toStrictEqual(expected);
    const both = strict().observe(container, 'cpuLimit', 2, start - 30);
    expect(limit(saying(both, { memoryLimit: 0 }))).toStrictEqual(expected);
    const other = strict().observe(container, 'memoryLimit', 100, start - 30);
    expect(limit(saying(other, { cpuLimit: 0 }))).toMatchObject({ signal: 'cpuLimit', value: 0, since: start });
  });

  it('is since the run that made the rule say yes while only `recoverFor` keeps it', () => {
    const installation = install('diskHealthy: { recoverFor: 1m }');
    installation.observe(disk, 'healthy', 0).cycle();
    const evaluation = installation.observe(disk, 'healthy', 1, start + 30).cycle(30);
    expect(evidenceOf(evaluation, disk, 'diskHealthy').since).toBe(start);
  });
});

describe('a rule whose limit goes away', () => {
  it('says nothing any more: it does not apply (semantics 3, Built-in rules)', () => {
    const installation = install('memory: { above: 80% }');
    expect(violatedBy(saying(installation, { memory: 90, memoryLimit: 100 }), container)).toEqual(['memory']);
    installation.observe(container, 'memory', 90, start + 30).observe(container, 'memoryLimit', 0, start + 30);
    expect(violatedBy(installation.cycle(30), container)).toEqual([]);
  });
});
