import type { ExplainedLeaf, Explanation, ExplanationSection, ExplanationText } from '../domain/explanation.ts';
import type { Evidence } from '../domain/health.ts';
import { toIso } from '../domain/instant.ts';
import { kindOf, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { evidenceText } from './evidence-text.ts';
import { capped, leafRow } from './explain-leaf-text.ts';
import { maskingSection, suspectSection } from './explain-masking-text.ts';
import { rollUpSection } from './explain-roll-up-text.ts';
import type { Telling } from './explain-telling.ts';
import { incidentText, nodeName } from './incident-text.ts';
import { namesText } from './names.ts';
import type { Speak } from './speak.ts';

const mostNamed = 4;

/** An explanation in words: what the node is, then why it is in its state, a section for each step. */
export function explanationText(speak: Speak, explanation: Explanation, graph: ServiceGraph): ExplanationText {
  const name = (id: NodeId): string => shardName(speak, id, graph) ?? nodeName(speak, id, graph);
  const names = (ids: readonly NodeId[]): string => namesText(speak, ids.map(name), mostNamed);
  const telling: Telling = { speak, graph, name, names };
  const { node } = explanation;
  const off = graph.model.off.find(({ id }) => id === node.id);
  return {
    title: off?.name ?? name(node.id),
    state: stateText(speak, explanation),
    about: aboutText(node.id, explanation, telling),
    sections: [
      evidenceSection(explanation, telling),
      standsOnSection(explanation, telling),
      maskingSection(explanation, telling),
      suspectSection(explanation, telling),
      needsSection(explanation, telling),
      containersSection(explanation, telling),
      rollUpSection(explanation, telling),
    ].filter(({ rows }) => rows.length > 0),
    incidents: explanation.incidents.map(({ incident, part }) => ({
      rank: incident.rank,
      zabbixSeverity: incident.zabbixSeverity,
      text: incidentText(speak, incident, graph),
      part: speak(`explain.part.${part}`),
    })),
  };
}

function shardName(speak: Speak, id: NodeId, graph: ServiceGraph): string | undefined {
  const shard = graph.shards.get(id);
  if (!shard) return undefined;
  const pod = graph.pods.get(shard.pod);
  const podName = pod?.name ?? localId(shard.pod);
  return pod?.shards.length === 1 ? podName : speak('explain.shard', { shard: shard.name, pod: podName });
}

function stateText(speak: Speak, { node, masking }: Explanation): string {
  const state = masking?.masked === true ? 'masked' : node.state;
  return [
    speak(`explain.state.${state}`),
    ...(node.strained ? [speak('explain.state.strained')] : []),
    ...(node.planned ? [speak('explain.state.planned')] : []),
  ].join(', ');
}

function aboutText(id: NodeId, { node }: Explanation, { speak, graph, name, names }: Telling): string {
  if (node.state === 'off' || node.state === 'retired') return speak(`explain.about.${node.state}`);
  if (node.missing) return speak('explain.about.missing');
  const container = graph.containers.get(id);
  if (container) return speak('explain.about.container', { shard: name(container.shard) });
  const shard = graph.shards.get(id);
  const pod = graph.pods.get(shard?.pod ?? id);
  if (shard && pod) return speak('explain.about.shard', { kind: pod.kind, pod: pod.name });
  const subsystems = graph.subsystemsOf.get(id) ?? [];
  if (pod && subsystems.length > 0) {
    return speak('explain.about.pod', { kind: pod.kind, subsystems: names(subsystems) });
  }
  const userFunction = graph.functions.get(id);
  return userFunction ? speak('explain.about.function', { subsystem: name(userFunction.subsystem) }) : '';
}

function evidenceSection(explanation: Explanation, telling: Telling): ExplanationSection {
  const { speak } = telling;
  const heading = speak('explain.heading.evidence');
  const { node, evidence, standsOn } = explanation;
  const isLeaf = ['container', 'server', 'disk', 'network', 'source'].includes(kindOf(node.id));
  if (!isLeaf || node.state === 'off' || node.state === 'retired') return { heading, rows: [] };
  const broken = standsOn.filter(({ state }) => state === 'failed').map(({ id }) => id);
  const rows = [
    ...(broken.length > 0 ? [[speak('explain.evidence.through', { resources: telling.names(broken) })]] : []),
    ...evidence.map((found) => evidenceRow(found, telling)),
    ...(node.unseenSince === undefined
      ? []
      : [
          [
            `${speak(kindOf(node.id) === 'source' ? 'explain.evidence.unseen.source' : 'explain.evidence.unseen')} · ${since(speak, node.unseenSince)}`,
          ],
        ]),
  ];
  if (rows.length > 0) return { heading, rows };
  return { heading, rows: [[speak(node.state === 'unknown' ? 'explain.evidence.unknown' : 'explain.evidence.none')]] };
}

function evidenceRow(evidence: Evidence, { speak }: Telling): readonly string[] {
  const told = [evidenceText(speak, evidence), factText(speak, evidence), since(speak, evidence.since)];
  return [speak(`explain.class.${evidence.class}`), told.join(' · ')];
}

/** The numbers behind evidence: the value beside its limit, or the bucket's level beside its burst. */
function factText(speak: Speak, { signal, value, limit, growth, shareOf }: Evidence): string {
  if (growth) {
    return speak('explain.fact.level', {
      level: speak.number(growth.level, 2),
      burst: speak.number(growth.allowance.burst, 2),
    });
  }
  const number = (found: number): string =>
    shareOf === undefined ? speak.number(found, 2) : `${speak.number(found * 100, 1)} %`;
  const shown = typeof value === 'number' ? number(value) : value;
  if (limit === undefined) return speak('explain.fact.value', { signal, value: shown });
  return speak('explain.fact.limit', { signal, value: shown, limit: number(limit) });
}

function since(speak: Speak, at: number): string {
  return speak('explain.since', { at: toIso(at) });
}

function standsOnSection({ standsOn }: Explanation, telling: Telling): ExplanationSection {
  const heading = telling.speak('explain.heading.standsOn');
  return { heading, rows: standsOn.map((leaf) => leafRow(leaf, telling)) };
}

function containersSection({ node, containers, containerCount }: Explanation, telling: Telling): ExplanationSection {
  const { speak } = telling;
  if (containers.length > 0) {
    const heading = speak('explain.heading.containers', { bad: containers.length, total: containerCount });
    const others = ({ through, ...leaf }: ExplainedLeaf): ExplainedLeaf => ({
      ...leaf,
      through: through.filter((id) => id !== node.id),
    });
    return {
      heading,
      rows: capped(
        containers.map((leaf) => leafRow(others(leaf), telling)),
        speak,
      ),
    };
  }
  const rows = containerCount > 0 ? [[speak('explain.container.well', { count: containerCount })]] : [];
  return { heading: speak('explain.heading.allWell'), rows };
}

function needsSection({ needs }: Explanation, { speak, name }: Telling): ExplanationSection {
  const heading = speak('explain.heading.needs');
  const rows = needs.map(({ pod, distance, state: found }) => {
    const state = speak(`explain.state.${found}`);
    return [
      name(pod),
      distance === 0 ? speak('explain.need.needed', { state }) : speak('explain.need.reached', { distance, state }),
    ];
  });
  return { heading, rows };
}
