import { describe, expect, it } from 'vitest';

import type { NodeEvidence } from '../../src/domain/incident.ts';
import { adviceFor } from '../../src/incident/advice.ts';
import { worldOf } from '../support/installation.ts';

const { graph } = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db] } }
  pods:
    api: { kind: stateless, containers: "api-{replica}" }
    db: { kind: stateless, containers: "db-{replica}", action: { advice: restart, text: "Then check replication" } }
  servers: { vm-01: { disks: { data1: } } }
  containers: [{ name: api-1, server: vm-01 }, { name: db-1, server: vm-01, disks: [data1] }]
`);
const [api1, db1] = ['container/vm-01/api-1', 'container/vm-01/db-1'];

/** What is advised where these rules are violated at a root. */
function advised(root: string, ...rules: readonly string[]): string {
  const evidence = rules.map((rule): NodeEvidence => ({
    node: root,
    rule,
    class: 'direct',
    signal: rule,
    value: 1,
    since: 0,
  }));
  return adviceFor(root, evidence, graph).advice;
}

describe('advice (semantics 6, 8)', () => {
  it.each([
    ['server/vm-01', 'unseen', 'check-agent'],
    ['server/vm-01', 'reachable', 'check-server'],
    ['server/vm-01', 'runtime', 'restart-runtime'],
    ['server/vm-01', 'serverMemory', 'drain'],
    ['server/vm-01', 'serverCpu', 'drain'],
    ['disk/vm-01/data1', 'diskUsed', 'free-disk'],
    ['disk/vm-01/data1', 'diskInodes', 'free-disk'],
    ['disk/vm-01/data1', 'diskHealthy', 'replace-disk'],
    ['network/vm-01', 'networkUp', 'check-network'],
    ['network/vm-01', 'networkLoss', 'check-network'],
    [api1, 'network', 'check-network'],
    [api1, 'missing', 'start'],
    [api1, 'gone', 'start'],
    [api1, 'status', 'restart'],
    [api1, 'health', 'restart'],
    [api1, 'limit', 'set-limit'],
    [api1, 'restarts', 'read-logs'],
    [api1, 'memory', 'restart'],
    [api1, 'oom', 'raise-memory'],
    [api1, 'cpu', 'scale'],
    [api1, 'errors', 'read-logs'],
    [api1, 'timeouts', 'read-logs'],
    [api1, 'busySeconds', 'scale'],
    [api1, 'a rule of their own', 'escalate'],
  ])('for %s with `%s` violated is %s', (root, rule, advice) => {
    expect(advised(root, rule)).toBe(advice);
  });

  it('goes by the most telling rule, whatever order they come in', () => {
    expect(advised(api1, 'errors', 'status')).toBe('restart');
    expect(advised(api1, 'status', 'errors')).toBe('restart');
  });

  it('is what the model says of the pod of the root, with its text', () => {
    expect(adviceFor(db1, [], graph)).toEqual({ advice: 'restart', text: 'Then check replication' });
    expect(adviceFor('pod/db', [], graph).text).toBe('Then check replication');
  });

  it.each([
    ['source/zabbix', 'check-zabbix'],
    ['source/proxy-1', 'check-proxy'],
  ])('for %s is %s', (root, advice) => {
    expect(advised(root, 'unseen')).toBe(advice);
  });

  it.each([
    ['server/vm-01', 'check-server'],
    ['disk/vm-01/data1', 'replace-disk'],
    ['network/vm-01', 'check-network'],
    ['pod/api', 'restart'],
    [api1, 'restart'],
    ['source/zabbix', 'check-zabbix'],
  ])('for %s, where the twin assumes that it fails, is %s', (root, advice) => {
    expect(advised(root, 'what-if')).toBe(advice);
  });

  it('goes by what was seen before what the twin assumes', () => {
    expect(advised(api1, 'what-if', 'oom')).toBe('raise-memory');
  });
});
