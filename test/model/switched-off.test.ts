import { expect, test } from 'vitest';

import type { Model } from '../../src/domain/model.ts';
import { findingsOf, modelOf } from './reading.ts';

interface Written {
  readonly old?: string;
  readonly legacy?: string;
  readonly shop?: string;
}

/** Two subsystems that share a pod; `old` is of `legacy` alone, and is called and calls. */
function text({ old = '', legacy = '', shop = '' }: Written): string {
  return `
system: { id: s }
subsystems:
  shop:
    pods: [web, shared]
    functions: { buy: }
${shop}
  legacy:
    name: Legacy
    pods: [old, shared]
    functions: { import: { needs: [old] }, browse: , link: { needs: [shared] } }
${legacy}
pods:
  web: { kind: stateless, replicas: 1, calls: [old, shared] }
  old: { name: Old gateway, kind: stateless, replicas: 2, calls: [shared]${old} }
  shared: { kind: stateless, replicas: 1 }
servers: { vm: }
containers:
  - { name: w, server: vm, pod: web }
  - { name: o, server: vm, pod: old }
  - { name: h, server: vm, pod: shared }
`;
}

const disabled = '    enabled: false';

function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}

function shapeOf({ systems, subsystems, functions, pods, containers, off }: Model): object {
  return {
    systems: systems.map(({ subsystems }) => subsystems),
    subsystems: subsystems.map(({ id, pods }) => [id, pods]),
    functions: functions.map(({ id, needs }) => [id, needs]),
    calls: pods.map(({ id, calls }) => [id, calls]),
    containers: ids(containers),
    off: ids(off),
  };
}

test('a pod that is switched off is not in the model, nor are its containers and the calls to and from it', () => {
  expect(shapeOf(modelOf(text({ old: ', enabled: false' })))).toEqual({
    systems: [['subsystem/legacy', 'subsystem/shop']],
    subsystems: [
      ['subsystem/legacy', ['pod/shared']],
      ['subsystem/shop', ['pod/shared', 'pod/web']],
    ],
    functions: [
      ['function/legacy.browse', ['pod/shared']],
      ['function/legacy.link', ['pod/shared']],
      ['function/shop.buy', ['pod/shared', 'pod/web']],
    ],
    calls: [
      ['pod/shared', []],
      ['pod/web', ['pod/shared']],
    ],
    containers: ['container/vm/h', 'container/vm/w'],
    off: ['container/vm/o', 'function/legacy.import', 'pod/old'],
  });
});

test('a subsystem that is switched off takes with it what is in no other one, and its functions', () => {
  expect(shapeOf(modelOf(text({ legacy: disabled })))).toEqual({
    systems: [['subsystem/shop']],
    subsystems: [['subsystem/shop', ['pod/shared', 'pod/web']]],
    functions: [['function/shop.buy', ['pod/shared', 'pod/web']]],
    calls: [
      ['pod/shared', []],
      ['pod/web', ['pod/shared']],
    ],
    containers: ['container/vm/h', 'container/vm/w'],
    off: [
      'container/vm/o',
      'function/legacy.browse',
      'function/legacy.import',
      'function/legacy.link',
      'pod/old',
      'subsystem/legacy',
    ],
  });
});

test('a shared pod is off when all its subsystems are', () => {
  expect(ids(modelOf(text({ legacy: disabled, shop: disabled })).pods)).toEqual([]);
});

test('a subsystem of which no pod is left is off too', () => {
  const written = text({ old: ', enabled: false' }).replace('pods: [old, shared]', 'pods: [old]');
  expect(ids(modelOf(written).off)).toContain('subsystem/legacy');
  expect(ids(modelOf(written).subsystems)).toEqual(['subsystem/shop']);
});

test('`enabled: true` is as if it were not said', () => {
  expect(shapeOf(modelOf(text({ old: ', enabled: true', legacy: '    enabled: true' })))).toEqual(
    shapeOf(modelOf(text({}))),
  );
  expect(modelOf(text({})).off).toEqual([]);
});

test('what is switched off keeps its name', () => {
  const { off } = modelOf(text({ legacy: disabled }));
  expect(off.filter(({ id }) => !id.startsWith('function/'))).toEqual([
    { id: 'container/vm/o', name: 'o' },
    { id: 'pod/old', name: 'Old gateway' },
    { id: 'subsystem/legacy', name: 'Legacy' },
  ]);
});

test('nothing is missed of what is switched off', () => {
  const pattern = ', containers: "old-{replica}"';
  expect(findingsOf(text({ old: pattern })).map((line) => line.split(' ')[2])).toEqual([
    'missing-replica',
    'pattern-matches-nothing',
  ]);
  expect(findingsOf(text({ old: `${pattern}, enabled: false` }))).toEqual([]);
});

test('a pod that is switched off may be in no subsystem, have no containers and no primary', () => {
  const sound = 'system: { id: s }\nsubsystems: { a: { pods: [p] } }\npods:\n  p: { kind: stateless, replicas: 1 }\n';
  const written = `${sound}  q: { kind: primary-replica, enabled: false }\nservers: { vm: }\ncontainers: [{ name: x, server: vm, pod: p }]\n`;
  expect(findingsOf(written)).toEqual([]);
});

test('mistakes in what is switched off are told', () => {
  const written = text({ old: ', enabled: false, minReplicas: 3, rules: { erors: off }' });
  expect(findingsOf(written).map((line) => line.split(' ')[2])).toEqual(['wrong-value', 'unknown-key']);
});
