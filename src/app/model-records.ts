import { relative } from 'node:path';
import type { InventoryMemory, TakenContainer, TakenDisk, TakenOver, TakenServer } from '../domain/inventory.ts';
import { byText } from '../domain/node.ts';
import type { SourceFile } from '../model/read-model.ts';
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
    const record = { parts: partsOf(this.#files, inventory?.taken) };
    this.#last = { files: this.#files, inventory, record };
    return record;
  }
}

type PartKind = 'file' | 'server' | 'disk' | 'container';

/** Paths as the folder of the model has them, wherever that lies. */
function partsOf({ settings, sources }: Files, taken: TakenOver | undefined): ReadonlyMap<string, string> {
  const part = (kind: PartKind, name: string, text: string): readonly [string, string] => [`${kind} ${name}`, text];
  const { servers = [], disks = [], containers = [] } = taken ?? {};
  return new Map([
    ...sources.map(({ path, text }) => part('file', relative(settings.model ?? '', path), text)),
    ...servers.map((server) => part('server', server.id, timeless(server))),
    ...disks.map((disk) => part('disk', `${disk.server}/${disk.id}`, timeless(disk))),
    ...containers.map((one) => part('container', `${one.server}/${one.name}`, timeless(one))),
  ]);
}

/** Since when something is unknown makes no other model. */
function timeless(taken: object): string {
  return JSON.stringify(taken, (key, value: unknown) => (key === 'unknownSince' ? undefined : value));
}

/** What a model was made of, from the parts that were kept of it. */
export function modelOfParts({ parts }: ModelRecord): {
  readonly files: readonly SourceFile[];
  readonly taken: TakenOver;
} {
  const of = (kind: PartKind): readonly (readonly [string, string])[] =>
    [...parts]
      .filter(([part]) => part.startsWith(`${kind} `))
      .map(([part, text]) => [part.slice(kind.length + 1), text] as const)
      .sort(([a], [b]) => byText(a, b));
  return {
    files: of('file').map(([path, text]) => ({ path, text })),
    taken: {
      servers: of('server').map(([, text]) => JSON.parse(text) as TakenServer),
      disks: of('disk').map(([, text]) => JSON.parse(text) as TakenDisk),
      containers: of('container').map(([, text]) => JSON.parse(text) as TakenContainer),
    },
  };
}
