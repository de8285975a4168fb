import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { stateIn, violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';

const [api1, api2] = ['container/vm-01/api-1', 'container/vm-01/api-2'];
const site = (rules: string): Site =>
  new Site(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [api] } }
      pods: { api: { kind: stateless, replicas: 3, containers: "api-{replica}" } }
      servers: { vm-01: }
      containers: [{ name: api-1, server: vm-01 }, { name: api-2, server: vm-01 }]
      rules: ${rules}
    `),
  ).allSay([api1, api2], { status: 'running' });

describe('rules of absence that are off (semantics 3, Built-in rules)', () => {
  it.each([
    ['{}', 'failed', ['gone']],
    ['{ gone: off }', 'unknown', []],
  ] as const)('with %s a container that is gone is %s', (rules, state, violated) => {
    const running = site(rules);
    running.cycle();
    const evaluation = running.silence(api1).run(300);
    expect(stateIn(evaluation, api1)).toBe(state);
    expect(violatedBy(evaluation, api1)).toEqual(violated);
  });

  it.each([
    ['{}', 'failed', ['missing']],
    ['{ missing: off }', 'unknown', []],
  ] as const)('with %s a replica that the inventory lacks is %s', (rules, state, violated) => {
    const evaluation = site(rules).cycle();
    expect(stateIn(evaluation, 'container/-/api.0.3')).toBe(state);
    expect(violatedBy(evaluation, 'container/-/api.0.3')).toEqual(violated);
  });

  it('one that never told what a rule judges outright is gone all the same', () => {
    const { world } = site('{}').installation;
    const running = new Site(world).says(api1, { status: 'running' }).says(api2, { memory: 1 });
    running.cycle();
    expect(violatedBy(running.silence(api2).run(600), api2)).toEqual(['gone']);
  });
});
