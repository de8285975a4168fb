/** A ring of calls: each pod calls the next, the last one the first. */
export type CallCycle = readonly string[];

/**
 * Finds cycles in the calls between pods, at least one for each group of pods that call each other in a ring; calls of
 * a pod to itself do not count. Pods and their calls are followed in the order of ids, so the result does not depend on
 * the order of files.
 */
export function findCallCycles(calls: ReadonlyMap<string, readonly string[]>): readonly CallCycle[] {
  const cycles: CallCycle[] = [];
  const done = new Set<string>();
  const reported = new Set<string>();
  for (const start of [...calls.keys()].toSorted()) {
    if (done.has(start)) continue;
    // An explicit stack, since a chain of calls may be longer than the machine's own.
    const way: { readonly pod: string; readonly rest: string[] }[] = [step(start, calls)];
    const onWay = new Set([start]);
    for (let last = way.at(-1); last; last = way.at(-1)) {
      const next = last.rest.shift();
      if (next === undefined) {
        way.pop();
        onWay.delete(last.pod);
        done.add(last.pod);
      } else if (onWay.has(next)) {
        const cycle = way.map(({ pod }) => pod).slice(way.findIndex(({ pod }) => pod === next));
        if (cycle.some((pod) => !reported.has(pod))) cycles.push(cycle);
        for (const pod of cycle) reported.add(pod);
      } else if (!done.has(next)) {
        way.push(step(next, calls));
        onWay.add(next);
      }
    }
  }
  return cycles;
}

function step(pod: string, calls: ReadonlyMap<string, readonly string[]>): { pod: string; rest: string[] } {
  return { pod, rest: (calls.get(pod) ?? []).filter((callee) => callee !== pod && calls.has(callee)).toSorted() };
}
