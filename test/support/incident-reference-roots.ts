import type { Container } from '../../src/domain/model.ts';
import { leafOf } from '../../src/domain/verdict.ts';
import type { LeafVerdict, Verdicts } from '../../src/domain/verdict.ts';

/** Why something is a root (semantics 6, Roots). */
export type RootKind = 'failed resource' | 'pressed server' | 'pod' | 'container' | 'unseen';

/** A root and the failed and strained containers that it stands for. */
export interface ReferenceRoot {
  readonly id: string;
  readonly kind: RootKind;
  readonly containers: readonly string[];
}

/** What of the cycle before decides what counts while it is unknown: its open incidents, and what their containers violated. */
export interface RootsBefore {
  readonly open: readonly ReferenceRoot[];
  readonly violated: ReadonlyMap<string, readonly Violated[]>;
}

/** A rule that said yes of a container. */
interface Violated {
  readonly rule: string;
  readonly class: string;
}

/** A second, slow reading of semantics 6, Roots: every question is asked of the text's words, one container at a time. */
export class RootsReference {
  readonly #verdicts: Verdicts;
  readonly #before: RootsBefore;

  constructor(verdicts: Verdicts, before: RootsBefore) {
    this.#verdicts = verdicts;
    this.#before = before;
  }

  roots(): readonly ReferenceRoot[] {
    const { pods, resources } = this.#verdicts.graph.model;
    const ids = resources.map(({ id }) => id);
    const known = [
      ...ids.filter((id) => this.#isFailedRoot(id)).map((id) => this.#failedResource(id)),
      ...ids.filter((id) => this.#isPressedServer(id)).map((id) => this.#pressedServer(id)),
      ...pods.flatMap(({ id }) => this.#rootsIn(id)),
    ];
    const unseen = [...this.#verdicts.health.unseen.keys()].filter((id) => known.every((root) => root.id !== id));
    return [...known, ...unseen.map((id): ReferenceRoot => ({ id, kind: 'unseen', containers: [] }))];
  }

  /** The rules that a container violates; while it is unknown, those it violated when it last was not. */
  violated(id: string): readonly Violated[] {
    const leaf = this.#leaf(id)!;
    return leaf.state === 'unknown' ? (this.#before.violated.get(id) ?? leaf.evidence) : leaf.evidence;
  }

  #failedResource(id: string): ReferenceRoot {
    return { id, kind: 'failed resource', containers: this.#containersOn(id).map((one) => one.id) };
  }

  #pressedServer(id: string): ReferenceRoot {
    const containers = this.#containersOn(id).filter((one) => this.#isOfPressed(one, id));
    return { id, kind: 'pressed server', containers: containers.map((one) => one.id) };
  }

  /** Of one pod: those that share a violated rule with another one, and the others one by one. */
  #rootsIn(pod: string): readonly ReferenceRoot[] {
    const left = this.#verdicts.graph.model.containers.filter(
      (one) => one.pod === pod && this.#counts(one.id) && !this.#isOnFailedResource(one) && !this.#isOnPressed(one),
    );
    const ids = left.map(({ id }) => id);
    const shares = (one: string, other: string): boolean =>
      this.violated(one).some(({ rule }) => this.violated(other).some((found) => found.rule === rule));
    const common = ids.filter((one) => ids.some((other) => other !== one && shares(one, other)));
    const alone = ids.filter((id) => !common.includes(id));
    return [
      ...(common.length > 0 ? [{ id: pod, kind: 'pod' as const, containers: common }] : []),
      ...alone.map((id) => ({ id, kind: 'container' as const, containers: [id] })),
    ];
  }

  /** Failed or strained; or unknown, and the root of an open incident or one of its common cause (Life). */
  #counts(id: string): boolean {
    const leaf = this.#leaf(id);
    if (!leaf || leaf.masked) return false;
    if (leaf.state === 'unknown') return this.#wasRootOrOfCommonCause(id);
    return leaf.state === 'failed' || leaf.strained;
  }

  #wasRootOrOfCommonCause(id: string): boolean {
    return this.#before.open.some(
      ({ id: root, kind, containers }) => root === id || (kind === 'pod' && containers.includes(id)),
    );
  }

  #isFailedRoot(id: string): boolean {
    const { server } = this.#verdicts.graph.resources.get(id)!;
    return this.#isFailedResource(id) && (server === id || !this.#isFailedResource(server));
  }

  #isFailedResource(id: string): boolean {
    const state = this.#leaf(id)?.state;
    return state === 'failed' || (state === 'unknown' && this.#wasRoot(id, 'failed resource'));
  }

  #isPressedServer(id: string): boolean {
    const leaf = this.#leaf(id);
    if (!leaf || !id.startsWith('server/') || this.#isFailedResource(id)) return false;
    return leaf.strained || (leaf.state === 'unknown' && this.#wasRoot(id, 'pressed server'));
  }

  #wasRoot(id: string, kind: RootKind): boolean {
    return this.#before.open.some((root) => root.id === id && root.kind === kind);
  }

  #isOnFailedResource({ runsOn }: Container): boolean {
    return runsOn.some((id) => this.#isFailedResource(id));
  }

  #isOnPressed(one: Container): boolean {
    return one.runsOn.some((id) => this.#isPressedServer(id) && this.#isOfPressed(one, id));
  }

  /** What is unknown stays where it was: with the server if it was, else with its own root. */
  #isOfPressed(one: Container, server: string): boolean {
    if (this.#isOnFailedResource(one)) return false;
    if (this.#leaf(one.id)!.state === 'unknown') {
      return this.#before.open.some(({ id, containers }) => id === server && containers.includes(one.id));
    }
    return this.#counts(one.id) && this.violated(one.id).every((found) => found.class !== 'direct');
  }

  #containersOn(resource: string): readonly Container[] {
    const { containers } = this.#verdicts.graph.model;
    return containers.filter(({ id, runsOn }) => runsOn.includes(resource) && this.#leaf(id) !== undefined);
  }

  #leaf(id: string): LeafVerdict | undefined {
    return leafOf(this.#verdicts, id);
  }
}
