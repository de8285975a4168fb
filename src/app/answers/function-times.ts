import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NodeId } from '../../domain/node.ts';
import type { Result, ResultFunction } from '../../domain/result.ts';
import type { Store } from '../../ports.ts';
import { fromIso } from '../from-iso.ts';

/** How far back it is looked for the beginning of a state. */
const longest = 90 * 86_400;

/** How many changes are read at once: most functions have fewer. */
const atOnce = 100;

/** Since when functions are in their states: seen from cycle to cycle, and what was before looked up in the history. */
export class FunctionTimes {
  #known = new Map<NodeId, { readonly state: ResultFunction['state']; readonly since?: Instant }>();
  /** The time of the newest cycle. */
  #newest: string | undefined;

  /** Takes note of a cycle that has ended. */
  note({ at, functions }: Pick<Result, 'at' | 'functions'>): void {
    const before = this.#known;
    this.#newest = at;
    this.#known = new Map(
      functions.map(({ id, state }) => {
        const known = before.get(id);
        // What was seen first may have been so for long.
        if (known?.state === state) return [id, known];
        return [id, { state, ...(known !== undefined && { since: fromIso(at) }) }];
      }),
    );
  }

  /** Forgets what was seen: another instance sees it now. */
  forget(): void {
    this.#known = new Map();
    this.#newest = undefined;
  }

  /** By id, in ISO 8601; a function is left out where nobody knows. */
  async of(
    { at, functions }: Pick<Result, 'at' | 'functions'>,
    store: Pick<Store, 'nodeHistory'>,
  ): Promise<ReadonlyMap<NodeId, string>> {
    const until = fromIso(at);
    const found = new Map<NodeId, string>();
    for (const { id, state } of functions) {
      if (state === 'off') continue;
      const known = this.#known.get(id);
      const seen = known?.state === state ? known.since : undefined;
      const since = seen !== undefined && seen <= until ? seen : await sinceWhen({ id, state }, until, store);
      if (since === undefined) continue;
      found.set(id, toIso(since));
      // Of a time before, it may be since when the function was so once; and cycles end meanwhile.
      const isOfNow = at === this.#newest && known !== undefined && this.#known.get(id) === known;
      if (isOfNow && known.state === state && known.since === undefined) this.#known.set(id, { state, since });
    }
    return found;
  }
}

/** Since when a function is in a state without a break, as far back as is looked: a few changes at a time, the newest first. */
async function sinceWhen(
  { id, state }: Pick<ResultFunction, 'id' | 'state'>,
  until: Instant,
  store: Pick<Store, 'nodeHistory'>,
): Promise<Instant | undefined> {
  const from = until - longest;
  let since: Instant | undefined;
  let end = until;
  for (;;) {
    const rows = await store.nodeHistory(id, { from, until: end, most: atOnce });
    // A row need not be another than the one before.
    const other = rows.findLastIndex(({ became }) => became?.state !== state);
    since = rows[other + 1]?.at ?? since;
    const [oldest] = rows;
    if (oldest === undefined || other >= 0 || rows.length < atOnce) return since;
    end = oldest.at;
  }
}
