import { expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { violatedBy } from '../support/look.ts';
import { Site } from '../support/site.ts';

const container = 'container/vm-01/api-1';
const withRule = (rule: string) =>
  worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api] } }
    pods: { api: { kind: stateless, containers: "api-{replica}" } }
    servers: { vm-01: }
    containers: [{ name: api-1, server: vm-01 }]
    rules: { custom: { own: ${rule} } }
  `);

it('a growth rule that the model gives another counter begins with a new bucket (semantics 3, Growth)', () => {
  const growth = (signal: string) => `{ on: container, class: growth, signal: ${signal}, rate: 0/s, burst: 10 }`;
  const values = { status: 'running', drops: 5, retries: 100_000 };
  const before = new Site(withRule(growth('drops'))).says(container, values);
  before.cycle();
  const after = new Site(withRule(growth('retries'))).says(container, values);
  after.installation.memory = before.installation.memory;
  after.installation.now = before.now;
  expect(violatedBy(after.cycle(), container)).toEqual([]);
  expect(violatedBy(after.says(container, { retries: 100_011 }).cycle(), container)).toEqual(['own']);
});
