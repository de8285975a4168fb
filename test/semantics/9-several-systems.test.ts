import { describe, expect, it } from 'vitest';

import { itemKeys } from '../../src/domain/item-keys.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';

/** Mail and shop have a pod each, and share one; a tool belongs to neither. */
const world = worldOf(`
  systems: { mail: { subsystems: [box] }, shop: { subsystems: [cart] } }
  subsystems: { box: { pods: [mail-db, auth] }, cart: { pods: [shop-db, auth] } }
  pods:
    mail-db: { kind: stateless, containers: "mail-db-{replica}" }
    shop-db: { kind: stateless, containers: "shop-db-{replica}" }
    auth: { kind: stateless, containers: "auth-{replica}" }
    tool: { kind: stateless, containers: "tool-{replica}" }
  servers: { vm-01: , vm-02: { disks: { spare: } } }
  containers:
    - { name: mail-db-1, server: vm-01 }
    - { name: shop-db-1, server: vm-01 }
    - { name: auth-1, server: vm-01 }
    - { name: tool-1, server: vm-01 }
  rules: { status: { for: 0s } }
`);
const id = (name: string): string => `container/vm-01/${name}`;
const all = ['mail-db-1', 'shop-db-1', 'auth-1', 'tool-1'].map(id);

function site(): Site {
  return new Site(world).allSay(all, { status: 'running' }).begun();
}

/** The roots that the slots of a system's host show after a cycle. */
function rootsShown({ commands }: Evaluation, system: string): readonly (string | number)[] {
  return commands
    .filter(({ value }) => value.host === `Linchpin ${system}` && value.key.startsWith('linchpin.incident.root['))
    .map(({ value }) => value.value)
    .filter((root) => root !== '');
}

describe('several systems (semantics 9)', () => {
  const both = ['mail', 'shop'];
  const exited = { status: 'exited' };
  it.each<{
    readonly what: string;
    readonly node: string;
    readonly said: Readonly<Record<string, string | number>>;
    readonly systems: readonly string[];
  }>([
    { what: 'what stands in one system', node: id('mail-db-1'), said: exited, systems: ['mail'] },
    { what: 'what stands in a shared pod', node: id('auth-1'), said: exited, systems: both },
    { what: 'what stands in no system', node: id('tool-1'), said: exited, systems: both },
    { what: 'a resource under nothing', node: 'disk/vm-02/spare', said: { healthy: 0 }, systems: both },
  ])('show $what where it concerns somebody', ({ node, said, systems }) => {
    const evaluation = site().says(node, said).cycle();
    expect(both.filter((system) => rootsShown(evaluation, system).includes(node))).toEqual(systems);
  });

  it('each name the root cause of their own trouble only', () => {
    const evaluation = site().says(id('mail-db-1'), { status: 'exited' }).cycle();
    const causes = evaluation.commands.filter(({ value }) => value.key === itemKeys.system('rootcause'));
    expect(causes.map(({ value }) => value.host)).toEqual(['Linchpin mail']);
  });
});

describe('what Zabbix was told (semantics 9)', () => {
  it('is forgotten for what left the model when all is told again', () => {
    const running = site();
    const key = `Linchpin shop\n${itemKeys.pod('state', 'shop-db')}`;
    expect(running.installation.memory.publish.values.has(key)).toBe(true);
    const mailOnly = worldOf(`
      system: { id: mail }
      subsystems: { box: { pods: [mail-db] } }
      pods: { mail-db: { kind: stateless, containers: "mail-db-{replica}" } }
      servers: { vm-01: }
      containers: [{ name: mail-db-1, server: vm-01 }]
    `);
    const smaller = new Site(mailOnly).says(id('mail-db-1'), { status: 'running' });
    smaller.installation.now = running.now;
    smaller.installation.memory = running.installation.memory;
    smaller.run(660);
    expect(smaller.installation.memory.publish.values.has(key)).toBe(false);
    expect(smaller.installation.memory.publish.values.has(`Linchpin mail\n${itemKeys.pod('state', 'mail-db')}`)).toBe(
      true,
    );
  });
});
