import type { OwnHealth } from '../../src/domain/health.ts';
import { leafOf, rollUpOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import { engineOn, plain } from './plain-verdicts.ts';
import type { Case } from './random-model.ts';
import { ReferenceModel } from './reference-model.ts';

/** What a random model may meet, each a reason why masking and roll-up are as they are. */
export const encounters = [
  'masked',
  'masked in its call cycle',
  'masked in its call cycle by what was settled as failed',
  'failed in a call cycle since the roots are its own',
  'masked through an unknown pod',
  'masked though overloaded',
  'standing',
  'standing in a call cycle',
  'onsets that count as equal',
  'excused in its own counter',
  'stateless failed',
  'quorum failed',
  'primary-replica failed',
  'all failed',
  'nobody claims to be primary',
  'failed by its primary alone',
  'retired',
  'a function impaired',
  'a function unknown',
  'reserve that lacks data',
  'two systems of which one failed',
] as const;

/** One of `encounters`. */
export type Encounter = (typeof encounters)[number];

/** What of all that a case meets. */
export function encountersIn(drawn: Case): ReadonlySet<Encounter> {
  const verdicts = engineOn(drawn);
  const found = new Set([...inMasking(drawn, verdicts), ...inRollUp(drawn, verdicts)]);
  const { model } = drawn;
  const graph = new ReferenceModel(model);
  const isInCycle = (id: string): boolean => graph.callCycleOf(graph.podOf(id).id).length > 1;

  const differing = (other: Case): readonly string[] => {
    const then = engineOn(other);
    return model.containers.map(({ id }) => id).filter((id) => maskedIn(then, id) !== maskedIn(verdicts, id));
  };
  const standing = differing({ ...drawn, model: { ...model, defaults: { ...model.defaults, standing: Infinity } } });
  if (standing.length > 0) found.add('standing');
  if (standing.some(isInCycle)) found.add('standing in a call cycle');
  if (differing({ ...drawn, onsetTolerance: 60 - drawn.onsetTolerance }).length > 0)
    found.add('onsets that count as equal');
  if (differing({ ...drawn, health: withOneCounter(drawn.health) }).length > 0) found.add('excused in its own counter');
  return found;
}

function maskedIn(verdicts: Verdicts, id: string): boolean {
  return leafOf(verdicts, id)?.masked === true;
}

/** The same trouble, all of it in one counter. */
function withOneCounter(health: Case['health']): Case['health'] {
  const inOne = (own: OwnHealth): OwnHealth => ({
    ...own,
    evidence: own.evidence.map((one) => (one.class === 'growth' ? { ...one, rule: 'errors' } : one)),
  });
  return new Map([...health].map(([id, own]) => [id, inOne(own)]));
}

function inMasking(drawn: Case, verdicts: Verdicts): readonly Encounter[] {
  const found: Encounter[] = [];
  const graph = new ReferenceModel(drawn.model);
  const { culprits, downBelow, states } = plain(verdicts);
  for (const [id, roots] of Object.entries(culprits)) {
    const pod = graph.podOf(id).id;
    found.push('masked');
    const inCycle = roots.filter(
      (root) => pod !== graph.podOf(root).id && graph.callCycleOf(pod).includes(graph.podOf(root).id),
    );
    if (inCycle.length > 0) found.push('masked in its call cycle');
    if (inCycle.some((root) => drawn.health.get(root)!.state === 'growing')) {
      found.push('masked in its call cycle by what was settled as failed');
    }
    if ((downBelow[pod] ?? []).every((down) => !graph.maskersOf(pod).includes(down)))
      found.push('masked through an unknown pod');
    if (drawn.health.get(id)!.state === 'overloaded') found.push('masked though overloaded');
  }
  for (const [id, { state }] of drawn.health) {
    if (state !== 'growing' || states[id] !== 'failed') continue;
    const pod = graph.podOf(id);
    const down = downBelow[pod.id] ?? [];
    const below = drawn.model.containers.filter((one) => down.includes(one.pod)).map((one) => one.id);
    const isFailedItself = below.some((one) => states[one] === 'failed');
    const isOwn = below.flatMap((one) => culprits[one] ?? []).every((root) => graph.podOf(root) === pod);
    if (down.length > 0 && !isFailedItself && isOwn) found.push('failed in a call cycle since the roots are its own');
  }
  return found;
}

function inRollUp(drawn: Case, verdicts: Verdicts): readonly Encounter[] {
  const found: Encounter[] = [];
  const { states, reserves, functions } = plain(verdicts);
  for (const pod of drawn.model.pods) {
    for (const { id, containers, required } of pod.shards) {
      const working = containers.filter((one) => states[one] === 'working');
      if (states[id] === 'failed') found.push(`${pod.kind} failed`);
      if (containers.some((one) => !drawn.health.has(one))) found.push('retired');
      if (pod.kind !== 'primary-replica' || pod.failover === 'automatic') continue;
      if (!drawn.primaries.has(id) && states[id] === 'unknown') found.push('nobody claims to be primary');
      if (states[id] === 'failed' && working.length >= required) found.push('failed by its primary alone');
    }
  }
  if (Object.values(functions).includes('impaired')) found.push('a function impaired');
  if (Object.values(functions).includes('unknown')) found.push('a function unknown');
  if (Object.values(reserves).some(({ lacksData }) => lacksData)) found.push('reserve that lacks data');
  const systems = drawn.model.systems.map(({ id }) => rollUpOf(verdicts, id)!.state);
  if (systems.length > 1 && systems.filter((state) => state === 'failed').length === 1) {
    found.push('two systems of which one failed');
  }
  return found;
}
