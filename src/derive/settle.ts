import { isGrown } from '../domain/health.ts';
import { stateCode } from '../domain/verdict.ts';
import { settleCycle } from './call-cycle.ts';
import type { Draft } from './draft.ts';
import { excuses, faultOf, joinOffers, noFault } from './fault.ts';
import type { Fault } from './fault.ts';
import { grownIn, seenPod } from './seen.ts';

/**
 * Masks what is only a symptom (semantics 4), pods in the order of the topology: callees before callers, so that what a
 * pod leans on is settled before it. Only `dirty` units are settled, and those that lean on one that now offers
 * something else; every unit that was settled is told.
 */
export function settle(draft: Draft, dirty: Uint8Array, onPod: (pod: number) => void): void {
  const { unitStart, unitOf, leantOnBy } = draft.topology;
  for (let unit = 0; unit < dirty.length; unit++) {
    if (dirty[unit] === 0) continue;
    const first = unitStart[unit] ?? 0;
    const end = unitStart[unit + 1] ?? 0;
    for (let pod = first; pod < end; pod++) draft.workings.seen[pod] = seenPod(draft, pod);
    const faults = end - first === 1 ? [settlePod(draft, first)] : settleCycle(draft, first, end);
    for (let pod = first; pod < end; pod++) {
      onPod(pod);
      if (!offer(draft, pod, faults[pod - first] ?? noFault)) continue;
      for (let at = leantOnBy.start[pod] ?? 0; at < (leantOnBy.start[pod + 1] ?? 0); at++) {
        const leaning = leantOnBy.items[at] ?? 0;
        // Those of its own unit are settled with it, and dirty already.
        if (hangsOnOthers(draft, leaning)) dirty[unitOf[leaning] ?? 0] = 1;
      }
    }
  }
}

/** Only what grows can be masked, and only an unknown pod is looked through: nothing else hangs on what a pod leans on. */
function hangsOnOthers({ workings }: Draft, pod: number): boolean {
  return workings.growing[pod] !== 0 || workings.seen[pod] === stateCode.unknown;
}

/** Settles a pod that is in no call cycle: all that it leans on is settled. */
function settlePod(draft: Draft, pod: number): Fault {
  const grown = grownIn(draft, pod);
  const seen = draft.workings.seen[pod];
  const isAsked = grown.length > 0 || seen === stateCode.unknown;
  const below = isAsked ? joinOffers(draft.workings.offers, draft.topology.leansOn, pod) : noFault;
  const { standing } = draft.graph.model.defaults;
  for (const container of grown) {
    const own = draft.health.containers[container];
    draft.masked[container] = Number(isGrown(own) && excuses(below, own, standing));
  }
  // Who leans on an unknown pod looks through it, to what it leans on in turn (semantics 4.2).
  if (seen === stateCode.unknown) return below;
  return seen === stateCode.failed ? faultOf(draft, pod) : noFault;
}

/** Writes down what a pod offers; says whether that is something new. */
function offer({ workings: { offers } }: Draft, pod: number, { direct, latest, latestFull }: Fault): boolean {
  const isNew =
    offers.direct[pod] !== Number(direct) || offers.latest[pod] !== latest || offers.latestFull[pod] !== latestFull;
  offers.direct[pod] = Number(direct);
  offers.latest[pod] = latest;
  offers.latestFull[pod] = latestFull;
  return isNew;
}
