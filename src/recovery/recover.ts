import type { Duration } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import type { Action, RecoveryMemory } from '../domain/recovery.ts';
import { takeApprovals } from './approvals.ts';
import { forgetCourses } from './courses.ts';
import { draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { isExtra } from './guards/scaling.ts';
import type { RecoveryInput, RecoveryTurn } from './input.ts';
import { judgeActions } from './judge.ts';
import { planIncidents } from './plans.ts';
import { takeReports } from './reports.ts';
import { takeActionsBack } from './reverts.ts';
import { versionsSeen } from './versions.ts';
import { withdrawOrphans } from './orphans.ts';

/** Decides what is to be done about open incidents, and what came of what was done (semantics 8). */
export function recover(input: RecoveryInput, memory: RecoveryMemory): RecoveryTurn {
  const versions = versionsSeen(input, memory.versions);
  const draft = draftOf(input, { ...memory, versions });
  takeReports(draft);
  takeApprovals(draft);
  judgeActions(draft);
  takeActionsBack(draft);
  planIncidents(draft);
  withdrawOrphans(draft);
  forgetCourses(draft);
  return {
    memory: {
      plans: draft.plans,
      actions: [...draft.actions.values()].filter((action) => isKept(action, draft)),
      courses: [...draft.courses.values()].sort((a, b) => byId(a.root, b.root)),
      versions,
      planned: draft.planned,
      ...(input.stop?.via === 'zabbix' && { stop: input.stop }),
    },
    decisions: draft.decisions,
  };
}

/** The longest time in which actions may be limited. */
const day: Duration = 86_400;

/** What is over counts for limits for a day; what may be taken back, or has not been, is kept for as long as that. */
function isKept(action: Action, { actions, input: { at, verdicts } }: Draft): boolean {
  const { judgedAt, intendedAt = judgedAt, revert, state } = action;
  if (judgedAt === undefined || at - (intendedAt ?? at) < day) return true;
  const mayBeDue =
    revert?.state === 'due' || (revert?.state === 'possible' && revert.after !== undefined && state === 'helped');
  return mayBeDue || (isExtra(action, actions) && isStanding(action, verdicts));
}

function isStanding({ order }: Action, { graph }: Draft['input']['verdicts']): boolean {
  const shard = graph.shards.get(order.targets[0]?.node ?? '');
  return (shard?.containers.length ?? 0) > (order.replicas?.from ?? 0);
}
