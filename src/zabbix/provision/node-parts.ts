import type { NodePart } from '../../domain/item-keys.ts';
import type { ValueKind } from './item-form.ts';

/** What each part of a node is called and how its values look. */
export const nodeParts: readonly {
  readonly part: NodePart;
  readonly kind: ValueKind;
  readonly word: string;
  readonly description: string;
}[] = [
  {
    part: 'severity',
    kind: 'severity',
    word: 'severity',
    description: 'The highest severity of what touches it; 0 while all is well.',
  },
  { part: 'state', kind: 'state', word: 'state', description: 'Whether it works for its users.' },
  {
    part: 'reserve',
    kind: 'reserve',
    word: 'reserve',
    description: 'How many more replicas may fail, in the worst choice, before it does.',
  },
  {
    part: 'rootcause',
    kind: 'text',
    word: 'root cause',
    description: 'What is broken at the root; empty while all is well.',
  },
  {
    part: 'outage',
    kind: 'text',
    word: 'outage',
    description:
      'Why it is down, which raises the problem; empty while it is not, while that is planned, and in observe mode.',
  },
];
