import type { NodeId } from './node.ts';
import type { Severity } from './severity.ts';

/** What the problem of an incident's slot is made of. */
export interface SlotProblem {
  readonly severity: Severity;
  readonly planned: boolean;
  readonly root: NodeId;
  /** The ids of the subsystems that it touches. */
  readonly subsystems: readonly string[];
  readonly action: string;
  /** Names the problem. */
  readonly text: string;
}

/** The fields of the value in their order; the template's patterns count them. */
export const slotProblemFields = ['severity', 'planned', 'root', 'subsystems', 'action', 'text'] as const;

/** The value of a slot without an incident. */
export const freeSlot = '0';

/**
 * All that a slot's problem needs, as one value of one item: between items Zabbix keeps no order (measured: of two
 * values sent together, the later may be judged first), and a problem never changes its name.
 */
export function slotProblemValue(problem: SlotProblem): string {
  if (problem.severity === 0) return freeSlot;
  const fields: Readonly<Record<(typeof slotProblemFields)[number], string>> = {
    severity: String(problem.severity),
    planned: problem.planned ? 'yes' : 'no',
    root: problem.root,
    subsystems: problem.subsystems.join(', '),
    action: problem.action,
    text: problem.text,
  };
  return slotProblemFields.map((field) => fields[field].replaceAll(/\s+/g, ' ').trim()).join('\t');
}

/** Whether two values of a slot stand for one problem: severity, planned and root are the same. */
export function isSameProblem(a: string, b: string): boolean {
  const identity = (value: string): string => value.split('\t', 3).join('\t');
  return identity(a) === identity(b);
}
