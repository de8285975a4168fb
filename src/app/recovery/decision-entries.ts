import type { Instant } from '../../domain/instant.ts';
import type { RecoveryDecision, Refusal } from '../../domain/recovery.ts';
import type { ResultIncident } from '../../domain/result.ts';
import type { AuditEntry } from '../../ports.ts';
import { naming, orderFacts } from './words.ts';

/** Who acts where nobody does. */
export const itself = 'linchpin';

/** What recovery decided, as the audit keeps it: why, what exactly, and what the twin said of it. */
export function decisionEntries(
  decisions: readonly RecoveryDecision[],
  incidents: readonly ResultIncident[],
): readonly AuditEntry[] {
  const texts = new Map(incidents.map(({ id, text }) => [id, text]));
  return decisions.flatMap((decision) => {
    const facts = factsOf(decision);
    if (facts === undefined) return [];
    const { incident, root, recovery, step } = decision;
    const text = texts.get(incident);
    const about = { event: decision.kind, recovery, incident, root, step: String(step + 1), ...facts };
    return [{ at: decision.at, who: itself, what: 'recover', about: { ...about, ...(text && { because: text }) } }];
  });
}

/** Nothing of what the audit has from elsewhere: that actions began, ended or were withheld stands there since it happened. */
function factsOf(decision: RecoveryDecision): AuditEntry['about'] | undefined {
  switch (decision.kind) {
    case 'plan': {
      const { state, mode, order } = decision.plan;
      return {
        state,
        mode,
        ...(order && { kind: order.kind, actuator: order.by }),
        ...refused(decision.plan.refusals),
      };
    }
    case 'refuse':
      return refused(decision.refusals);
    case 'ask':
      return { ...orderFacts(decision.action), expires: timeText(decision.action.expiresAt) };
    case 'approved':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return naming(decision.action);
    case 'act':
      return { ...orderFacts(decision.action), whatIf: JSON.stringify(decision.whatIf) };
    case 'report': {
      const { what } = decision.report;
      // Only where nobody knows what came of it nothing was said before.
      return what.kind === 'ended' && what.result === 'unknown'
        ? { ...naming(decision.action), result: what.result, output: what.output }
        : undefined;
    }
    case 'judge':
      return { ...naming(decision.action), state: decision.action.state };
    case 'escalate': {
      const { to, text, because } = decision.escalation;
      return { because, ...(to !== undefined && { to }), ...(text !== undefined && { text }) };
    }
  }
}

function refused(refusals: readonly Refusal[]): AuditEntry['about'] {
  if (refusals.length === 0) return {};
  return { refused: refusals.map(({ guard, facts }) => `${guard} ${JSON.stringify(facts)}`).join('; ') };
}

function timeText(at: Instant | undefined): string {
  return at === undefined ? '' : new Date(Math.floor(at) * 1000).toISOString();
}
