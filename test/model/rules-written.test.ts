import { expect, test } from 'vitest';

import type { Model } from '../../src/domain/model.ts';
import { read, ruleOf, rulesOf, type Written } from './reading-rules.ts';

const growthA = (name: string, allowance: object): object => ({
  kind: 'growth',
  class: 'growth',
  name,
  signal: name,
  allowance,
  recoverFor: 180,
});

test.each<readonly [string, string, object | undefined]>([
  ['errors: { rate: 5/min, burst: 20 }', 'errors', growthA('errors', { per: 'time', rate: 5 / 60, burst: 20 })],
  [
    'errors: { rate: 1%, per: requests, burst: 20 }',
    'errors',
    growthA('errors', { per: 'requests', rate: 0.01, burst: 20 }),
  ],
  [
    'busySeconds: { rate: 0.25, per: requests, burst: 5 }',
    'busySeconds',
    growthA('busySeconds', { per: 'requests', rate: 0.25, burst: 5 }),
  ],
  [
    'restarts: { rate: 1/d, burst: 0 }',
    'restarts',
    { ...growthA('restarts', { per: 'time', rate: 1 / 86400, burst: 0 }), recoverFor: 900 },
  ],
  [
    'restarts: { rate: 1/s, burst: 0, recoverFor: 1h }',
    'restarts',
    { ...growthA('restarts', { per: 'time', rate: 1, burst: 0 }), recoverFor: 3600 },
  ],
  ['errors: off', 'errors', undefined],
  ['status: off', 'status', undefined],
  [
    'memory: { above: 80% }',
    'memory',
    {
      condition: { kind: 'threshold', signal: 'memory', comparison: 'above', limit: 0.8, percentOf: 'memoryLimit' },
      for: 0,
      recoverFor: 0,
    },
  ],
  [
    'memory: { above: 2G, for: 1m }',
    'memory',
    { condition: { kind: 'threshold', signal: 'memory', comparison: 'above', limit: 2e9 }, for: 60 },
  ],
  [
    'memory: { above: 512Mi, until: 256Mi, recoverFor: 1m }',
    'memory',
    {
      condition: { kind: 'threshold', signal: 'memory', comparison: 'above', limit: 536870912, until: 268435456 },
      recoverFor: 60,
    },
  ],
  [
    'cpu: { above: 1.5, max: 2m }',
    'cpu',
    {
      condition: {
        kind: 'threshold',
        signal: 'cpu',
        comparison: 'above',
        limit: 1.5,
        smoothing: { function: 'max', window: 120 },
      },
    },
  ],
  [
    'cpu: { below: 1%, until: 2% }',
    'cpu',
    {
      condition: {
        kind: 'threshold',
        signal: 'cpu',
        comparison: 'below',
        limit: 0.01,
        until: 0.02,
        percentOf: 'cpuLimit',
      },
    },
  ],
  [
    'status: { for: 2m }',
    'status',
    { condition: { kind: 'not-running', signal: 'status', mayEnd: false }, for: 120, recoverFor: 0 },
  ],
  [
    'health: { recoverFor: 1m }',
    'health',
    { condition: { kind: 'not-healthy', signal: 'health', startGrace: 180 }, for: 0, recoverFor: 60 },
  ],
])('a pod that writes { %s } gets just that', (rules, name, rule) => {
  const found = ruleOf({ pod: `, rules: { ${rules} }` }, name);
  expect(found).toEqual(rule && expect.objectContaining(rule));
  expect(found ?? {}).not.toHaveProperty('onceRequestsSeen');
});

test('percentages of a signal that is a percentage are numbers', () => {
  const rules = 'rules: { diskUsed: { above: 90%, until: 85 }, serverCpu: { above: 80 } }';
  expect(ruleOf({ top: rules }, 'diskUsed', 'disk/vm/data')).toMatchObject({
    condition: { limit: 90, until: 85 },
    for: 0,
  });
  expect(ruleOf({ top: rules }, 'serverCpu', 'server/vm')).toMatchObject({ condition: { limit: 80 } });
});

test('a container overrides its pod, a pod the model, the model the default, always the whole rule', () => {
  const burst = (count: number): string => `rules: { errors: { rate: 1/min, burst: ${count} } }`;
  const written = { top: burst(1), pod: `, ${burst(2)}`, container: `, ${burst(3)}` };
  const bursts = (model: Model): unknown[] =>
    ['a', 'b', 'c'].map((name) => {
      const rule = rulesOf(model, `container/vm/${name}`).find((one) => one.name === 'errors');
      return rule?.kind === 'growth' ? rule.allowance.burst : undefined;
    });
  expect(bursts(read({}))).toEqual([50, 50, 50]);
  expect(bursts(read({ top: written.top }))).toEqual([1, 1, 1]);
  expect(bursts(read({ top: written.top, pod: written.pod }))).toEqual([2, 2, 1]);
  expect(bursts(read(written))).toEqual([3, 2, 1]);
});

test('a container may take up again what its pod switched off', () => {
  const written = { pod: ', rules: { errors: off }', container: ', rules: { errors: { rate: 1/h, burst: 1 } }' };
  expect(ruleOf(written, 'errors')).toMatchObject({ allowance: { burst: 1 } });
  expect(ruleOf(written, 'errors', 'container/vm/b')).toBeUndefined();
});

test('containers with the same overrides share one list of rules', () => {
  const model = read({ pod: ', rules: { errors: off }', container: ', rules: { timeouts: off }' });
  const plain = read({});
  expect(rulesOf(plain, 'container/vm/a')).toBe(rulesOf(plain, 'container/vm/c'));
  expect(rulesOf(model, 'container/vm/a')).not.toBe(rulesOf(model, 'container/vm/b'));
});

test('`requireLimits` makes a missing limit evidence, by the nearest that says so', () => {
  const limit = (written: Written, id?: string): unknown => {
    const rule = ruleOf(written, 'limit', id);
    return rule?.kind === 'condition' ? rule.condition : undefined;
  };
  const both = { kind: 'no-limit', signals: ['cpuLimit', 'memoryLimit'] };
  expect(limit({})).toBeUndefined();
  expect(limit({ top: 'defaults: { requireLimits: [memory, cpu] }' })).toEqual(both);
  expect(limit({ top: 'defaults: { requireLimits: [memory, cpu] }', pod: ', requireLimits: [cpu]' })).toEqual({
    ...both,
    signals: ['cpuLimit'],
  });
  expect(limit({ top: 'defaults: { requireLimits: [memory] }', container: ', requireLimits: []' })).toBeUndefined();
  expect(limit({ top: 'defaults: { requireLimits: [memory] }\nrules: { limit: off }' })).toBeUndefined();
});

test('`startGrace` is how long a container may be neither healthy nor unhealthy', () => {
  expect(ruleOf({ top: 'defaults: { startGrace: 10m }' }, 'health')).toMatchObject({ condition: { startGrace: 600 } });
});

test.each(['gone', 'missing'])('`%s: off` is the word of the nearest that says it, wherever it stands', (name) => {
  const rules = `rules: { ${name}: off }`;
  const unwatched = (written: Written): unknown[] => read(written).containers.map((container) => container.unwatched);
  expect(unwatched({})).toEqual([[], [], []]);
  expect(unwatched({ top: rules })).toEqual([[name], [name], [name]]);
  expect(unwatched({ pod: `, ${rules}` })).toEqual([[name], [name], []]);
  expect(unwatched({ container: `, ${rules}` })).toEqual([[name], [], []]);
});

test('containers with the same overrides share one list of what is not watched', () => {
  const [a, , c] = read({ pod: ', rules: { errors: off }' }).containers;
  expect(a?.unwatched).toBe(c?.unwatched);
});

test('a pod has the masking of the defaults or its own', () => {
  const model = read({ top: 'defaults: { suppression: pod }', pod: ', suppression: subsystem' });
  expect(model.pods.map(({ suppression }) => suppression)).toEqual(['subsystem', 'pod']);
  expect(read({}).pods.map(({ suppression }) => suppression)).toEqual(['subsystem', 'subsystem']);
});

test('the defaults of the model are those of the page, or as written', () => {
  expect(read({}).defaults).toEqual({
    staleAfter: 180,
    standing: 3600,
    reopenWithin: 600,
    appearWithin: 1200,
    ranking: 'share',
  });
  const written =
    'defaults: { staleAfter: 10s, standing: 2h, reopenWithin: 1m, appearWithin: 1d, ranking: level, onsetTolerance: 5s }';
  expect(read({ top: written }).defaults).toEqual({
    staleAfter: 10,
    standing: 7200,
    reopenWithin: 60,
    appearWithin: 86400,
    ranking: 'level',
    onsetTolerance: 5,
  });
});
