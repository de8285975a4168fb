import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import { patched, patchOf } from './node-patch.ts';
import type { NodePatch } from './node-patch.ts';
import { packed, unpacked } from './packed.ts';
import { addMemoryNews, deleteMemoryNews, readMemoryNews, readMemorySlices, writeMemorySlice } from './queries.ts';
import type { Database } from './queries.ts';

/** Every so many saves each slice of the nodes is written as a whole, one with each save. */
const sliceCount = 8;

/** A part of the nodes, always the same ones. */
interface Slice {
  readonly nodes: Map<NodeId, NodeMemory>;
  /** Something changed since it was written as a whole. */
  isDirty: boolean;
}

interface Kept {
  readonly slices: readonly Slice[];
  /** The newest save. */
  sequence: number;
}

/** A node that a save changes, with its memory; without one it is forgotten. */
type Change = readonly [NodeId, NodeMemory | undefined];

/** What a save changed: a patch by node, `null` where it is forgotten. */
type News = readonly (readonly [NodeId, NodePatch | null])[];

type Entries = readonly (readonly [NodeId, NodeMemory])[];

/**
 * What health remembers of each node. Values come all the time, so most of it moves in every cycle: a save writes what
 * moved, packed into one row, and one slice of the nodes as a whole. What moved is kept until every slice was written
 * after it.
 */
export class NodeMemories {
  #kept: Kept | undefined;
  #saving: { readonly changes: readonly Change[]; readonly sequence: number } | undefined;

  /** All memories as the store holds them; what is saved next is compared with these. */
  async load(database: Database): Promise<ReadonlyMap<NodeId, NodeMemory>> {
    const kept = await readKept(database);
    this.#kept = kept;
    return new Map(kept.slices.flatMap(({ nodes }) => [...nodes]));
  }

  /** Saves what became another since, and takes out what is forgotten. */
  async save(
    database: Database,
    changed: ReadonlyMap<NodeId, NodeMemory>,
    forgotten: readonly NodeId[] = [],
  ): Promise<void> {
    const kept = (this.#kept ??= await readKept(database));
    const known = forgotten.filter((id) => sliceOf(kept, id).nodes.has(id));
    const changes: readonly Change[] = [...changed, ...known.map((id) => [id, undefined] as const)];
    const sequence = kept.sequence + 1;
    const news: News = changes.map(([id, memory]) => [
      id,
      memory === undefined ? null : patchOf(sliceOf(kept, id).nodes.get(id), memory),
    ]);
    if (news.length > 0) await addMemoryNews(database, sequence, packed(news));
    await writeNextSlice(database, kept, changes);
    // Each slice was written as a whole since, with what that save brought.
    await deleteMemoryNews(database, sequence - sliceCount + 1);
    this.#saving = { changes, sequence };
  }

  /** From here on what was saved counts as kept: the transaction is committed. */
  committed(): void {
    const [kept, saving] = [this.#kept, this.#saving];
    if (kept === undefined || saving === undefined) return;
    kept.sequence = saving.sequence;
    for (const [id, memory] of saving.changes) {
      const slice = sliceOf(kept, id);
      slice.isDirty = true;
      if (memory === undefined) slice.nodes.delete(id);
      else slice.nodes.set(id, memory);
    }
    const written = kept.slices[saving.sequence % sliceCount];
    if (written !== undefined) written.isDirty = false;
    this.#saving = undefined;
  }

  /** What the store holds is read anew before the next save: nobody knows whether the transaction took effect. */
  forget(): void {
    this.#kept = undefined;
    this.#saving = undefined;
  }
}

function nothingKept(): Kept {
  return {
    slices: Array.from({ length: sliceCount }, () => ({ nodes: new Map<NodeId, NodeMemory>(), isDirty: false })),
    sequence: 0,
  };
}

/** Writes the slice whose turn it is as a whole, where anything in it is another than when it was written. */
async function writeNextSlice(database: Database, kept: Kept, changes: readonly Change[]): Promise<void> {
  const sequence = kept.sequence + 1;
  const index = sequence % sliceCount;
  const slice = kept.slices[index];
  const own = changes.filter(([id]) => sliceOf(kept, id) === slice);
  if (slice === undefined || (!slice.isDirty && own.length === 0)) return;
  const nodes = new Map(slice.nodes);
  for (const [id, memory] of own) {
    if (memory === undefined) nodes.delete(id);
    else nodes.set(id, memory);
  }
  await writeSlice(database, index, { nodes, sequence });
}

async function writeSlice(
  database: Database,
  slice: number,
  { nodes, sequence }: Pick<Slice, 'nodes'> & Pick<Kept, 'sequence'>,
): Promise<void> {
  await writeMemorySlice(database, { slice, up_to: sequence, nodes: packed([...nodes]) });
}

async function readKept(database: Database): Promise<Kept> {
  const kept = nothingKept();
  const upTo = new Map<Slice, number>();
  for (const { slice: index, up_to, nodes } of await readMemorySlices(database)) {
    const slice = kept.slices[index];
    if (slice === undefined) continue;
    for (const [id, memory] of unpacked(nodes) as Entries) slice.nodes.set(id, memory);
    upTo.set(slice, up_to);
    kept.sequence = Math.max(kept.sequence, up_to);
  }
  for (const { sequence, news } of await readMemoryNews(database)) {
    kept.sequence = Math.max(kept.sequence, sequence);
    for (const [id, patch] of unpacked(news) as News) {
      const slice = sliceOf(kept, id);
      if (sequence <= (upTo.get(slice) ?? 0)) continue;
      slice.isDirty = true;
      if (patch === null) slice.nodes.delete(id);
      else slice.nodes.set(id, patched(slice.nodes.get(id), patch));
    }
  }
  return kept;
}

/** Spreads ids evenly (FNV-1a by G. Fowler, L. C. Noll, K.-P. Vo); what is in the store rests on it. */
function sliceOf({ slices }: Kept, id: NodeId): Slice {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  const slice = slices[(hash >>> 0) % slices.length];
  if (slice === undefined) throw new Error('there are no slices');
  return slice;
}
