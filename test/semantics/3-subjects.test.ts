import { expect, it } from 'vitest';

import type { Condition } from '../../src/domain/rule.ts';
import { subjectOf } from '../../src/health/subject.ts';

const a: Condition = { kind: 'is', signal: 'a', value: 1 };
const b: Condition = { kind: 'is', signal: 'b', value: 'on' };
const cpu = { kind: 'threshold', signal: 'cpu', comparison: 'above', limit: 5 } as const;

/** What is remembered of a run bears these words: with others, an update would forget every run that goes on. */
const subjects: readonly (readonly [string, Condition])[] = [
  ['cpu above', cpu],
  ['cpu above', { ...cpu, limit: 7, until: 3 }],
  ['cpu/cpuLimit above', { ...cpu, percentOf: 'cpuLimit' }],
  ['avg(cpu) below', { ...cpu, comparison: 'below', smoothing: { function: 'avg', window: 60 } }],
  ['max(cpu/cpuLimit) above', { ...cpu, percentOf: 'cpuLimit', smoothing: { function: 'max', window: 300 } }],
  ['a is 1', a],
  ['up is-zero', { kind: 'is-zero', signal: 'up' }],
  ['status not-running', { kind: 'not-running', signal: 'status', mayEnd: true }],
  ['health not-healthy', { kind: 'not-healthy', signal: 'health', startGrace: 180 }],
  ['no cpuLimit, memoryLimit', { kind: 'no-limit', signals: ['cpuLimit', 'memoryLimit'] }],
  ['all(a is 1, b is on)', { kind: 'all', parts: [a, b] }],
  ['any(a is 1, not(b is on))', { kind: 'any', parts: [a, { kind: 'not', part: b }] }],
];

it('a run is remembered by what its condition looks at, without limits and times', () => {
  expect(subjects.map(([, condition]) => subjectOf(condition))).toEqual(subjects.map(([subject]) => subject));
});
