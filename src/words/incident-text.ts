import type { Incident, NodeEvidence } from '../domain/incident.ts';
import type { Advice, Container } from '../domain/model.ts';
import { kindOf, localId, nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import { serverOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { evidenceText } from './evidence-text.ts';
import { namesText } from './names.ts';
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
  if (container) return speak('root.container', placeOf(container, graph));
  // Every source but Zabbix as a whole is a proxy (semantics 3, Unseen).
  if (id === nodeId.source('zabbix')) return speak('root.source');
  if (kindOf(id) === 'source') return speak('root.source.proxy', { name: localId(id) });
  return (
    (graph.pods.get(id) ?? graph.subsystems.get(id) ?? graph.systems.get(id) ?? graph.functions.get(id))?.name ?? id
  );
}

/** What a container is called, and its server. */
function placeOf({ id, name }: Container, graph: ServiceGraph): { readonly name: string; readonly server: string } {
  const server = serverOf(id, graph) ?? '';
  return { name, server: graph.resources.get(server)?.name ?? localId(server) };
}

/** What to do, in words: the model's own, else those of the advice. */
export function adviceText(speak: Speak, { advice, text }: Advice): string {
  if (text !== undefined) return text;
  const key = `advice.${advice}`;
  return isMessageKey(key) ? speak(key) : advice;
}

/** The root of an incident with the evidence that tells most: "disk /data1 on mail-vm-07 is full (98 %)". */
export function causeText(speak: Speak, incident: Incident, graph: ServiceGraph): string {
  const root = rootName(speak, incident, graph);
  const worst = mostTelling(incident.evidence);
  if (!worst) return speak('cause.unknown', { root });
  const isSource = worst.rule === 'unseen' && kindOf(incident.root) === 'source';
  const evidence = isSource ? speak('rule.unseen.source') : evidenceText(speak, worst);
  return speak('cause', { root, evidence });
}

function rootName(speak: Speak, { root, containers, primaries }: Incident, graph: ServiceGraph): string {
  const pod = graph.pods.get(root);
  if (pod) return speak('root.pod', { name: pod.name, count: containers.length });
  const container = graph.containers.get(root);
  return container && primaries?.includes(root) === true
    ? speak('root.container.primary', placeOf(container, graph))
    : nodeName(speak, root, graph);
}

/** Which violated rule tells a stranger most: what is not there before what is not well. */
const telling = [
  'what-if',
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

/** Direct evidence tells more than growth, growth more than pressure; what goes on more than what is over; then by excess and age. */
function mostTelling(evidence: readonly NodeEvidence[]): NodeEvidence | undefined {
  const weight = { direct: 0, growth: 1, pressure: 2 } as const;
  const place = ({ rule }: NodeEvidence): number => (telling.includes(rule) ? telling.indexOf(rule) : telling.length);
  const compare = (a: NodeEvidence, b: NodeEvidence): number =>
    weight[a.class] - weight[b.class] ||
    Number(a.isEnding ?? false) - Number(b.isEnding ?? false) ||
    place(a) - place(b) ||
    (b.growth?.level ?? 0) - (a.growth?.level ?? 0) ||
    a.since - b.since;
  let worst = evidence[0];
  for (const found of evidence) if (worst && compare(found, worst) < 0) worst = found;
  return worst;
}

/** What an incident does: "Storage is down", "Calendar has no reserve left". */
export function effectText(speak: Speak, incident: Incident, graph: ServiceGraph): string {
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
      const names = affected(incident, graph);
      const pod = incident.severity === 'critical' ? undefined : onlyPod(incident, graph);
      const named = list(speak, names);
      const which = pod === undefined || names.includes(pod) ? named : speak('effect.of', { names: named, pod });
      return speak(`effect.${incident.severity}`, { names: which, count: names.length });
    }
  }
}

/** The pod whose reserve it takes, where it is one: another part of the same subsystem may be down at the same time. */
function onlyPod({ shards }: Incident, graph: ServiceGraph): string | undefined {
  const [pod, ...more] = new Set(shards.flatMap((id) => graph.shards.get(id)?.pod ?? []));
  return pod === undefined || more.length > 0 ? undefined : graph.pods.get(pod)?.name;
}

/** The subsystems that failed by an incident, else those whose reserve it takes, else pods outside of all; by name. */
function affected(incident: Incident, graph: ServiceGraph): readonly string[] {
  const failed = incident.failed.filter((id) => kindOf(id) === 'subsystem');
  const pods = [...new Set(incident.shards.flatMap((id) => graph.shards.get(id)?.pod ?? []))];
  const touched = pods.flatMap((id) => graph.subsystemsOf.get(id) ?? []);
  const subsystems = [...new Set(failed.length > 0 ? failed : touched)];
  const ids = subsystems.length > 0 ? subsystems : pods;
  return ids.map((id) => (graph.subsystems.get(id) ?? graph.pods.get(id))?.name ?? localId(id)).sort();
}

function list(speak: Speak, names: readonly string[]): string {
  const [first = '', ...rest] = names;
  if (names.length > named) return namesText(speak, names, named);
  const last = rest.pop();
  return last === undefined ? first : speak('names.and', { names: [first, ...rest].join(', '), last });
}
