import type { Duration, Instant } from '../../domain/instant.ts';
import { byText } from '../../domain/node.ts';
import type { Declarations } from '../../model/declarations.ts';
import type { PodNamer } from '../fitted.ts';
import { type Sighting, Sightings, type Traced } from './traced.ts';

/** A call that traces show and the model does not have. */
export interface UnmodelledCall extends Sighting {
  readonly caller: string;
  readonly callee: string;
}

/** A call of the model that was not seen, though its caller was traced meanwhile. */
export interface UnseenCall {
  readonly caller: string;
  readonly callee: string;
  /** When it was seen last; never, where that is absent. */
  readonly last?: Instant;
  /** How long its caller was traced without it. */
  readonly for: Duration;
}

/** In what the calls of the model and those of all traces so far differ. */
export interface CallDrift {
  readonly unmodelled: readonly UnmodelledCall[];
  /** For at least as long as was asked. */
  readonly unseen: readonly UnseenCall[];
  /** How many calls were not seen for a shorter time. */
  readonly awaited: number;
  /** The pods that no trace tells of, neither by themselves nor as called: nothing is said of their calls. */
  readonly untraced: readonly string[];
  readonly seen: number;
}

/** Compares the calls of a model with those that traces showed; what was not traced is no drift. */
export function callDrift(
  { pods, off }: Declarations,
  traced: Traced,
  { nameOf, unseenFor }: { readonly nameOf: PodNamer; readonly unseenFor: Duration },
): CallDrift {
  const { services, calls } = byPod(traced, nameOf);
  const heard = new Set([...services.keys(), ...calls.flatMap(({ caller, callee }) => [caller, callee])]);
  const seen = new Map(calls.map((call) => [JSON.stringify([call.caller, call.callee]), call]));
  const unseen: UnseenCall[] = [];
  let [awaited, found] = [0, 0];
  for (const { id: caller, written } of pods.values()) {
    const service = services.get(caller);
    if (service === undefined || off.pods.has(caller)) continue;
    for (const callee of new Set(written?.calls ?? [])) {
      if (!heard.has(callee) || off.pods.has(callee) || callee === caller) continue;
      const call = seen.get(JSON.stringify([caller, callee]));
      const length = service.last - (call?.last ?? service.first);
      if (call !== undefined) found += 1;
      if (length >= unseenFor) unseen.push({ caller, callee, ...(call && { last: call.last }), for: length });
      else if (call === undefined) awaited += 1;
    }
  }
  const unmodelled = calls.filter(
    ({ caller, callee }) =>
      pods.has(caller) && pods.has(callee) && pods.get(caller)?.written?.calls?.includes(callee) !== true,
  );
  const wanted = [...pods.keys()].filter((id) => !off.pods.has(id));
  return {
    unmodelled,
    unseen: unseen.toSorted((a, b) => byText(a.caller, b.caller) || byText(a.callee, b.callee)),
    awaited,
    untraced: wanted.filter((id) => !heard.has(id)).toSorted(byText),
    seen: found,
  };
}

/** What was traced, by pods instead of services; what is none of the model's is left out. */
function byPod({ services, calls }: Traced, nameOf: PodNamer) {
  const seen = new Sightings();
  for (const { name, ...sighting } of services) {
    const pod = nameOf(name);
    if (pod !== undefined) seen.service(pod, sighting);
  }
  for (const { caller, callee, ...sighting } of calls) {
    const [from, to] = [nameOf(caller), nameOf(callee)];
    if (from !== undefined && to !== undefined) seen.call({ caller: from, callee: to, ...sighting });
  }
  const pods = seen.traced(true);
  return { services: new Map(pods.services.map((service) => [service.name, service])), calls: pods.calls };
}
