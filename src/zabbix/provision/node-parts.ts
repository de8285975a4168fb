import type { NodePart } from '../../domain/item-keys.ts';
import type { ValueKind } from './item-form.ts';

/** The parts of a node that are shown, in their order, and how their values look. */
export const nodeParts: readonly (readonly [part: NodePart, kind: ValueKind])[] = [
  ['severity', 'severity'],
  ['state', 'state'],
  ['reserve', 'reserve'],
  ['rootcause', 'text'],
  ['outage', 'text'],
];
