import type { Explanation, ExplanationText } from '../domain/explanation.ts';
import type { Evidence } from '../domain/health.ts';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { Advice } from '../domain/model.ts';
import type { NodeId } from '../domain/node.ts';
import type { Plan, PlanText, RecoveryDecision } from '../domain/recovery.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { AnnotationWords } from '../domain/source-problem.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { annotationTexts } from './annotation-text.ts';
import { evidenceText } from './evidence-text.ts';
import { explanationText } from './explain-text.ts';
import { adviceText, incidentText, nodeName } from './incident-text.ts';
import { decisionText } from './recovery-decision-text.ts';
import { planText } from './recovery-text.ts';
import { speaker } from './speak.ts';
import type { Speak } from './speak.ts';
import type { SummaryGrounds } from './summary-names.ts';
import { reserveText } from './summary-reserve-text.ts';
import { summaryText } from './summary-text.ts';

/** Facts in words, in one language. */
export interface Words {
  readonly evidence: (evidence: Evidence) => string;
  readonly incident: (incident: Incident) => string;
  readonly advice: (advice: Advice) => string;
  readonly node: (id: NodeId) => string;
  readonly explanation: (explanation: Explanation) => ExplanationText;
  readonly annotation: AnnotationWords;
  readonly summary: (grounds: SummaryGrounds) => string;
  readonly reserve: (incident: Incident, verdicts: Verdicts) => string;
  readonly plan: (plan: Plan) => PlanText;
  readonly decision: (decision: RecoveryDecision) => string;
}

const speakers = new Map<Language, Speak>();

/** The texts of a language that need no installation. */
export function textsOf(language: Language): Speak {
  let speak = speakers.get(language);
  if (!speak) speakers.set(language, (speak = speaker(language)));
  return speak;
}

/** The words of a language for one installation. */
export function wording(language: Language, graph: ServiceGraph): Words {
  const say = textsOf(language);
  return {
    evidence: (evidence) => evidenceText(say, evidence),
    incident: (incident) => incidentText(say, incident, graph),
    advice: (advice) => adviceText(say, advice),
    node: (id) => nodeName(say, id, graph),
    explanation: (explanation) => explanationText(say, explanation, graph),
    annotation: annotationTexts(say, graph),
    summary: (grounds) => summaryText(say, grounds),
    reserve: (incident, verdicts) => reserveText(say, incident, verdicts),
    plan: (plan) => planText(say, plan, graph),
    decision: (decision) => decisionText(say, decision, graph),
  };
}
