import { functionCode, stateCode } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';

/** Finds the units that call, directly or not, a failed pod (or one that does not surely work), callees first. */
export function reach(draft: Draft, dirty: Uint8Array, onChange: (pod: number) => void): void {
  const { unitStart, unitOf, callers } = draft.topology;
  for (let unit = 0; unit < dirty.length; unit++) {
    if (dirty[unit] === 0 || !reachFrom(draft, unit)) continue;
    const [first, end] = [unitStart[unit] ?? 0, unitStart[unit + 1] ?? 0];
    for (let pod = first; pod < end; pod++) onChange(pod);
    for (let at = callers.start[first] ?? 0; at < (callers.start[end] ?? 0); at++) {
      dirty[unitOf[callers.items[at] ?? 0] ?? 0] = 1;
    }
  }
}

/** What a unit reaches, by what it calls; says whether that is something new. */
function reachFrom({ topology, pods, workings }: Draft, unit: number): boolean {
  const { unitStart, unitOf, calls } = topology;
  const { reachesFailed, reachesUnsure } = workings;
  const [failedBefore, unsureBefore] = [reachesFailed[unit], reachesUnsure[unit]];
  // What a call cycle reached in the cycle before is no reason for what it reaches now.
  reachesFailed[unit] = 0;
  reachesUnsure[unit] = 0;
  let [failed, unsure] = [0, 0];
  const end = calls.start[unitStart[unit + 1] ?? 0] ?? 0;
  for (let at = calls.start[unitStart[unit] ?? 0] ?? 0; at < end; at++) {
    const callee = calls.items[at] ?? 0;
    const below = unitOf[callee] ?? 0;
    const state = pods.state[callee];
    if (state === stateCode.failed || reachesFailed[below] === 1) failed = 1;
    if (state !== stateCode.working || reachesUnsure[below] === 1) unsure = 1;
  }
  reachesFailed[unit] = failed;
  reachesUnsure[unit] = unsure;
  return failed !== failedBefore || unsure !== unsureBefore;
}

/** What users can still do: computed twice like every roll-up (semantics 5, Functions). */
export function judgeFunctions(draft: Draft, dirty: Uint8Array): void {
  for (let index = 0; index < dirty.length; index++) {
    if (dirty[index] === 0) continue;
    draft.functions[index] = functionState(draft, index);
  }
}

function functionState({ topology, pods, workings }: Draft, index: number): number {
  const { start, items } = topology.functionNeeds;
  // The function if everything unknown works, and if it has failed; the codes rise from available to lost.
  let [best, worst]: [number, number] = [functionCode.available, functionCode.available];
  for (let at = start[index] ?? 0; at < (start[index + 1] ?? 0); at++) {
    const pod = items[at] ?? 0;
    const unit = topology.unitOf[pod] ?? 0;
    const state = pods.state[pod];
    if (state === stateCode.failed) best = functionCode.lost;
    else if (workings.reachesFailed[unit] === 1) best = Math.max(best, functionCode.impaired);
    if (state !== stateCode.working) worst = functionCode.lost;
    else if (workings.reachesUnsure[unit] === 1) worst = Math.max(worst, functionCode.impaired);
  }
  return best === worst ? best : functionCode.unknown;
}
