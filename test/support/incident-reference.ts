import { defaultSeverities } from '../../src/domain/severity.ts';
import type { Effect } from '../../src/domain/severity.ts';
import { functionStateOf, leafOf, rollUpOf } from '../../src/domain/verdict.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';
import type { ReferenceRoot } from './incident-reference-roots.ts';

/** What an incident does, as the text lists it. */
export interface ReferenceEffect {
  readonly severity: Effect;
  readonly zabbixSeverity: number;
  readonly stale: boolean;
  readonly planned: boolean;
  readonly shards: readonly string[];
  readonly symptoms: readonly string[];
  readonly failed: readonly string[];
  readonly functionsLost: readonly string[];
  readonly functionsImpaired: readonly string[];
  readonly reserve: number | null;
}

/** What each shard that an incident touched counted in the cycle before. */
export type Counted = ReadonlyMap<string, Effect>;

/** A second, slow reading of semantics 6, Severity, and what follows it up to Rank. */
export class EffectReference {
  readonly #verdicts: Verdicts;
  readonly #roots: readonly ReferenceRoot[];
  readonly #before: Counted;

  constructor(verdicts: Verdicts, roots: readonly ReferenceRoot[], before: Counted) {
    this.#verdicts = verdicts;
    this.#roots = roots;
    this.#before = before;
  }

  effectOf(root: ReferenceRoot): ReferenceEffect {
    const shards = this.touched(root);
    const planned = this.isPlanned(root);
    const severity = this.#severityOf(root);
    const reserves = shards.map((id) => rollUpOf(this.#verdicts, id)!.reserve).filter((one) => one !== null);
    const failed = this.#failedPods(root);
    const { functions } = this.#verdicts.graph.model;
    const inState = (state: string): typeof functions =>
      functions.filter(({ id }) => functionStateOf(this.#verdicts, id) === state);
    return {
      severity,
      zabbixSeverity: planned ? Math.min(1, defaultSeverities[severity]) : defaultSeverities[severity],
      stale: !planned && root.kind !== 'unseen' && this.#isStale(root),
      planned,
      shards,
      symptoms: this.#symptomsOf(root),
      failed: [...failed, ...this.#above(failed)].sort(),
      functionsLost: inState('lost')
        .filter(({ needs }) => needs.some((pod) => failed.includes(pod)))
        .map(({ id }) => id),
      functionsImpaired: inState('impaired')
        .filter(({ needs }) => needs.some((pod) => failed.some((other) => this.#calls(pod, other))))
        .map(({ id }) => id),
      reserve: reserves.length > 0 ? Math.min(...reserves) : null,
    };
  }

  /** The shards that hold its failed and strained containers, and what counts as that while it is unknown. */
  touched({ containers }: ReferenceRoot): readonly string[] {
    const inTrouble = containers.filter((id) => {
      const { state, strained } = leafOf(this.#verdicts, id)!;
      return state !== 'working' || strained;
    });
    return [...new Set(inTrouble.map((id) => this.#verdicts.graph.containers.get(id)!.shard))].sort();
  }

  /** What each shard counts for the incidents of this cycle that are not planned. */
  counted(): Counted {
    const unplanned = this.#roots.filter((root) => !this.isPlanned(root));
    const shards = new Set(unplanned.flatMap((root) => this.touched(root)));
    return new Map([...shards].map((id) => [id, this.counts(id)]));
  }

  /** The table, and "an all-clear needs data": what is unknown counts at least what it counted before. */
  counts(shard: string): Effect {
    const { state, reserve } = rollUpOf(this.#verdicts, shard)!;
    if (state === 'failed') return 'critical';
    if (state === 'working') return reserve === 0 ? 'at-risk' : 'warning';
    return this.#before.get(shard) ?? 'unknown';
  }

  /** A planned node; a pod also where all its containers in the incident are planned. */
  isPlanned({ id, kind, containers }: ReferenceRoot): boolean {
    const own = (one: string): boolean => leafOf(this.#verdicts, one)?.planned ?? false;
    if (kind !== 'pod') return own(id);
    return this.#verdicts.health.planned.has(id) || containers.every(own);
  }

  #severityOf(root: ReferenceRoot): Effect {
    if (this.isPlanned(root)) return 'planned';
    if (root.kind === 'unseen') return 'unseen';
    const counts = this.touched(root).map((shard) => this.counts(shard));
    const worstFirst = ['critical', 'at-risk', 'warning', 'unknown'] as const;
    return worstFirst.find((effect) => counts.includes(effect)) ?? 'warning';
  }

  #isStale(root: ReferenceRoot): boolean {
    const isUnknown = (shard: string): boolean => rollUpOf(this.#verdicts, shard)!.state === 'unknown';
    const isKept = this.touched(root).some((shard) => isUnknown(shard) && this.counts(shard) !== 'unknown');
    // A pod is a root by its containers: while one of them is seen to be in trouble, the root is known.
    const rootNodes = root.kind === 'pod' ? root.containers : [root.id];
    return isKept || rootNodes.every((id) => leafOf(this.#verdicts, id)!.state === 'unknown');
  }

  /** Masked containers with a culprit in it; of a resource its failed ones, of what is unseen the unknown ones. */
  #symptomsOf({ id, kind, containers }: ReferenceRoot): readonly string[] {
    const { graph, health, culpritsOf } = this.#verdicts;
    const behind = graph.topology.containerIds.filter((_id, index) =>
      culpritsOf(index).some((culprit) => containers.includes(graph.topology.containerIds[culprit]!)),
    );
    const masked = behind.filter((one) => leafOf(this.#verdicts, one)?.masked);
    const isOf = (state: string) => (one: string) => leafOf(this.#verdicts, one)?.state === state;
    const isResource = kind === 'failed resource' || kind === 'pressed server';
    const servers = kind === 'unseen' ? health.unseen.get(id)!.servers : [];
    const unseen = graph.model.containers.filter(({ runsOn }) => runsOn.some((one) => servers.includes(one)));
    return [
      ...masked,
      ...(isResource ? containers.filter(isOf('failed')) : []),
      ...unseen.map((one) => one.id).filter(isOf('unknown')),
    ].sort();
  }

  /** The pods with a failed shard that holds one of its containers. */
  #failedPods(root: ReferenceRoot): readonly string[] {
    const failed = this.touched(root).filter((shard) => rollUpOf(this.#verdicts, shard)!.state === 'failed');
    return [...new Set(failed.map((shard) => this.#verdicts.graph.shards.get(shard)!.pod))];
  }

  #above(pods: readonly string[]): readonly string[] {
    const { subsystems, systems } = this.#verdicts.graph.model;
    const ofPods = subsystems.filter((one) => one.pods.some((pod) => pods.includes(pod))).map(({ id }) => id);
    const ofThose = systems.filter((one) => one.subsystems.some((id) => ofPods.includes(id)));
    return [...ofPods, ...ofThose.map(({ id }) => id)];
  }

  #calls(from: string, to: string): boolean {
    const reached = [from];
    for (const pod of reached) {
      const next = this.#verdicts.graph.pods.get(pod)!.calls;
      reached.push(...next.filter((callee) => !reached.includes(callee)));
    }
    return reached.includes(to);
  }
}
