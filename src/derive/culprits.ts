import { isGrown } from '../domain/health.ts';
import { listOf, podOfContainer } from '../domain/topology.ts';
import { stateCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { Draft } from './draft.ts';
import { brokenIn, excusesAny, faultOf } from './fault.ts';
import type { Fault } from './fault.ts';

/** What was asked before is remembered, since all containers of a pod are masked by the same few pods. */
interface Asked {
  readonly draft: Draft;
  readonly down: Map<number, readonly number[]>;
  readonly faults: Map<number, Fault>;
  readonly steps: Map<number, Step>;
  readonly culprits: Map<string, readonly number[]>;
  /** By pod: the number of the walk that came by last. */
  readonly walks: Int32Array;
  walk: number;
}

/** A down pod on the way to the culprits: its own ones, and the pods behind its masked containers (semantics 4.8). */
interface Step {
  readonly failed: readonly number[];
  readonly further: readonly number[];
}

/** Answers who is behind a mask (semantics 4.8), when asked: only who is shown needs it. */
export function culprits(draft: Draft): Pick<Verdicts, 'culpritsOf' | 'downBelow'> {
  let asked: Asked | undefined;
  const ask = (): Asked => (asked ??= nothingAsked(draft));
  return {
    culpritsOf: (container) => (draft.masked[container] === 1 ? culpritsOf(ask(), container) : []),
    downBelow: (pod) => downBelow(ask(), pod),
  };
}

function nothingAsked(draft: Draft): Asked {
  const walks = new Int32Array(draft.topology.podIds.length);
  return { draft, down: new Map(), faults: new Map(), steps: new Map(), culprits: new Map(), walks, walk: 0 };
}

/** The nearest down pods that a pod leans on, through unknown ones (semantics 4.2), in the order of index. */
function downBelow({ draft, down }: Asked, pod: number): readonly number[] {
  const known = down.get(pod);
  if (known) return known;
  const found: number[] = [];
  const visited = new Set([pod]);
  const open = [pod];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const leant of listOf(draft.topology.leansOn, at)) {
      if (visited.has(leant)) continue;
      visited.add(leant);
      const seen = draft.workings.seen[leant];
      if (seen === stateCode.failed) found.push(leant);
      else if (seen === stateCode.unknown) open.push(leant);
    }
  }
  found.sort((a, b) => a - b);
  down.set(pod, found);
  return found;
}

function culpritsOf(asked: Asked, container: number): readonly number[] {
  const maskers = maskersOf(asked, container);
  const key = maskers.join(' ');
  const known = asked.culprits.get(key);
  if (known) return known;
  const found: number[] = [];
  const reached: number[] = [];
  asked.walk += 1;
  const reach = (pods: readonly number[]): void => {
    for (const pod of pods) {
      if (asked.walks[pod] === asked.walk) continue;
      asked.walks[pod] = asked.walk;
      reached.push(pod);
    }
  };
  reach(maskers);
  // The list grows while it is walked: the pods of masked containers lead further (semantics 4.8).
  for (const pod of reached) {
    const { failed, further } = stepAt(asked, pod);
    found.push(...failed);
    reach(further);
  }
  found.sort((a, b) => a - b);
  asked.culprits.set(key, found);
  return found;
}

function stepAt(asked: Asked, pod: number): Step {
  const known = asked.steps.get(pod);
  if (known) return known;
  const broken = brokenIn(asked.draft, pod);
  const isMasked = (container: number): boolean => asked.draft.masked[container] === 1;
  const step = {
    failed: broken.filter((container) => !isMasked(container)),
    further: [...new Set(broken.filter(isMasked).flatMap((container) => maskersOf(asked, container)))],
  };
  asked.steps.set(pod, step);
  return step;
}

/** The down pods that excuse one of a container's growth rules. */
function maskersOf(asked: Asked, container: number): readonly number[] {
  const { draft } = asked;
  const own = draft.health.containers[container];
  if (!isGrown(own)) return [];
  const { standing } = draft.graph.model.defaults;
  return downBelow(asked, podOfContainer(draft.topology, container)).filter((pod) =>
    excusesAny(knownFault(asked, pod), own, standing),
  );
}

function knownFault({ draft, faults }: Asked, pod: number): Fault {
  const known = faults.get(pod) ?? faultOf(draft, pod);
  faults.set(pod, known);
  return known;
}
