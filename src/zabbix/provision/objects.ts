import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { ZabbixApiError } from '../errors.ts';
import { piecesOf } from '../in-pieces.ts';
import { keptFor, keptText, requireDone } from './changes.ts';
import type { KeptFor, ProvisionChange } from './changes.ts';
import { lacking } from './difference.ts';
import { entryFor, entryOf, idOf, kinds } from './object-kinds.ts';
import type { ObjectKind } from './object-kinds.ts';
import { printOf } from './record.ts';
import type { Prints } from './record.ts';
import { foundObjectsSchema, writtenSchema } from './schema.ts';
import type { FoundObject } from './schema.ts';

/** Values as a method of the API takes them. */
export type Form = Readonly<Record<string, unknown>>;

/** The id of what is there or was made so far, by kind and key; `undefined` of what is not. */
export type Ids = (kind: ObjectKind, key: string) => string | undefined;

/** Whether an object was made by provisioning, as far as it knows. */
type IsOurs = (kind: ObjectKind, id: string) => boolean;

/** One object, as it should be. */
export interface NamedObject {
  readonly name: string;
  /** By what it is known among those of its kind, where not by its name. */
  readonly key?: string;
  /**
   * As Zabbix should show it; an object that shows something else there is updated. It follows from what was found too
   * where people may add to it.
   */
  readonly form: (ids: Ids, found?: FoundObject) => Form;
  /** Written with every update but never shown by Zabbix. */
  readonly hidden?: Form;
  /** Written when it is made; later that is the site's to change. */
  readonly first?: Form;
  /** What to say when it is made. */
  readonly details: readonly string[];
  /** In words what Zabbix shows otherwise than wanted; left out: the keys of the form that differ. */
  readonly differences?: (found: FoundObject, wanted: Form) => readonly string[];
  /** What of it nobody changes but provisioning and people, Zabbix itself least of all; left out: the keys of the form. */
  readonly content?: (found: FoundObject, isOurs: IsOurs) => unknown;
}

/** Objects of one kind that do not refer to each other: they are asked for, made and deleted together. */
export interface Collection {
  readonly kind: ObjectKind;
  readonly objects: readonly NamedObject[];
  /** How to ask for them, beside which. */
  readonly ask: Form;
  /**
   * Which to look at, where not only those of the names: then what is ours and no longer wished for is found too, and
   * taken away.
   */
  readonly among?: Form;
  /** By what an object that was found is known; left out: by its name. */
  readonly keyOf?: (found: FoundObject) => string | undefined;
  /** Whether provisioning made what was found: nothing else is ever changed or deleted. */
  readonly isOurs: (found: FoundObject, ids: Ids) => boolean;
  /** A clone that people made of one looks like ours: where there is a record, only what is in it is taken away. */
  readonly hasClones?: boolean;
  /** In words, why something of ours can't go; left out: it always can. */
  readonly inUse?: (found: FoundObject) => string | undefined;
}

/** What should be there, in the order of making; or of which of that all that is ours shall go. */
export interface ObjectWish {
  readonly collections: readonly Collection[];
  readonly remove?: boolean;
}

/** How what people changed is met. */
export interface Regard {
  /** What was last written of the objects: what shows something else since is left as it is. */
  readonly written: Prints;
  /** Whether it is put back all the same. */
  readonly replace: boolean;
}

/** What was done, and what to remember of it. */
export interface Brought {
  readonly changes: readonly ProvisionChange[];
  readonly prints: Prints;
}

interface Found {
  readonly collection: Collection;
  /** By key; what is ours before what is not, and the oldest first. */
  readonly rows: ReadonlyMap<string, FoundObject>;
  /** What is ours and nobody wishes for. */
  readonly strays: readonly FoundObject[];
}

/** A collection is written in pieces of this size: PHP's memory is the limit. */
const batchSize = 100;

/** What would be changed so that Zabbix has what is wished for, in order; nothing where all is as it should be. */
export async function planObjects(
  client: ZabbixClient,
  wish: ObjectWish,
  regard: Regard,
): Promise<readonly ProvisionChange[]> {
  return planOf(client, await survey(client, wish, regard), regard);
}

/**
 * Makes, updates and takes away until Zabbix has what is wished for, and says what it did. Rejects where something of
 * that name is not Linchpin's, or where Zabbix afterwards does not show all of it.
 */
export async function applyObjects(client: ZabbixClient, wish: ObjectWish, regard: Regard): Promise<Brought> {
  const found = await survey(client, wish, regard);
  const changes = planOf(client, found, regard);
  if (changes.every(({ action }) => action === 'keep')) return { changes, prints: printsOf(found, regard) };
  const made = new Map<string, string>();
  const print = printing(found, regard);
  const isKept: Bringing['isKept'] = (kind, object, row) =>
    whyKept({ kind, row, print: print(object, row) }, regard) !== undefined;
  for (const one of found) await bring(client, one, { made, ids: idsOf(found, made), isKept });
  for (const one of found.toReversed()) await clear(client, one);
  const after = await survey(client, wish, regard);
  requireDone(client.url, planOf(client, after, regard));
  return { changes, prints: printsOf(after, regard) };
}

async function survey(
  client: ZabbixClient,
  { collections, remove = false }: ObjectWish,
  { written }: Regard,
): Promise<readonly Found[]> {
  const rows = await Promise.all(collections.map((collection) => ask(client, collection))).catch((error: unknown) => {
    // Who may not even look can't have made any of it: that a Super admin wished for it once is not known here.
    if (remove && error instanceof ZabbixApiError) return undefined;
    throw error;
  });
  if (rows === undefined) return [];
  const all = collections.map((collection, index) => ({ collection, rows: rows[index] ?? [] }));
  const ids: Ids = (kind, key) => {
    for (const { collection, rows: candidates } of all) {
      const row = collection.kind === kind ? candidates.find((one) => keyOf(collection, one) === key) : undefined;
      if (row !== undefined) return idOf(kind, row);
    }
    return undefined;
  };
  return all.map(({ collection, rows: candidates }) => {
    const { kind, isOurs } = collection;
    // What was noted when it was written is ours, whatever people took off it.
    const known = { ...collection, isOurs: (row: FoundObject) => written.has(entryOf(kind, row)) || isOurs(row, ids) };
    return sort(known, candidates, { ids, remove, written });
  });
}

async function ask(client: ZabbixClient, collection: Collection): Promise<readonly FoundObject[]> {
  const { kind, objects, among } = collection;
  const { noun, name, id } = kinds[kind];
  if (objects.length === 0 && among === undefined) return [];
  // Connectors are for Super admins only, and so there is nothing to ask there.
  const editable = kind === 'connector' ? {} : { editable: true };
  const which = among ?? { filter: { [name]: objects.map((object) => object.name) } };
  const rows = await client.call(`${noun}.get`, { ...collection.ask, ...editable, ...which }, foundObjectsSchema);
  return rows.toSorted((a, b) => Number(a[id]) - Number(b[id]));
}

interface Sorting {
  readonly ids: Ids;
  readonly remove: boolean;
  readonly written: Prints;
}

function sort(collection: Collection, candidates: readonly FoundObject[], how: Sorting): Found {
  const { kind, objects, isOurs, hasClones = false } = collection;
  const wished = new Set(objects.map(({ name, key = name }) => key));
  const ours = candidates.filter((row) => isOurs(row, how.ids));
  const rows = new Map<string, FoundObject>();
  for (const row of [...ours, ...candidates]) {
    const key = keyOf(collection, row);
    if (key !== undefined && wished.has(key) && !rows.has(key)) rows.set(key, row);
  }
  const taken = new Set(rows.values());
  const mayBeClone = (row: FoundObject): boolean =>
    hasClones && how.written.size > 0 && !how.written.has(entryOf(kind, row));
  return how.remove
    ? { collection: { ...collection, objects: [] }, rows, strays: ours }
    : { collection, rows, strays: ours.filter((row) => !taken.has(row) && !mayBeClone(row)) };
}

function keyOf({ kind, keyOf: key }: Collection, row: FoundObject): string | undefined {
  return key === undefined ? String(row[kinds[kind].name]) : key(row);
}

function place(kind: ObjectKind, key: string): string {
  return `${kind}\t${key}`;
}

function idsOf(found: readonly Found[], made: ReadonlyMap<string, string> = new Map()): Ids {
  const known = new Map(
    found.flatMap(({ collection: { kind }, rows }) =>
      [...rows].map(([key, row]) => [place(kind, key), idOf(kind, row)] as const),
    ),
  );
  return (kind, key) => made.get(place(kind, key)) ?? known.get(place(kind, key));
}

function planOf(client: ZabbixClient, found: readonly Found[], regard: Regard): readonly ProvisionChange[] {
  const ids = idsOf(found);
  const print = printing(found, regard);
  const brought = found.flatMap(({ collection, rows }) =>
    collection.objects.flatMap((object): readonly ProvisionChange[] => {
      const { name, key = name, details } = object;
      const row = rows.get(key);
      const { kind } = collection;
      if (row === undefined) return [{ action: 'create', object: kind, name, details }];
      if (!collection.isOurs(row, ids)) {
        throw new WorldError(
          'E323',
          `Zabbix at ${client.url} has a ${kind} "${name}" that Linchpin did not make: rename or delete it, then run linchpin provision again.`,
        );
      }
      const changed = differencesOf(object, row, ids);
      if (changed.length === 0) return [];
      const kept = whyKept({ kind, row, print: print(object, row) }, regard);
      if (kept === undefined) return [{ action: 'update', object: kind, name, details: changed }];
      return [{ action: 'keep', object: kind, name, details: [keptText(kept, changed)] }];
    }),
  );
  return [...brought, ...found.toReversed().flatMap((one) => clearance(one))];
}

function differencesOf(object: NamedObject, row: FoundObject, ids: Ids): readonly string[] {
  return (object.differences ?? lacking)(row, object.form(ids, row));
}

/** Why what differs is left as it is; nothing where it may be written, since nobody changed it or all is to be put back. */
function whyKept(
  { kind, row, print }: { readonly kind: ObjectKind; readonly row: FoundObject; readonly print: string },
  { written, replace }: Regard,
): KeptFor | undefined {
  const before = written.get(entryOf(kind, row));
  return replace || before === print ? undefined : keptFor(before);
}

type Printing = (object: NamedObject, row: FoundObject) => string;

function printing(found: readonly Found[], { written }: Regard): Printing {
  const ids = idsOf(found);
  const seen = new Set(
    found.flatMap(({ collection: { kind }, rows }) => [...rows.values()].map((row) => entryOf(kind, row))),
  );
  const isOurs: IsOurs = (kind, id) => written.has(entryFor(kind, id)) || seen.has(entryFor(kind, id));
  return ({ content, form }, row) =>
    printOf(content?.(row, isOurs) ?? Object.fromEntries(Object.keys(form(ids, row)).map((key) => [key, row[key]])));
}

/** What to remember of what is there: of what is as it should be what it shows, of what is left as it is what was known. */
function printsOf(found: readonly Found[], regard: Regard): Prints {
  const ids = idsOf(found);
  const print = printing(found, regard);
  return new Map(
    found.flatMap(({ collection: { kind, objects }, rows }) =>
      objects.flatMap((object): readonly (readonly [string, string])[] => {
        const row = rows.get(object.key ?? object.name);
        if (row === undefined) return [];
        const isShown = differencesOf(object, row, ids).length === 0;
        const known = isShown ? print(object, row) : regard.written.get(entryOf(kind, row));
        return known === undefined ? [] : [[entryOf(kind, row), known]];
      }),
    ),
  );
}

/** What of a collection goes, and, where all shall, what of those names stays and why. */
function clearance({ collection, rows, strays }: Found): readonly ProvisionChange[] {
  const { kind, objects, inUse } = collection;
  const change = (action: 'delete' | 'keep', row: FoundObject, why?: string): ProvisionChange => ({
    action,
    object: kind,
    name: String(row[kinds[kind].name]),
    details: why === undefined ? [] : [why],
  });
  const foreign = objects.length > 0 ? [] : [...rows.values()].filter((row) => !strays.includes(row));
  return [
    ...strays.map((row) => {
      const why = inUse?.(row);
      return change(why === undefined ? 'delete' : 'keep', row, why);
    }),
    ...foreign.map((row) => change('keep', row, 'Linchpin did not make it')),
  ];
}

interface Bringing {
  readonly made: Map<string, string>;
  readonly ids: Ids;
  readonly isKept: (kind: ObjectKind, object: NamedObject, row: FoundObject) => boolean;
}

/** Makes what is missing and brings the rest up to date; notes the ids of what was made. */
async function bring(
  client: ZabbixClient,
  { collection, rows }: Found,
  { made, ids, isKept }: Bringing,
): Promise<void> {
  const { kind, objects } = collection;
  const { noun, write, id } = kinds[kind];
  const missing = objects.filter(({ name, key = name }) => !rows.has(key));
  for (const piece of piecesOf(missing, batchSize)) {
    const forms = piece.map(({ form, hidden, first }) => ({ ...form(ids), ...hidden, ...first }));
    const written = (await client.call(`${noun}.create${write}`, forms, writtenSchema))[`${id}s`] ?? [];
    for (const [index, { name, key = name }] of piece.entries()) made.set(place(kind, key), String(written[index]));
  }
  const changed = objects.flatMap((object) => {
    const row = rows.get(object.key ?? object.name);
    if (row === undefined || differencesOf(object, row, ids).length === 0) return [];
    if (isKept(kind, object, row)) return [];
    return [{ [id]: idOf(kind, row), ...object.form(ids, row), ...object.hidden }];
  });
  for (const piece of piecesOf(changed, batchSize)) await client.call(`${noun}.update${write}`, piece, writtenSchema);
}

async function clear(client: ZabbixClient, { collection: { kind, inUse }, strays }: Found): Promise<void> {
  const { noun, write } = kinds[kind];
  const ids = strays.filter((row) => inUse?.(row) === undefined).map((row) => idOf(kind, row));
  for (const piece of piecesOf(ids, batchSize)) await client.call(`${noun}.delete${write}`, piece, writtenSchema);
}
