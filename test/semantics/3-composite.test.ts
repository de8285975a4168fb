import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import type { NodeMemory } from '../../src/domain/memory.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { Installation, worldOf } from '../support/installation.ts';
import { evidenceOf, stateIn, violatedBy } from '../support/look.ts';

const container = 'container/vm-01/db-1';
const start = 1_800_000_000;
type Samples = Readonly<Record<string, number | string>>;

/** One container with one custom rule, `odd`; `at` judges a cycle at a second, after the samples of that second. */
function watch(rule: string, staleAfter = '3m') {
  const world = worldOf(`
    system: { id: mail }
    defaults: { staleAfter: ${staleAfter} }
    subsystems: { mail: { pods: [db] } }
    pods: { db: { kind: stateless, containers: "db-{replica}" } }
    servers: { vm-01: }
    containers: [{ name: db-1, server: vm-01 }]
    rules: { custom: { odd: { on: container, class: direct, ${rule} } } }
  `);
  const installation = new Installation(world, start);
  const at = (second: number, samples: Samples = {}): Evaluation => {
    for (const [signal, value] of Object.entries(samples))
      installation.observe(container, signal, value, start + second);
    return installation.cycle(start + second - installation.now);
  };
  const says = (second: number, samples: Samples = {}): boolean =>
    violatedBy(at(second, samples), container).includes('odd');
  return { at, says, installation };
}

const over = (signal: string): string => `{ signal: ${signal}, above: 10 }`;

/** What a combination of two parts is while each is true (1), false (0), stale or never seen. */
type Part = 'true' | 'false' | 'stale' | 'never';
type Outcome = 'yes' | 'no' | 'unknown';

/** Brings part signals `a` and `b` into these states, and tells what the rule says then. */
function outcomeOf(rule: string, a: Part, b: Part): Outcome {
  const { at } = watch(rule);
  const value = (part: Part): number => (part === 'true' ? 20 : 5);
  const pick = (wanted: readonly Part[]): Samples =>
    Object.fromEntries(
      [['a', a] as const, ['b', b] as const].flatMap(([name, part]) =>
        wanted.includes(part) ? [[name, value(part)]] : [],
      ),
    );
  at(0, { status: 'running', ...pick(['stale']) });
  const evaluation = at(600, { status: 'running', ...pick(['true', 'false']) });
  if (violatedBy(evaluation, container).includes('odd')) return 'yes';
  return stateIn(evaluation, container) === 'unknown' ? 'unknown' : 'no';
}

const table: readonly (readonly [Part, Part, { readonly all: Outcome; readonly any: Outcome }])[] = [
  ['true', 'true', { all: 'yes', any: 'yes' }],
  ['true', 'false', { all: 'no', any: 'yes' }],
  ['false', 'false', { all: 'no', any: 'no' }],
  ['true', 'stale', { all: 'unknown', any: 'yes' }],
  ['false', 'stale', { all: 'no', any: 'unknown' }],
  ['stale', 'stale', { all: 'unknown', any: 'unknown' }],
  ['true', 'never', { all: 'no', any: 'yes' }],
  ['false', 'never', { all: 'no', any: 'no' }],
  ['stale', 'never', { all: 'no', any: 'unknown' }],
  ['never', 'never', { all: 'no', any: 'no' }],
];

describe('`all`, `any`, `not` follow three-valued logic (semantics 3)', () => {
  it.each(table)('of parts that are %s and %s', (a, b, expected) => {
    for (const [first, second] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(outcomeOf(`all: [${over('a')}, ${over('b')}]`, first, second)).toBe(expected.all);
      expect(outcomeOf(`any: [${over('a')}, ${over('b')}]`, first, second)).toBe(expected.any);
    }
  });

  it.each([
    ['true', 'no'],
    ['false', 'yes'],
    ['stale', 'unknown'],
    ['never', 'no'],
  ] as const)('`not` of a part that is %s says %s', (part, expected) => {
    expect(outcomeOf(`not: ${over('a')}`, part, 'never')).toBe(expected);
  });

  it('an `all` that does not apply is left out of an `any` around it', () => {
    expect(outcomeOf(`any: [{ all: [${over('a')}, ${over('never')}] }, ${over('b')}]`, 'true', 'true')).toBe('yes');
    expect(outcomeOf(`any: [{ all: [${over('a')}, ${over('never')}] }, ${over('b')}]`, 'true', 'false')).toBe('no');
  });

  it('a `not` around an `any` of which nothing was seen does not apply', () => {
    expect(outcomeOf(`not: { any: [${over('a')}, ${over('b')}] }`, 'never', 'never')).toBe('no');
  });

  it('a share of a limit that is not set is as if it was never seen', () => {
    const { says } = watch(`all: [{ signal: memory, above: 80% }, ${over('a')}]`);
    expect(says(0, { memory: 90, a: 20 })).toBe(false);
    expect(says(30, { memory: 90, memoryLimit: 100, a: 20 })).toBe(true);
  });
});

describe('`is` (semantics 3)', () => {
  it('compares words', () => {
    const { says } = watch('signal: mode, is: readonly');
    expect(says(0, { mode: 'normal' })).toBe(false);
    expect(says(30, { mode: 'readonly' })).toBe(true);
  });

  it('compares numbers, also where Zabbix gives them as text', () => {
    const { says } = watch('signal: mode, is: 3');
    expect(says(0, { mode: 2 })).toBe(false);
    expect(says(30, { mode: 3 })).toBe(true);
    expect(says(60, { mode: 2 })).toBe(false);
    expect(says(90, { mode: '3' })).toBe(true);
  });
});

describe('`until` inside parts (semantics 3)', () => {
  const rule = `any: [{ signal: a, above: 10, until: 5 }, { signal: b, above: 10, until: 5 }]`;

  it('keeps each part true until its own value is back', () => {
    const { says } = watch(rule);
    expect(says(0, { a: 11, b: 0 })).toBe(true);
    expect(says(30, { a: 6, b: 6 })).toBe(true);
    expect(says(60, { a: 5, b: 6 })).toBe(false);
  });

  it('does not take the truth of one part for that of another', () => {
    const { says } = watch(`all: [{ signal: a, above: 10, until: 5 }, { signal: b, above: 10, until: 5 }]`);
    expect(says(0, { a: 11, b: 6 })).toBe(false);
    expect(says(30, { a: 6, b: 11 })).toBe(true);
    expect(says(60, { a: 6, b: 6 })).toBe(true);
    expect(says(90, { a: 6, b: 5 })).toBe(false);
    expect(says(120, { a: 6, b: 6 })).toBe(false);
  });

  it('keeps a part true through cycles in which it is stale', () => {
    const { says, at } = watch(`all: [{ signal: a, above: 10, until: 5 }, ${over('b')}]`);
    expect(says(0, { a: 11, b: 20 })).toBe(true);
    at(600, { b: 20 });
    expect(says(630, { a: 6, b: 20 })).toBe(true);
  });

  it('keeps a part true while the whole does not apply yet', () => {
    const { says } = watch(`all: [{ signal: a, above: 10, until: 5 }, ${over('b')}]`);
    expect(says(0, { a: 11 })).toBe(false);
    expect(says(30, { a: 6 })).toBe(false);
    expect(says(60, { a: 6, b: 20 })).toBe(true);
  });

  it('works under `not` and in nested parts', () => {
    const { says } = watch(`not: { any: [{ not: { signal: a, above: 10, until: 5 } }, ${over('b')}] }`);
    expect(says(0, { a: 11, b: 0 })).toBe(true);
    expect(says(30, { a: 6, b: 0 })).toBe(true);
    expect(says(60, { a: 5, b: 0 })).toBe(false);
  });

  it('is remembered as plain JSON', () => {
    const { says, installation } = watch(rule);
    says(0, { a: 11, b: 0 });
    const nodes = new Map(JSON.parse(JSON.stringify([...installation.memory.nodes])) as [NodeId, NodeMemory][]);
    installation.memory = { ...installation.memory, nodes };
    expect(says(30, { a: 6, b: 0 })).toBe(true);
  });
});

describe('holds of combined conditions (semantics 3)', () => {
  it('a run begins at the newest sample that decided', () => {
    const { at, installation } = watch(`all: [${over('a')}, ${over('b')}], for: 1m`);
    installation.observe(container, 'a', 20, start + 5).observe(container, 'b', 20, start + 20);
    at(30);
    const evaluation = at(80, { a: 20 });
    expect(evidenceOf(evaluation, container, 'odd').since).toBe(start + 20);
  });

  it('a stale part does not date the run', () => {
    const { at, installation } = watch(`any: [${over('a')}, ${over('b')}]`);
    at(0, { a: 20 });
    installation.observe(container, 'b', 20, start + 290);
    const evaluation = at(300);
    expect(evidenceOf(evaluation, container, 'odd').since).toBe(start);
    expect(evidenceOf(at(600, { b: 20 }), container, 'odd').signal).toBe('b');
  });

  it('nor does a fresh signal in a part that has no answer', () => {
    const { at, installation } = watch(`any: [{ all: [${over('a')}, ${over('b')}] }, ${over('c')}]`);
    at(0, { b: 20 });
    installation.observe(container, 'c', 20, start + 280).observe(container, 'a', 20, start + 290);
    expect(evidenceOf(at(300), container, 'odd').since).toBe(start + 280);
  });

  it('smoothing works inside parts', () => {
    const { says } = watch(`all: [{ signal: cpu, avg: 1m, above: 1 }, { signal: oomKills, increase: 2m, above: 0 }]`);
    says(0, { cpu: 3, oomKills: 5 });
    expect(says(30, { cpu: 0.5, oomKills: 5 })).toBe(false);
    expect(says(50, { cpu: 0.5, oomKills: 6 })).toBe(true);
    expect(says(65, { cpu: 0.5, oomKills: 6 })).toBe(false);
  });

  it('unknown cycles neither break nor complete the run', () => {
    const { at, says } = watch(`all: [${over('a')}, ${over('b')}], for: 1m`, '10s');
    says(0, { a: 20, b: 20 });
    expect(stateIn(at(40, { a: 20 }), container)).toBe('unknown');
    expect(stateIn(at(70, { b: 20 }), container)).toBe('unknown');
    expect(evidenceOf(at(75, { a: 20, b: 20 }), container, 'odd').since).toBe(start);
  });
});

describe('the evidence of a combined condition', () => {
  it('names the first part that is true, with its limit', () => {
    const { at } = watch(`any: [${over('a')}, ${over('b')}]`);
    expect(evidenceOf(at(0, { a: 1, b: 20 }), container, 'odd')).toMatchObject({ signal: 'b', value: 20, limit: 10 });
    expect(evidenceOf(at(30, { a: 30, b: 20 }), container, 'odd')).toMatchObject({ signal: 'a', value: 30 });
  });

  it('names what a `not` looked at', () => {
    expect(
      evidenceOf(watch('not: { signal: mode, is: normal }').at(0, { mode: 'odd' }), container, 'odd'),
    ).toMatchObject({ signal: 'mode', value: 'odd' });
  });

  it('names the first part that was seen while only `recoverFor` keeps the rule', () => {
    const { at } = watch(`any: [${over('never')}, ${over('b')}], recoverFor: 1m`);
    at(0, { b: 20 });
    expect(evidenceOf(at(30, { b: 2 }), container, 'odd')).toMatchObject({ signal: 'b', value: 2 });
  });
});
