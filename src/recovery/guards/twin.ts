import type { NodeId } from '../../domain/node.ts';
import { functionCode, stateCode } from '../../domain/verdict.ts';
import type { Verdicts } from '../../domain/verdict.ts';
import { idAt } from '../../domain/topology.ts';
import { shardsOf } from '../targets.ts';
import { foresee } from './ask.ts';
import type { Guard } from './ask.ts';

/**
 * The twin is asked: no shard, pod or function that works may fail or become unknown by it, and no shard lose the last
 * of its reserve. (What other actions take away now is of other shards: `notInFlight`.) What only takes back what was added
 * may leave as little as there was before.
 */
export const twin: Guard = ({ disturbs, reverts }, draft) => {
  if (disturbs.length === 0) return undefined;
  const before = draft.input.verdicts;
  const after = foresee(draft, disturbs);
  if (!after) return { guard: 'twin', facts: { what: 'later' } };
  const shard = worsened(before, after);
  if (shard !== undefined) return { guard: 'twin', facts: { what: 'shard', node: shard } };
  const lost = endedFunction(before, after);
  if (lost !== undefined) return { guard: 'twin', facts: { what: 'function', node: lost } };
  const bare = reverts?.order.kind === 'scale' ? undefined : withoutReserve(before, after);
  return bare === undefined ? undefined : { guard: 'twin', facts: { what: 'reserve', node: bare } };
};

/** Every shard touched keeps as much reserve as the recovery asks for. */
export const reserve: Guard = ({ recovery: { reserveAtLeast = 0 }, targets, disturbs }, draft) => {
  if (reserveAtLeast === 0) return undefined;
  const after = foresee(draft, disturbs);
  if (!after) return { guard: 'twin', facts: { what: 'later' } };
  const { graph, shards } = after;
  const touched = shardsOf([...targets.map(({ node }) => node), ...disturbs], graph);
  const short = touched.find((id) => (shards.reserve[graph.topology.indexOf.get(id) ?? -1] ?? 0) < reserveAtLeast);
  return short === undefined ? undefined : { guard: 'reserve', facts: { limit: reserveAtLeast, node: short } };
};

/** A shard that would be in a worse state; what fails above it fails by it. */
function worsened(before: Verdicts, after: Verdicts): NodeId | undefined {
  const { shardIds } = before.graph.topology;
  const index = after.shards.state.findIndex(
    (state, shard) => state > (before.shards.state[shard] ?? stateCode.failed),
  );
  return index === -1 ? undefined : idAt(shardIds, index);
}

/** The states of functions, what leaves users most of them first. */
const lossOrder: readonly number[] = [
  functionCode.available,
  functionCode.unknown,
  functionCode.impaired,
  functionCode.lost,
];

function endedFunction(before: Verdicts, after: Verdicts): NodeId | undefined {
  const { functionIds } = before.graph.topology;
  const index = after.functions.findIndex(
    (code, each) => lossOrder.indexOf(code) > lossOrder.indexOf(before.functions[each] ?? functionCode.lost),
  );
  return index === -1 ? undefined : idAt(functionIds, index);
}

function withoutReserve(before: Verdicts, after: Verdicts): NodeId | undefined {
  const { shardIds } = before.graph.topology;
  const index = after.shards.reserve.findIndex((left, shard) => left === 0 && (before.shards.reserve[shard] ?? 0) > 0);
  return index === -1 ? undefined : idAt(shardIds, index);
}
