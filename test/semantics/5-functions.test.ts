import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { functionIn, incidentAt } from '../support/look.ts';
import { Site } from '../support/site.ts';

/** front → api → auth (of another subsystem); search stands alone in the same subsystem. */
const world = worldOf(`
  system: { id: mail }
  subsystems:
    web:
      pods: [front, api, search]
      functions:
        everything: {}
        read: { needs: [front] }
        find: { needs: [search] }
    accounts: { pods: [auth] }
  pods:
    front: { kind: stateless, calls: [api], containers: "front-{replica}" }
    api: { kind: stateless, calls: [auth], containers: "api-{replica}" }
    search: { kind: stateless, containers: "search-{replica}" }
    auth: { kind: stateless, containers: "auth-{replica}" }
  servers: { vm-01: }
  containers: [{ name: front-1, server: vm-01 }, { name: api-1, server: vm-01 }, { name: search-1, server: vm-01 }, { name: auth-1, server: vm-01 }]
  rules: { status: { for: 0s } }
`);

interface Pods {
  readonly down?: readonly string[];
  readonly unseen?: readonly string[];
}

function functionsWith({ down = [], unseen = [] }: Pods) {
  const id = (name: string): string => `container/vm-01/${name}-1`;
  const site = new Site(world).allSay(['front', 'api', 'search', 'auth'].map(id), { status: 'running' });
  const evaluation = site
    .allSay(down.map(id), { status: 'exited' })
    .silence(...unseen.map(id))
    .cycle();
  const state = (name: string) => functionIn(evaluation, `function/web.${name}`);
  return { everything: state('everything'), read: state('read'), find: state('find'), evaluation };
}

describe('functions (semantics 5)', () => {
  it('are available while every pod that they need or reach works', () => {
    expect(functionsWith({})).toMatchObject({ everything: 'available', read: 'available', find: 'available' });
  });

  it('are lost if a pod that they need failed: those they name, else all of their subsystem', () => {
    expect(functionsWith({ down: ['search'] })).toMatchObject({ everything: 'lost', read: 'available', find: 'lost' });
  });

  it('are impaired if a pod that they need calls a failed one, directly or not', () => {
    expect(functionsWith({ down: ['api'] })).toMatchObject({ everything: 'lost', read: 'impaired', find: 'available' });
    expect(functionsWith({ down: ['auth'] })).toMatchObject({
      everything: 'impaired',
      read: 'impaired',
      find: 'available',
    });
  });

  it('are lost rather than impaired where both are so', () => {
    expect(functionsWith({ down: ['front', 'auth'] }).read).toBe('lost');
  });

  it('are unknown where an unknown pod would decide', () => {
    expect(functionsWith({ unseen: ['front'] })).toMatchObject({
      everything: 'unknown',
      read: 'unknown',
      find: 'available',
    });
    expect(functionsWith({ unseen: ['auth'] })).toMatchObject({ read: 'unknown' });
  });

  it('are unknown between impaired and lost', () => {
    expect(functionsWith({ down: ['auth'], unseen: ['front'] }).read).toBe('unknown');
  });

  it('are known though a pod is unknown that would not change them', () => {
    expect(functionsWith({ down: ['front'], unseen: ['auth'] }).read).toBe('lost');
    expect(functionsWith({ down: ['api'], unseen: ['auth'] }).read).toBe('impaired');
  });

  it('stand in the incident that takes them: lost by a pod that they need, impaired by one that they reach', () => {
    const { evaluation } = functionsWith({ down: ['auth', 'search'] });
    expect(incidentAt(evaluation, 'container/vm-01/search-1')).toMatchObject({
      functionsLost: ['function/web.everything', 'function/web.find'],
      functionsImpaired: [],
    });
    expect(incidentAt(evaluation, 'container/vm-01/auth-1')).toMatchObject({
      functionsLost: [],
      functionsImpaired: ['function/web.read'],
    });
  });

  it('stand in it however many they are', () => {
    const names = Array.from({ length: 70 }, (_, index) => `f${String(index).padStart(2, '0')}`);
    const many = worldOf(`
      system: { id: mail }
      subsystems:
        web: { pods: [${names.join(', ')}], functions: { ${names.map((name) => `${name}: { needs: [${name}] }`).join(', ')} } }
        accounts: { pods: [auth, db] }
      pods:
        auth: { kind: stateless, calls: [db], containers: "auth-{replica}" }
        db: { kind: stateless, containers: "db-{replica}" }
        ${names.map((name) => `${name}: { kind: stateless, calls: [auth], containers: "${name}-{replica}" }`).join('\n        ')}
      servers: { vm-01: }
      containers: [${['auth', 'db', ...names].map((name) => `{ name: ${name}-1, server: vm-01 }`).join(', ')}]
      rules: { status: { for: 0s } }
    `);
    const containers = many.graph.model.containers.map(({ id }) => id);
    const site = new Site(many).allSay(containers, { status: 'running' });
    const evaluation = site.says('container/vm-01/auth-1', { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, 'container/vm-01/auth-1').functionsImpaired).toEqual(
      names.map((name) => `function/web.${name}`),
    );
  });
});
