import { addTo } from '../domain/gather.ts';
import { soundHealth } from '../domain/health.ts';
import type { Evidence, OwnHealth } from '../domain/health.ts';
import type { NodeEvidence } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { RememberedIncident } from '../domain/memory.ts';
import { kindOf } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Verdicts } from '../domain/verdict.ts';
import { stateWithoutMask } from '../domain/verdict.ts';
import { idAt } from '../domain/topology.ts';

/** A container or resource that starts an incident or belongs to one: in trouble, and no symptom of another's. */
export interface Trouble {
  readonly id: NodeId;
  readonly own: OwnHealth;
  readonly evidence: readonly NodeEvidence[];
  /** It has failed, or is unknown and had when it was last known; else it is only strained. */
  readonly isFailed: boolean;
  /** It failed by direct evidence; growth with pressure is that too (semantics 3, Verdict). */
  readonly isDirect: boolean;
  /** It is unknown now; the evidence is what was last known (semantics 6, Life). */
  readonly isUnknown: boolean;
}

/** What is in trouble in a cycle. */
export interface Troubles {
  /** By container index, in the order of indexes. */
  readonly containers: ReadonlyMap<number, Trouble>;
  /** By place in `Model.resources`, in that order. */
  readonly resources: ReadonlyMap<number, Trouble>;
  /** The indexes of the masked containers. */
  readonly masked: readonly number[];
  /** The newest onset of any container with a violated rule. */
  readonly newestOnset: Instant;
}

/** Finds what is in trouble, in one pass that stops only where there is something to tell. */
export function findTroubles({ graph, health, masked }: Verdicts, open: readonly RememberedIncident[]): Troubles {
  const { containerIds, resourceIds } = graph.topology;
  const remembered = rememberedEvidence(open);
  const containers = new Map<number, Trouble>();
  const resources = new Map<number, Trouble>();
  const symptoms: number[] = [];
  let newestOnset = -Infinity;
  const take = (found: Map<number, Trouble>, index: number, node: Pick<Trouble, 'id' | 'own'>): void => {
    const trouble = troubleOf(node, remembered.get(node.id));
    if (trouble) found.set(index, trouble);
  };
  for (const [index, own] of health.containers.entries()) {
    if (own === undefined || own === soundHealth) continue;
    if (own.onset !== undefined && own.onset > newestOnset) newestOnset = own.onset;
    if (masked[index] === 1) symptoms.push(index);
    else take(containers, index, { id: idAt(containerIds, index), own });
  }
  for (const [index, own] of health.resources.entries()) {
    if (own !== soundHealth) take(resources, index, { id: idAt(resourceIds, index), own });
  }
  return { containers, resources, masked: symptoms, newestOnset };
}

function troubleOf(
  { id, own }: Pick<Trouble, 'id' | 'own'>,
  remembered: readonly NodeEvidence[] | undefined,
): Trouble | undefined {
  const state = stateWithoutMask(own);
  const evidence = own.evidence.map((found): NodeEvidence => ({ ...found, node: id }));
  if (state === 'unknown') {
    // Of a server the pressure is known whatever else is not, and it strains what runs there.
    const isPressed = own.strained && kindOf(id) === 'server';
    const last = remembered ?? (isPressed ? evidence : undefined);
    return last && unknownTrouble({ id, own }, last);
  }
  if (state === 'working' && !own.strained) return undefined;
  return {
    id,
    own,
    evidence,
    isFailed: state === 'failed',
    isDirect: own.state === 'failed' || own.state === 'overloaded',
    isUnknown: false,
  };
}

function unknownTrouble({ id, own }: Pick<Trouble, 'id' | 'own'>, evidence: readonly NodeEvidence[]): Trouble {
  const has = (ruleClass: Evidence['class']): boolean => evidence.some((found) => found.class === ruleClass);
  const isDirect = has('direct') || (has('growth') && has('pressure'));
  return { id, own, evidence, isFailed: isDirect || has('growth'), isDirect, isUnknown: true };
}

/** The last evidence of every node that was the root of an open incident, or one of its common cause. */
function rememberedEvidence(open: readonly RememberedIncident[]): ReadonlyMap<NodeId, readonly NodeEvidence[]> {
  const remembered = new Map<NodeId, NodeEvidence[]>();
  for (const { incident } of open) {
    for (const evidence of incident.evidence) {
      if (evidence.rule !== 'unseen') addTo(remembered, evidence.node, evidence);
    }
  }
  return remembered;
}
