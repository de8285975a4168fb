import type { NodeEvidence } from '../domain/incident.ts';
import type { Advice } from '../domain/model.ts';
import { kindOf, nodeId } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import { podOf } from '../domain/service-graph.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';

/** What helps against which violated rule, most telling rule first. */
const adviceByRule: readonly (readonly [rule: string, advice: string])[] = [
  ['unseen', 'check-agent'],
  ['reachable', 'check-server'],
  ['runtime', 'restart-runtime'],
  ['diskUsed', 'free-disk'],
  ['diskInodes', 'free-disk'],
  ['diskHealthy', 'replace-disk'],
  ['networkUp', 'check-network'],
  ['networkLoss', 'check-network'],
  ['network', 'check-network'],
  ['missing', 'start'],
  ['gone', 'start'],
  ['status', 'restart'],
  ['health', 'restart'],
  ['limit', 'set-limit'],
  ['restarts', 'read-logs'],
  ['memory', 'restart'],
  ['oom', 'raise-memory'],
  ['serverMemory', 'drain'],
  ['serverCpu', 'drain'],
  ['cpu', 'scale'],
  ['errors', 'read-logs'],
  ['timeouts', 'read-logs'],
  ['busySeconds', 'scale'],
];

/** What helps where the twin assumes a failure and no rule says more, by the kind of the root. */
const adviceByKind: Readonly<Partial<Record<NodeKind, string>>> = {
  server: 'check-server',
  disk: 'replace-disk',
  network: 'check-network',
  pod: 'restart',
  container: 'restart',
};

/** What to do about a root: as its pod's model says, else as its evidence suggests (semantics 8). */
export function adviceFor(root: NodeId, evidence: readonly NodeEvidence[], graph: ServiceGraph): Advice {
  const pod = podOf(root, graph);
  const own = pod === undefined ? undefined : graph.pods.get(pod)?.action;
  if (own) return own;
  if (kindOf(root) === 'source') return { advice: root === nodeId.source('zabbix') ? 'check-zabbix' : 'check-proxy' };
  const rules = new Set(evidence.map(({ rule }) => rule));
  const byRule = adviceByRule.find(([rule]) => rules.has(rule))?.[1];
  const byKind = rules.has('what-if') ? adviceByKind[kindOf(root)] : undefined;
  return { advice: byRule ?? byKind ?? 'escalate' };
}
