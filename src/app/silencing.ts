import type { Duration, Instant } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Observation } from '../domain/signal.ts';
import type { Silence, Store } from '../ports.ts';
import { WorldError } from '../ports.ts';

/** Whoever ends a silence may do it by another clock, and while a cycle runs. */
const slack: Duration = 600;

/** What operators silenced, as the signal `silenced` of the nodes (contracts, Signals). */
export class Silencing {
  readonly #store: Pick<Store, 'silences'>;
  #known: readonly Silence[] = [];
  /** Those that ended before it have been told as ended; at first what a process before may not have told. */
  #toldUntil: Instant = -Infinity;

  constructor({ store }: { readonly store: Pick<Store, 'silences'> }) {
    this.#store = store;
  }

  /** What is silenced at a time and what is no more, some besides; where the store can't be read, by what it held before. */
  async observations(at: Instant, besides: readonly Silence[] = []): Promise<readonly Observation[]> {
    // What had ended by a clock that was ahead goes on where that was set back.
    this.#toldUntil = Math.min(this.#toldUntil, at);
    try {
      this.#known = await this.#store.silences(this.#toldUntil - slack);
    } catch (error) {
      // The save that follows says it.
      if (!(error instanceof WorldError)) throw error;
    }
    return silencedAt([...this.#known, ...besides], at);
  }

  /** Takes note that a cycle was saved: what had ended by then need not be told again. */
  told(at: Instant): void {
    this.#toldUntil = at;
  }
}

/** The newest change of each node by a time: begun and not ended by then, or ended; with overlaps, by all of them. */
export function silencedAt(silences: readonly Silence[], at: Instant): readonly Observation[] {
  const byNode = new Map<NodeId, Silence[]>();
  for (const silence of silences) {
    if (silence.since > at) continue;
    const known = byNode.get(silence.node);
    if (known) known.push(silence);
    else byNode.set(silence.node, [silence]);
  }
  return [...byNode.entries()]
    .sort(([a], [b]) => byId(a, b))
    .map(([node, begun]) => {
      const isSilenced = begun.some(({ until }) => until > at);
      const changedAt = Math.max(...begun.flatMap(({ since, until }) => (until > at ? [since] : [since, until])));
      return { at: changedAt, node, signal: 'silenced', value: isSilenced ? 1 : 0 };
    });
}
