import type { Incident } from '../domain/incident.ts';
import type { NodeId } from '../domain/node.ts';
import { leafOf, rollUpOf } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { nodeName } from './incident-text.ts';
import type { Speak } from './speak.ts';
import { cut, listOf, nameOf } from './summary-names.ts';

/** How many places, and how many containers that must not fail too, are named. */
const named = 3;

/** How much more can fail before an outage, and where that is (semantics 5, Reserve). */
export function reserveText(speak: Speak, incident: Incident, verdicts: Verdicts): string {
  const { severity, reserve, shards } = incident;
  if (severity === 'critical') return speak('summary.reserve.down');
  if (severity === 'planned' && reserve === 0) return speak('summary.reserve.planned');
  if (severity === 'unseen' || severity === 'unknown') return speak('summary.reserve.not-known');
  if (shards.length === 0) return speak('summary.reserve.untouched');
  if (reserve === null) return speak('summary.reserve.endless');
  const weakest = shards.filter((id) => rollUpOf(verdicts, id)?.reserve === reserve);
  const where = whereText(speak, weakest, verdicts);
  return reserve === 0
    ? speak('summary.reserve.none', { where })
    : speak('summary.reserve.some', { count: reserve, where });
}

/** Of one shard its containers too; of many only the pods. */
function whereText(speak: Speak, shards: readonly NodeId[], verdicts: Verdicts): string {
  const [only, ...more] = shards;
  if (only !== undefined && more.length === 0) return shardText(speak, only, verdicts);
  const pods = new Set(shards.flatMap((id) => verdicts.graph.shards.get(id)?.pod ?? []));
  return listOf(
    speak,
    [...pods].map((id) => nameOf(id, verdicts)),
    named,
  );
}

function shardText(speak: Speak, id: NodeId, verdicts: Verdicts): string {
  const { graph } = verdicts;
  const shard = graph.shards.get(id);
  if (shard === undefined) return id;
  const pod = nameOf(shard.pod, verdicts);
  const isOne = (graph.pods.get(shard.pod)?.shards.length ?? 0) < 2;
  const where = isOne ? pod : speak('summary.shard', { pod, shard: shard.name });
  const left = shard.containers.filter((container) => leafOf(verdicts, container)?.state === 'working');
  if (left.length === 0 || left.length > named) return where;
  const names = left.map((container) => cut(nodeName(speak, container, graph)));
  return speak('summary.reserve.left', { where, names: listOf(speak, names) });
}
