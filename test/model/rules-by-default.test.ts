import { expect, test } from 'vitest';

import { read, ruleOf, rulesOf } from './reading-rules.ts';

const hour = 3600;

// The table of semantics 3, "Built-in rules: names, signals, defaults".
test.each<readonly [string, object]>([
  [
    'container/vm/a status',
    { class: 'direct', condition: { kind: 'not-running', signal: 'status', mayEnd: false }, for: 30 },
  ],
  [
    'container/vm/a health',
    { class: 'direct', condition: { kind: 'not-healthy', signal: 'health', startGrace: 180 }, for: 30 },
  ],
  ['container/vm/a network', { class: 'direct', condition: { kind: 'is-zero', signal: 'network' }, for: 30 }],
  [
    'container/vm/a restarts',
    { class: 'growth', signal: 'restarts', allowance: { per: 'time', rate: 4 / hour, burst: 3 }, recoverFor: 900 },
  ],
  [
    'container/vm/a errors',
    {
      class: 'growth',
      signal: 'errors',
      allowance: { per: 'time', rate: 10 / 60, burst: 50 },
      onceRequestsSeen: { per: 'requests', rate: 0.01, burst: 50 },
      recoverFor: 180,
    },
  ],
  [
    'container/vm/a timeouts',
    {
      class: 'growth',
      signal: 'timeouts',
      allowance: { per: 'time', rate: 10 / 60, burst: 50 },
      onceRequestsSeen: { per: 'requests', rate: 0.01, burst: 50 },
      recoverFor: 180,
    },
  ],
  [
    'container/vm/a cpu',
    {
      class: 'pressure',
      condition: {
        kind: 'threshold',
        signal: 'cpu',
        smoothing: { function: 'avg', window: 300 },
        comparison: 'above',
        limit: 0.95,
        percentOf: 'cpuLimit',
      },
      for: 300,
    },
  ],
  [
    'container/vm/a memory',
    {
      class: 'pressure',
      condition: { kind: 'threshold', signal: 'memory', comparison: 'above', limit: 0.95, percentOf: 'memoryLimit' },
      for: 120,
    },
  ],
  [
    'container/vm/a oom',
    {
      class: 'pressure',
      condition: {
        kind: 'threshold',
        signal: 'oomKills',
        smoothing: { function: 'increase', window: 300 },
        comparison: 'above',
        limit: 0,
      },
      for: 0,
    },
  ],
  ['server/vm reachable', { class: 'direct', condition: { kind: 'is-zero', signal: 'reachable' }, for: 30 }],
  ['server/vm runtime', { class: 'direct', condition: { kind: 'is-zero', signal: 'runtime' }, for: 120 }],
  [
    'server/vm serverCpu',
    {
      class: 'pressure',
      condition: {
        kind: 'threshold',
        signal: 'cpu',
        smoothing: { function: 'avg', window: 300 },
        comparison: 'above',
        limit: 95,
      },
      for: 300,
    },
  ],
  [
    'server/vm serverMemory',
    { class: 'pressure', condition: { kind: 'threshold', signal: 'memory', comparison: 'above', limit: 98 }, for: 300 },
  ],
  [
    'disk/vm/data diskUsed',
    {
      class: 'direct',
      condition: { kind: 'threshold', signal: 'used', comparison: 'above', limit: 97, until: 95 },
      for: 60,
    },
  ],
  [
    'disk/vm/data diskInodes',
    {
      class: 'direct',
      condition: { kind: 'threshold', signal: 'inodes', comparison: 'above', limit: 97, until: 95 },
      for: 60,
    },
  ],
  ['disk/vm/data diskHealthy', { class: 'direct', condition: { kind: 'is-zero', signal: 'healthy' }, for: 0 }],
  ['network/vm networkUp', { class: 'direct', condition: { kind: 'is-zero', signal: 'up' }, for: 30 }],
  [
    'network/vm networkLoss',
    { class: 'direct', condition: { kind: 'threshold', signal: 'loss', comparison: 'above', limit: 20 }, for: 120 },
  ],
])('by default: %s', (which, rule) => {
  const [id = '', name = ''] = which.split(' ');
  const kind = 'allowance' in rule ? 'growth' : 'condition';
  const rest = kind === 'condition' ? { recoverFor: 0 } : {};
  expect(ruleOf({}, name, id)).toEqual({ kind, name, ...rest, ...rule });
});

test('no node has a rule by default that the table does not give it', () => {
  const model = read({});
  const names = (id: string): string[] => rulesOf(model, id).map(({ name }) => name);
  expect(names('container/vm/a')).toEqual([
    'cpu',
    'errors',
    'health',
    'memory',
    'network',
    'oom',
    'restarts',
    'status',
    'timeouts',
  ]);
  expect(names('server/vm')).toEqual(['reachable', 'runtime', 'serverCpu', 'serverMemory']);
  expect(names('disk/vm/data')).toEqual(['diskHealthy', 'diskInodes', 'diskUsed']);
  expect(names('network/vm')).toEqual(['networkLoss', 'networkUp']);
});
