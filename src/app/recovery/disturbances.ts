import type { Duration } from '../../domain/instant.ts';
import type { RecoveryMemory } from '../../domain/recovery.ts';
import type { Silence } from '../../ports.ts';
import { itself } from './decision-entries.ts';

/** No actuator may take longer, with what it may be late (docs/actuators.md). */
const longest: Duration = 3600 + 120;

/**
 * What actions take away for a time, as if an operator had silenced it: what recovery does is no incident of its own. It
 * ends when the action is judged, or should have been; of one that goes on, when it can't any more.
 */
export function disturbances({ actions }: RecoveryMemory): readonly Silence[] {
  return actions.flatMap(({ id, disturbs, order, intendedAt, judgedAt, judgeBy }) => {
    if (intendedAt === undefined) return [];
    const until = judgedAt ?? judgeBy ?? intendedAt + longest;
    return disturbs.map((node) => ({ id, node, since: intendedAt, until, reason: order.kind, who: itself }));
  });
}
