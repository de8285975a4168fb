import { readModel } from '../../src/model/read-model.ts';
import type { Model } from '../../src/domain/model.ts';

/** Reads one text as a model and gives its findings one a line, without the file's name. */
export function findingsOf(text: string): string[] {
  return lines(readModel([{ path: 'model.yaml', text }]).findings);
}

/** Findings one a line: `line:column level code message`. */
export function lines(findings: ReturnType<typeof readModel>['findings']): string[] {
  return findings.map(({ position, level, code, message }) => {
    const at = position ? `${position.line}:${position.column} ` : '';
    return `${at}${level} ${code} ${message}`;
  });
}

/** Reads one text that must be a model. */
export function modelOf(text: string): Model {
  const { model, findings } = readModel([{ path: 'model.yaml', text }]);
  if (!model) throw new Error(lines(findings).join('\n'));
  return model;
}

/** A model without findings, to which a test adds its own: two pods, two servers, all replicas in the inventory. */
export const soundModel = `
system: { id: shop, name: Shop }
subsystems:
  sales:
    pods: [web, db]
pods:
  web: { kind: stateless, replicas: 1, calls: [db], containers: "web-{replica}" }
  db: { kind: quorum, replicas: 1, containers: "db-{replica}" }
servers:
  vm-01: { disks: { data: { mount: /data } } }
  vm-02: {}
containers:
  - { name: web-1, server: vm-01 }
  - { name: db-1, server: vm-01, disks: [data] }
`;
