import type { Incident } from '../domain/incident.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { AnnotationWords } from '../domain/source-problem.ts';
import { adviceText, incidentText, nodeName } from './incident-text.ts';
import { namesText } from './names.ts';
import type { Speak } from './speak.ts';

/** How many functions a comment names before it counts the rest. */
const named = 5;

/** The comments on the site's own problems behind incidents, by what each is to the incident. */
export function annotationTexts(speak: Speak, graph: ServiceGraph): AnnotationWords {
  const facts = (incident: Incident): readonly string[] => [
    speak('annotation.incident', { text: incidentText(speak, incident, graph) }),
    ...functionsLine(speak, incident, graph),
    ...reserveLine(speak, incident),
    speak('annotation.action', { action: adviceText(speak, incident.action) }),
  ];
  return {
    root: (incident) => [speak('annotation.root'), ...facts(incident)].join('\n'),
    symptom: (incident, lead) =>
      [
        speak('annotation.symptom', { root: nodeName(speak, incident.root, graph) }),
        ...(lead === undefined ? [] : [speak('annotation.lead', { name: lead.name, event: lead.eventId })]),
        ...facts(incident),
      ].join('\n'),
    over: () => speak('annotation.over'),
  };
}

/** Of what is down already there is nothing to say about reserve. */
function reserveLine(speak: Speak, { severity, reserve }: Incident): readonly string[] {
  const has = reserve !== null && (severity === 'at-risk' || severity === 'warning');
  return has ? [speak('annotation.reserve', { reserve })] : [];
}

function functionsLine(speak: Speak, { functionsLost }: Incident, graph: ServiceGraph): readonly string[] {
  if (functionsLost.length === 0) return [];
  const names = functionsLost.map((id) => nodeName(speak, id, graph));
  return [speak('annotation.functions', { names: namesText(speak, names, named) })];
}
