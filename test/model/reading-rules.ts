import type { Model } from '../../src/domain/model.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { modelOf } from './reading.ts';

/** What is written at the top of a small model, and in one of its pods and containers. */
export interface Written {
  readonly top?: string;
  readonly pod?: string;
  readonly container?: string;
}

/** The small model: pods p (containers a, b) and q (c) on the server vm with the disk data. */
export function read({ top = '', pod = '', container = '' }: Written): Model {
  return modelOf(text({ top, pod, container }));
}

/** The same as text. */
export function text({ top = '', pod = '', container = '' }: Written): string {
  return `
system: { id: s }
subsystems: { all: { pods: [p, q] } }
pods: { p: { kind: stateless, replicas: 2${pod} }, q: { kind: stateless, replicas: 1 } }
servers: { vm: { disks: { data: } } }
containers:
  - { name: a, server: vm, pod: p${container} }
  - { name: b, server: vm, pod: p }
  - { name: c, server: vm, pod: q }
${top}
`;
}

/** The rules of a container or resource. */
export function rulesOf(model: Model, id: string): readonly Rule[] {
  return [...model.containers, ...model.resources].find((node) => node.id === id)!.rules;
}

/** One of them by its name; `undefined` where it is switched off. */
export function ruleOf(written: Written, name: string, id = 'container/vm/a'): Rule | undefined {
  return rulesOf(read(written), id).find((rule) => rule.name === name);
}
