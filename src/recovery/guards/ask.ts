import type { Incident } from '../../domain/incident.ts';
import type { NodeId } from '../../domain/node.ts';
import type { ActionStep, Recovery } from '../../domain/recovery-rule.ts';
import type { Action, ActionOrder, ActionTarget, Refusal } from '../../domain/recovery.ts';
import type { Verdicts } from '../../domain/verdict.ts';
import { isUnderWay } from '../draft.ts';
import type { Draft } from '../draft.ts';

/** An action that the guards are asked about before it is begun. */
export interface Ask {
  readonly root: NodeId;
  /** Absent for what takes an action back: then the incident may be over. */
  readonly incident?: Incident;
  readonly recovery: Pick<Recovery, 'id' | 'atMost' | 'reserveAtLeast'>;
  readonly step: ActionStep;
  readonly targets: readonly ActionTarget[];
  /** The containers that had not failed and that it takes away. */
  readonly disturbs: readonly NodeId[];
  readonly replicas?: NonNullable<ActionOrder['replicas']>;
  readonly version?: NonNullable<ActionOrder['version']>;
  /** The action that it takes back. */
  readonly reverts?: Action;
}

/** Says why an action may not be begun now; nothing where it has nothing against it. */
export type Guard = (ask: Ask, draft: Draft) => Refusal | undefined;

/** The actions that were intended and are not judged yet. */
export function underWay({ actions }: Draft): readonly Action[] {
  return [...actions.values()].filter(isUnderWay);
}

/** So often the twin is asked in a turn: in a large installation each answer takes a while, and cycles must not wait. */
const mostAsked = 20;

/**
 * What would be if some containers failed; each is asked once a turn. Nothing where too much was asked: then the next
 * turn may know.
 */
export function foresee({ foreseen, input }: Draft, fail: readonly NodeId[]): Verdicts | undefined {
  if (fail.length === 0) return input.verdicts;
  const key = fail.join(' ');
  const known = foreseen.get(key);
  if (known || foreseen.size >= mostAsked) return known;
  const verdicts = input.whatIf(fail);
  foreseen.set(key, verdicts);
  return verdicts;
}
