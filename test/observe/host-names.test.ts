import { describe, expect, it } from 'vitest';
import { serverNames } from '../../src/observe/host-names.ts';
import { worldOf } from '../support/installation.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { storage: { name: Storage, pods: [db] } }
pods: { db: { kind: stateless, replicas: 1, containers: "db-1" } }
servers: { vm-1: { name: mail-vm-1 }, vm-2: { name: mail-vm-2 } }
containers: [{ name: db-1, server: vm-1 }]
`);

describe('the server of a Zabbix host', () => {
  it.each([
    ['{name}', 'mail-vm-1', 'server/vm-1'],
    ['srv-{id}', 'srv-vm-1', 'server/vm-1'],
    ['{id}.{name}', 'vm-2.mail-vm-2', 'server/vm-2'],
    ['/^(?<id>vm-\\d+)\\.example\\.org$/', 'vm-1.example.org', 'server/vm-1'],
    ['/^(?<name>[^.]+)\\./', 'mail-vm-2.example.org', 'server/vm-2'],
    ['/^(?<id>[^.]+)$|^(?<name>[^.]+)\\./', 'mail-vm-1.x', 'server/vm-1'],
  ])('is found by %s from %s', (template, host, expected) => {
    expect(serverNames(template, graph).serverOf(host)).toBe(expected);
  });

  it.each([
    ['{name}', 'MAIL-VM-1'],
    ['{name}', '{name}'],
    ['/^(?<id>vm-\\d+)$/', 'vm-9'],
    ['/^(?<id>vm-\\d+)$/', 'constructor'],
    ['/^(?<name>[^.]+)\\./', 'mail-vm-1'],
  ])('is none by %s from %s', (template, host) => {
    expect(serverNames(template, graph).serverOf(host)).toBeUndefined();
  });

  it('can be told beforehand by a template, not by a regular expression', () => {
    expect(serverNames('srv-{id}', graph).hostOf('server/vm-2')).toBe('srv-vm-2');
    expect(serverNames('/(?<id>.+)/', graph).hostOf('server/vm-2')).toBeUndefined();
  });
});
