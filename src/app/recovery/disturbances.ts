import type { RecoveryMemory } from '../../domain/recovery.ts';
import type { Silence } from '../../ports.ts';
import { itself } from './decision-entries.ts';

/**
 * What actions take away for a time, as if an operator had silenced it: what recovery does is no incident of its own. It
 * ends when the action is judged, or is long overdue.
 */
export function disturbances({ actions }: RecoveryMemory): readonly Silence[] {
  return actions.flatMap(({ id, disturbs, order, intendedAt, judgedAt, judgeBy, verifyFor }) => {
    if (intendedAt === undefined) return [];
    const until = judgedAt ?? judgeBy ?? intendedAt + 2 * verifyFor;
    return disturbs.map((node) => ({ id, node, since: intendedAt, until, reason: order.kind, who: itself }));
  });
}
