import { describe, expect, it } from 'vitest';

import { Installation, worldOf } from '../support/installation.ts';
import { nodeIn, stateIn, violatedBy } from '../support/look.ts';

const container = 'container/vm-01/db-1';

function install(rules: string, ofPod = ''): Installation {
  return new Installation(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [db] } }
      pods: { db: { kind: stateless, containers: "db-{replica}"${ofPod} } }
      servers: { vm-01: { disks: { data1: } } }
      containers: [{ name: db-1, server: vm-01, disks: [data1] }]
      rules: { custom: ${rules} }
    `),
  );
}

describe('custom rules (semantics 3, Built-in rules)', () => {
  it.each([
    ['container', container],
    ['server', 'server/vm-01'],
    ['disk', 'disk/vm-01/data1'],
    ['network', 'network/vm-01'],
  ])('a direct one on a %s fails it', (on, node) => {
    const installation = install(`{ odd: { on: ${on}, class: direct, signal: oddness, above: 3 } }`);
    expect(violatedBy(installation.observe(node, 'oddness', 3).cycle(), node)).toEqual([]);
    const evaluation = installation.observe(node, 'oddness', 4, installation.now + 30).cycle(30);
    expect(violatedBy(evaluation, node)).toEqual(['odd']);
    expect(stateIn(evaluation, node)).toBe('failed');
    expect(stateIn(evaluation, container)).toBe('failed');
  });

  it.each([
    ['container', container],
    ['server', 'server/vm-01'],
  ])('one of pressure on a %s takes reserve and fails nothing', (on, node) => {
    const installation = install(`{ busy: { on: ${on}, class: pressure, signal: load, above: 3 } }`);
    const evaluation = installation.observe(container, 'status', 'running').observe(node, 'load', 4).cycle();
    expect(nodeIn(evaluation, node)).toMatchObject({ state: 'working', strained: true });
    expect(nodeIn(evaluation, container)).toMatchObject({ state: 'working', strained: true });
  });

  it('one of growth on a container is an arrival curve like the built-in ones', () => {
    const installation = install(
      '{ retries: { on: container, class: growth, signal: retries, rate: 1/s, burst: 10 } }',
    );
    installation.observe(container, 'retries', 0).cycle();
    expect(
      violatedBy(installation.observe(container, 'retries', 40, installation.now + 30).cycle(30), container),
    ).toEqual([]);
    const evaluation = installation.observe(container, 'retries', 81, installation.now + 30).cycle(30);
    expect(violatedBy(evaluation, container)).toEqual(['retries']);
  });

  it('one of growth stops after 3 minutes on the line unless it says otherwise', () => {
    const installation = install('{ retries: { on: container, class: growth, signal: retries, rate: 0/s, burst: 0 } }');
    installation.observe(container, 'retries', 0).cycle();
    const violated = [30, 60, 90, 120, 150, 180, 210].map((second) => {
      installation.observe(container, 'retries', second >= 30 ? 1 : 0, installation.now + 30);
      return violatedBy(installation.cycle(30), container).includes('retries');
    });
    expect(violated).toEqual([true, true, true, true, true, true, false]);
  });

  it('two growth rules over one counter have a bucket each', () => {
    const installation = install(
      `{ fast: { on: container, class: growth, signal: retries, rate: 0/s, burst: 10 }, slow: { on: container, class: growth, signal: retries, rate: 0/s, burst: 100 } }`,
    );
    installation.observe(container, 'retries', 0).cycle();
    const evaluation = installation.observe(container, 'retries', 50, installation.now + 30).cycle(30);
    expect(violatedBy(evaluation, container)).toEqual(['fast']);
  });

  it('a pod replaces one as a whole, or switches it off', () => {
    const rule = '{ odd: { on: container, class: direct, signal: oddness, above: 3, for: 10m } }';
    const replaced = install(rule, ', rules: { odd: { class: direct, signal: oddness, above: 50 } }');
    expect(violatedBy(replaced.observe(container, 'oddness', 51).cycle(), container)).toEqual(['odd']);
    const off = install(rule, ', rules: { odd: off }');
    expect(violatedBy(off.observe(container, 'oddness', 51).cycle(), container)).toEqual([]);
  });

  it('a threshold over a setting counts whatever its age', () => {
    const installation = install('{ crashed: { on: container, class: direct, signal: exitCode, above: 0 } }');
    installation.observe(container, 'exitCode', 3).cycle();
    const evaluation = installation.observe(container, 'status', 'running', installation.now + 86_400).cycle(86_400);
    expect(violatedBy(evaluation, container)).toEqual(['crashed']);
  });
});
