import type { NodeId } from '../domain/node.ts';
import type { Damage } from '../domain/recovery.ts';
import { endless, functionCode, stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { functionsOfPod } from './targets.ts';

/** How some shards stand, and the functions that need their pods. */
export function damageOf(shards: readonly NodeId[], verdicts: Verdicts): Damage {
  const { graph, functions } = verdicts;
  const lost = new Set<number>();
  let shardsFailed = 0;
  let reserve = endless;
  for (const id of shards) {
    const index = graph.topology.indexOf.get(id);
    if (index === undefined) continue;
    reserve = Math.min(reserve, verdicts.shards.reserve[index] ?? endless);
    if (verdicts.shards.state[index] !== stateCode.failed) continue;
    shardsFailed++;
    for (const each of functionsOfPod(graph.shards.get(id)?.pod ?? '', graph)) {
      if (functions[each] === functionCode.lost) lost.add(each);
    }
  }
  return { shardsFailed, functionsLost: lost.size, reserve: reserve === endless ? null : reserve };
}

/** Whether more of it is broken than before. */
export function isWorse(now: Damage, before: Damage): boolean {
  return now.shardsFailed > before.shardsFailed || now.functionsLost > before.functionsLost;
}
