import { describe, expect, it } from 'vitest';
import { selectNode, selectNodes } from '../../src/twin/select-nodes.ts';
import { worldOf } from '../support/installation.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { s: { name: S, pods: [db, old], functions: { read: { name: Read, needs: [db] } } } }
pods:
  db: { kind: quorum, replicas: 3, containers: "db-{replica}" }
  old: { kind: all, replicas: 1, enabled: false, containers: old }
servers:
  vm-1: { name: one, disks: { data1: { mount: /d } }, tags: { rack: r1 } }
  vm-2: { name: two, disks: { data1: { mount: /d }, data2: { mount: /e } }, tags: { rack: r2 } }
  vm-10: { name: ten, tags: { rack: r1 } }
containers:
  - { name: db-1, server: vm-1 }
  - { name: db-2, server: vm-2 }
  - { name: db-3, server: vm-10 }
  - { name: old, server: vm-1 }
`);

describe('what is named to fail', () => {
  it.each([
    ['pod/db', ['pod/db']],
    ['shard/db/0', ['shard/db/0']],
    ['container/vm-1/*', ['container/vm-1/db-1']],
    ['disk/*/data1', ['disk/vm-1/data1', 'disk/vm-2/data1']],
    ['server/vm-?', ['server/vm-1', 'server/vm-2']],
    ['*/vm-2*', ['container/vm-2/db-2', 'disk/vm-2/data1', 'disk/vm-2/data2', 'network/vm-2', 'server/vm-2']],
    ['tag:rack=r1', ['server/vm-1', 'server/vm-10']],
  ])('by %s is %j', (text, nodes) => {
    expect(selectNodes(graph, text)).toEqual({ nodes });
  });

  it.each([
    ['server/vm-3', /no node of the model/],
    ['pod/old', /switched off/],
    ['container/vm-1/old', /switched off/],
    ['function/s.read', /is a function/],
    ['server/x*', /matches no node/],
    ['tag:rack=r9', /tag of no server/],
  ])('by %s is nothing, with the reason', (text, reason) => {
    expect(selectNodes(graph, text)).toMatchObject({ wrong: expect.stringMatching(reason) as unknown });
  });

  it('is surely meant where only the kind is left out', () => {
    expect(selectNodes(graph, 'db')).toMatchObject({ meant: 'pod/db' });
  });

  it('by a dot or bracket in a glob is that letter and no pattern', () => {
    expect(selectNodes(graph, 'server/vm.*')).toHaveProperty('wrong');
    expect(selectNodes(graph, 'server/vm-[12]*')).toHaveProperty('wrong');
  });
});

describe('what is named to be explained', () => {
  it.each(['function/s.read', 'pod/old', 'container/vm-1/old', 'network/vm-1', 'system/mail'])('may be %s', (id) => {
    expect(selectNode(graph, id)).toEqual({ nodes: [id] });
  });

  it('is one node, so a glob is none', () => {
    expect(selectNode(graph, 'server/*')).toHaveProperty('wrong');
  });
});
