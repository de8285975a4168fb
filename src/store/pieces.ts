import { deletePieces, readPieces, writePieces } from './queries.ts';
import type { Database } from './queries.ts';

/** What is kept piece by piece, so that a save writes what changed and not what exists. */
export type PieceKind = 'result' | 'result-incident' | 'order' | 'published' | 'incident' | 'annotation' | 'recovery';

/** A piece that a save changed: its text before and after, absent where there is none. */
export interface PieceChange {
  readonly id: string;
  readonly before?: string;
  readonly after?: string;
}

type Mirror = Map<PieceKind, Map<string, string>>;

/** Writes pieces, comparing them with what the store holds; what that is, it remembers from one save to the next. */
export class Pieces {
  #kept: Mirror = new Map();
  #saving: Mirror = new Map();

  /** Puts pieces in the place of those of their kind, and gives what changed. */
  async put(
    database: Database,
    kind: PieceKind,
    pieces: Iterable<readonly [string, unknown]>,
  ): Promise<readonly PieceChange[]> {
    const before = this.#kept.get(kind) ?? (await mirrorOf(database, kind));
    const after = new Map([...pieces].map(([id, value]) => [id, JSON.stringify(value)]));
    const changes = differences(before, after);
    const written = changes.flatMap(({ id, after: value }) => (value === undefined ? [] : [{ of: kind, id, value }]));
    const left = changes.filter((change) => change.after === undefined).map(({ id }) => id);
    await deletePieces(database, kind, left);
    await writePieces(database, written);
    this.#saving.set(kind, after);
    return changes;
  }

  /** From here on what was put counts as kept: the transaction is committed. */
  committed(): void {
    for (const [kind, pieces] of this.#saving) this.#kept.set(kind, pieces);
    this.#saving = new Map();
  }

  /** What the store holds is read anew before the next save: nobody knows whether the transaction took effect. */
  forget(): void {
    this.#kept = new Map();
    this.#saving = new Map();
  }
}

async function mirrorOf(database: Database, kind: PieceKind): Promise<Map<string, string>> {
  return new Map((await readPieces(database, kind)).map(({ id, value }) => [id, value]));
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly PieceChange[] {
  const changes: PieceChange[] = [];
  for (const [id, value] of after) {
    const old = before.get(id);
    if (old !== value) changes.push({ id, ...(old !== undefined && { before: old }), after: value });
  }
  for (const [id, old] of before) if (!after.has(id)) changes.push({ id, before: old });
  return changes;
}
