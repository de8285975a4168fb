import type { Action, Escalation, RecoveryDecision } from '../domain/recovery.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { durationText, orderText, planText, refusalText, timeText } from './recovery-text.ts';
import type { Speak } from './speak.ts';

/** What recovery decided, in one line: for a comment on the incident's problem, for who is notified. */
export function decisionText(speak: Speak, decision: RecoveryDecision, graph: ServiceGraph): string {
  const { recovery } = decision;
  const next = (action: Action): string => orderText(speak, action.order, graph);
  switch (decision.kind) {
    case 'plan': {
      const { plan } = decision;
      const { text } = planText(speak, plan, graph);
      return speak('recovery.told.plan', { recovery, step: plan.step + 1, steps: plan.steps.length, text });
    }
    case 'refuse': {
      const refusals = decision.refusals.map((refusal) => refusalText(speak, refusal, graph)).join('; ');
      return speak('recovery.told.refuse', { recovery, refusals });
    }
    case 'ask': {
      const { code = '', expiresAt = decision.at } = decision.action;
      return speak('recovery.told.ask', { recovery, next: next(decision.action), code, until: timeText(expiresAt) });
    }
    case 'approved':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return speak(`recovery.told.${decision.kind}`, {
        next: next(decision.action),
        by: decision.action.approval?.by ?? '',
      });
    case 'act':
      return speak('recovery.told.act', {
        recovery,
        next: next(decision.action),
        foresight: foresightText(speak, decision),
      });
    case 'report':
      return reportText(speak, decision, next(decision.action));
    case 'judge':
      return judgementText(speak, decision.action, next(decision.action));
    case 'escalate':
      return escalationText(speak, recovery, decision.escalation);
  }
}

function foresightText(speak: Speak, { whatIf, action }: Extract<RecoveryDecision, { kind: 'act' }>): string {
  return speak('recovery.told.foresight', {
    failed: whatIf.shardsFailed,
    lost: whatIf.functionsLost,
    failedBefore: action.before.shardsFailed,
    lostBefore: action.before.functionsLost,
  });
}

function reportText(
  speak: Speak,
  { report: { what } }: Extract<RecoveryDecision, { kind: 'report' }>,
  next: string,
): string {
  switch (what.kind) {
    case 'begun':
      return speak('recovery.told.begun', { next });
    case 'withheld':
      return speak('recovery.told.withheld', { next, reason: what.reason });
    case 'ended':
      return speak(`recovery.told.${what.result}`, {
        next,
        time: durationText(what.duration),
        output: what.output.slice(0, shownOutput),
      });
  }
}

/** The audit has the rest. */
const shownOutput = 300;

function judgementText(speak: Speak, { state }: Action, next: string): string {
  const key = state === 'helped' || state === 'worse' ? state : 'no-effect';
  return speak(`recovery.told.${key}`, { next });
}

function escalationText(speak: Speak, recovery: string, { to, text, because }: Escalation): string {
  const told = { recovery, to: to ?? speak('recovery.people'), because: speak(`recovery.because.${because}`) };
  return text === undefined
    ? speak('recovery.told.escalate', told)
    : speak('recovery.told.escalate.text', { ...told, text });
}
