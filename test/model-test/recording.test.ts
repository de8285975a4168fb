import { describe, expect, it } from 'vitest';

import type { Observation } from '../../src/domain/signal.ts';
import { readTests } from '../../src/model-test/read-tests.ts';
import { runCase } from '../../src/model-test/run-case.ts';
import { failuresOf, shop } from './shop.ts';

const start = 1_793_527_200;

/** Ten minutes, once a minute: a container runs for five of them and has ended then. */
const recording: readonly Observation[] = Array.from({ length: 11 }, (_, minute) => ({
  at: start + minute * 60,
  node: 'container/vm-3/report-1',
  signal: 'status',
  value: minute < 5 ? 'running' : 'exited',
}));

const text = (expected: string): string =>
  `cases: { one: { given: { observations: night.jsonl }, expect: ${expected} } }`;

describe('a recording', () => {
  it('without a time is judged at its end', () => {
    expect(failuresOf(text('{ pods: { failed: [report] } }'), { recording })).toEqual([]);
  });

  it('is judged at times counted from its first line', () => {
    const expected = '[{ at: 4m, pods: { failed: [] } }, { at: 7m, pods: { failed: [report] } }]';
    expect(failuresOf(text(expected), { recording })).toEqual([]);
  });

  it('is all there is: what it does not speak of was never seen', () => {
    expect(failuresOf(text('{ pods: { unknown: [db, web] } }'), { recording })).toEqual([]);
  });

  it.each<[string, readonly Observation[]]>([
    ['the recording ends before', recording],
    ['the recording is empty', []],
  ])('that does not reach a check fails it: %s', (said, lines) => {
    expect(failuresOf(text('{ at: 1h, incidents: [] }'), { recording: lines })).toMatchObject([
      { what: 'at', position: { line: 1, column: 65 }, expected: 3600, differences: [said] },
    ]);
  });

  it('tells what of it the model does not know', () => {
    const { files } = readTests([{ path: 'a.test.yaml', text: text('{ pods: { failed: [] } }') }], shop.graph);
    const strange = { at: start, node: 'container/vm-9/nobody', signal: 'status', value: 'running' };
    const { leftOut } = runCase(shop, files![0]!.cases[0]!, [strange, ...recording.slice(0, 3)]);
    expect([...(leftOut?.unknownNodes ?? [])]).toEqual([['container/vm-9/nobody', 1]]);
  });

  it('can be the state on top of which nodes fail', () => {
    const given = '{ observations: night.jsonl, fail: [pod/db] }';
    const whole = `cases: { one: { given: ${given}, expect: { pods: { failed: [db, report] } } } }`;
    expect(failuresOf(whole, { recording })).toEqual([]);
  });
});
