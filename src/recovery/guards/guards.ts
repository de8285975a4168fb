import type { Refusal } from '../../domain/recovery.ts';
import type { Draft } from '../draft.ts';
import type { Ask, Guard } from './ask.ts';
import { atMost, atOnce, perHour, perPod, perServer } from './limits.ts';
import { budget, capacity, quota } from './scaling.ts';
import { reserve, twin } from './twin.ts';
import {
  hasActuator,
  hasTargets,
  hasVersion,
  knowsNow,
  leads,
  mayTakeBack,
  notInFlight,
  noStorm,
  notPlanned,
  notStopped,
} from './world.ts';

/** The guards that every action passes, none of them optional (semantics 8). */
const plain: readonly Guard[] = [
  notStopped,
  mayTakeBack,
  leads,
  knowsNow,
  notPlanned,
  hasActuator,
  hasTargets,
  hasVersion,
  notInFlight,
  noStorm,
  quota,
  budget,
  capacity,
  atOnce,
  perHour,
  perPod,
  perServer,
  atMost,
];

/** Those that ask the twin, which takes time: they are asked where nothing else is against it. */
const asking: readonly Guard[] = [twin, reserve];

/** Everything that is against an action now; an empty list: it may be begun. */
export function refusalsOf(ask: Ask, draft: Draft): readonly Refusal[] {
  const refusals = plain.flatMap((guard) => guard(ask, draft) ?? []);
  return refusals.length > 0 ? refusals : asking.flatMap((guard) => guard(ask, draft) ?? []);
}
