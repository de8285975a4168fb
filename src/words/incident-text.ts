import type { Incident, NodeEvidence } from '../domain/incident.ts';
import type { Advice } from '../domain/model.ts';
import { kindOf, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { evidenceText } from './evidence-text.ts';
import { isMessageKey } from './speak.ts';
import type { Speak } from './speak.ts';

/** How many subsystems an incident's text names before it counts the rest. */
const named = 3;

/** An incident in one line: what users have lost or may lose, and the root with its evidence. */
export function incidentText(speak: Speak, incident: Incident, graph: ServiceGraph): string {
  return speak('incident', { effect: effectText(speak, incident, graph), cause: causeText(speak, incident, graph) });
}

/** What a node is called by people: "disk /data1 on mail-vm-07". */
export function nodeName(speak: Speak, id: NodeId, graph: ServiceGraph): string {
  const resource = graph.resources.get(id);
  if (resource) {
    const server = graph.resources.get(resource.server)?.name ?? localId(resource.server);
    return speak(`root.${resource.kind}`, { name: resource.name, server });
  }
  const container = graph.containers.get(id);
  if (container?.missing) return speak('root.container.missing', { name: container.name });
  if (container) {
    const [first] = container.runsOn.filter((on) => kindOf(on) === 'server');
    return speak('root.container', { name: container.name, server: graph.resources.get(first ?? '')?.name ?? '?' });
  }
  if (kindOf(id) === 'source') return speak('root.source');
  return (
    (graph.pods.get(id) ?? graph.subsystems.get(id) ?? graph.systems.get(id) ?? graph.functions.get(id))?.name ?? id
  );
}

/** What to do, in words: the model's own, else those of the advice. */
export function adviceText(speak: Speak, { advice, text }: Advice): string {
  if (text !== undefined) return text;
  const key = `advice.${advice}`;
  return isMessageKey(key) ? speak(key) : advice;
}

function causeText(speak: Speak, incident: Incident, graph: ServiceGraph): string {
  const pod = graph.pods.get(incident.root);
  const root = pod
    ? speak('root.pod', { name: pod.name, count: incident.containers.length })
    : nodeName(speak, incident.root, graph);
  const worst = mostTelling(incident.evidence);
  return worst ? speak('cause', { root, evidence: evidenceText(speak, worst) }) : speak('cause.unknown', { root });
}

/** Which violated rule tells a stranger most: what is not there before what is not well. */
const telling = [
  'gone',
  'missing',
  'reachable',
  'diskHealthy',
  'diskUsed',
  'diskInodes',
  'networkUp',
  'runtime',
  'status',
];

/** Direct evidence tells more than growth, growth more than pressure; then the larger excess, then the earlier. */
function mostTelling(evidence: readonly NodeEvidence[]): NodeEvidence | undefined {
  const weight = { direct: 0, growth: 1, pressure: 2 } as const;
  const place = ({ rule }: NodeEvidence): number => (telling.includes(rule) ? telling.indexOf(rule) : telling.length);
  return [...evidence].sort(
    (a, b) =>
      weight[a.class] - weight[b.class] ||
      place(a) - place(b) ||
      (b.growth?.level ?? 0) - (a.growth?.level ?? 0) ||
      a.since - b.since,
  )[0];
}

function effectText(speak: Speak, incident: Incident, graph: ServiceGraph): string {
  switch (incident.severity) {
    case 'planned':
      return speak('effect.planned');
    case 'unseen':
      return speak('effect.unseen');
    case 'critical':
    case 'at-risk':
    case 'warning':
    case 'unknown': {
      if (incident.shards.length === 0) return speak('effect.warning.nothing');
      const subsystems = affected(incident, graph);
      return speak(`effect.${incident.severity}`, {
        names: list(speak, subsystems),
        count: Math.max(1, subsystems.length),
      });
    }
  }
}

/** The subsystems that failed by an incident, else those whose reserve it takes; by name. */
function affected(incident: Incident, graph: ServiceGraph): readonly string[] {
  const failed = incident.failed.filter((id) => kindOf(id) === 'subsystem');
  const touched = incident.shards
    .flatMap((id) => graph.shards.get(id)?.pod ?? [])
    .flatMap((id) => graph.subsystemsOf.get(id) ?? []);
  const ids = [...new Set(failed.length > 0 ? failed : touched)];
  return ids.map((id) => graph.subsystems.get(id)?.name ?? localId(id)).sort();
}

function list(speak: Speak, names: readonly string[]): string {
  const [first, ...rest] = names;
  if (first === undefined) return speak('names.none');
  if (names.length > named) {
    return speak('names.more', { names: names.slice(0, named).join(', '), more: names.length - named });
  }
  const last = rest.pop();
  return last === undefined ? first : speak('names.and', { names: [first, ...rest].join(', '), last });
}
