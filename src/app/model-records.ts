import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { InventoryMemory } from '../domain/inventory.ts';
import type { ModelRecord } from '../ports.ts';
import type { Setup } from './setup.ts';

type Files = Pick<Setup, 'settings' | 'sources'>;

/** The model in force as the store keeps it, so that what was judged once can be judged again: its files, and what was taken over. */
export class ModelRecords {
  #files: Files;
  #last:
    | { readonly files: Files; readonly inventory: InventoryMemory | undefined; readonly record: ModelRecord }
    | undefined;

  constructor(files: Files) {
    this.#files = files;
  }

  /** From here on the model is made of these files. */
  adopt(files: Files): void {
    this.#files = files;
  }

  /** As of now; the same object while it is the same. */
  now(inventory: InventoryMemory | undefined): ModelRecord {
    const last = this.#last;
    if (last?.files === this.#files && last.inventory === inventory) return last.record;
    const source = sourceOf(this.#files, inventory);
    const record = { hash: createHash('sha256').update(source).digest('hex'), source };
    this.#last = { files: this.#files, inventory, record };
    return record;
  }
}

/** Paths as the folder of the model has them, wherever that lies; since when something is unknown makes no other model. */
function sourceOf({ settings, sources }: Files, inventory: InventoryMemory | undefined): string {
  const files = sources.map(({ path, text }) => ({ path: relative(settings.model ?? '', path), text }));
  const timeless = (key: string, value: unknown): unknown => (key === 'unknownSince' ? undefined : value);
  return JSON.stringify({ files, ...(inventory && { taken: inventory.taken }) }, timeless);
}
