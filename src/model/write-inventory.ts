import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

import { gatheredBy } from '../domain/gather.ts';
import type { Drift, TakenContainer, TakenDisk, TakenOver } from '../domain/inventory.ts';
import { placeOfContainers, placeOfServers, type WrittenItem } from './inventory-lines.ts';
import { addLines, addToMap, edited, flow, inPlaceOf, type TextEdit } from './text-edits.ts';
import { containerKey } from './with-taken-over.ts';

/** What an inventory file is to be brought to: what Zabbix shows beside the files of the model, and what it does not show. */
export interface InventoryWish {
  readonly taken: TakenOver;
  readonly drift: readonly Drift[];
}

/** How many lines were changed, and what stands in other files or forms and was left to people. */
export interface WrittenInventory {
  readonly text: string;
  readonly added: number;
  readonly moved: number;
  readonly marked: number;
  readonly unmarked: number;
  readonly left: number;
}

const header = `# An inventory: where containers run. \`linchpin discover --write\` adds what is new in Zabbix, moves what has moved
# and marks what is not there; it deletes nothing, and keeps every other line as it is.
`;

/**
 * Brings an inventory file to what Zabbix shows, by changing as few letters as possible; without one a new one is
 * made. A word of refusal where the file has not the form of an inventory.
 */
export function writeInventory(
  before: string | undefined,
  wish: InventoryWish,
): WrittenInventory | { readonly refused: string } {
  const text = before === undefined || before.trim() === '' ? header : before;
  const document = parseDocument(text, { schema: 'core', stringKeys: true, prettyErrors: false, uniqueKeys: false });
  const [mistake] = document.errors;
  if (mistake) return { refused: `it is no YAML file that can be kept: ${mistake.message}` };
  const { contents } = document;
  if (contents !== null && (!isMap(contents) || contents.flow === true)) return { refused: 'it holds no map' };
  const containers = placeOfContainers(contents);
  if (containers === undefined) return { refused: '`containers` is no list with one container on each line' };
  const servers = placeOfServers(contents);
  if (servers === undefined) return { refused: '`servers` is no map' };
  const moves = wish.taken.containers.filter(({ movedFrom }) => movedFrom !== undefined);
  const fresh = wish.taken.containers.filter(({ movedFrom }) => movedFrom === undefined);
  const items = new Map(containers.items.map((item) => [containerKey(item.server, item.name), item]));
  const moved = moves.flatMap((move) => movedEdits(items.get(containerKey(move.movedFrom ?? '', move.name)), move));
  const marks = markEdits(text, containers.items, wish);
  const disks = diskEdits(text, servers, wish.taken);
  const lines = fresh.map(({ name, server, disks: used }) =>
    flow({ name, server, ...(used.length > 0 && { disks: used }) }),
  );
  const newServers = wish.taken.servers.map(({ id, name }) => ({
    key: id,
    value: flow({ name, ...disksOf(wish.taken.disks.filter(({ server }) => server === id)) }),
  }));
  const sections = [
    {
      isNew: servers.node === null,
      edits: addToMap(text, { key: 'servers', node: servers.node, root: contents }, newServers),
    },
    {
      isNew: containers.node === null,
      edits: addLines(text, { key: 'containers', node: containers.node, root: contents }, lines),
    },
  ];
  const edits = [
    ...moved.flat(),
    ...marks.edits,
    ...disks.edits,
    // What a file lacks altogether comes to its end, after what is added to its last entry.
    ...sections.toSorted((a, b) => Number(a.isNew) - Number(b.isNew)).flatMap((section) => section.edits),
  ];
  return {
    text: edited(text, edits),
    added: newServers.length + lines.length + disks.count,
    moved: moved.length,
    marked: marks.marked,
    unmarked: marks.unmarked,
    left: moves.length - moved.length + disks.left + marks.left,
  };
}

function movedEdits(
  item: WrittenItem | undefined,
  { server, disks }: TakenContainer,
): readonly (readonly TextEdit[])[] {
  if (item === undefined) return [];
  const edits: TextEdit[] = [{ ...item.serverRange, text: flow(server) }];
  if (item.disks !== undefined && JSON.stringify(item.disks.names) !== JSON.stringify(disks)) {
    edits.push({ ...item.disks.range, text: flow(disks) });
  }
  return [edits];
}

const mark = 'not in Zabbix';
/** The mark as it was written; what people say of the same in words of their own is theirs. */
const ownMark = new RegExp(`(\\s*# ${mark}| \\(${mark}\\))(?=\\s*$)`);

/** Says at the end of a line that Zabbix does not show its container, or takes that back. */
function markEdits(
  text: string,
  items: readonly WrittenItem[],
  { drift }: InventoryWish,
): { readonly edits: readonly TextEdit[]; readonly marked: number; readonly unmarked: number; readonly left: number } {
  const absent = drift.filter(({ node, reason }) => node === 'container' && reason === 'not-in-zabbix');
  const keys = new Set(absent.map(({ server, name = '' }) => containerKey(server, name)));
  let [marked, unmarked, found] = [0, 0, 0];
  const edits = items.flatMap(({ server, name, lineEndFrom }): readonly TextEdit[] => {
    const end = endOfLine(text, lineEndFrom);
    const rest = text.slice(lineEndFrom, end);
    const isAbsent = keys.has(containerKey(server, name));
    found += Number(isAbsent);
    if (isAbsent === ownMark.test(rest)) return [];
    const comment = rest.indexOf('#');
    if (isAbsent) {
      marked += 1;
      const start = lineEndFrom + rest.trimEnd().length;
      return [{ start, end: start, text: comment === -1 ? ` # ${mark}` : ` (${mark})` }];
    }
    unmarked += 1;
    return [{ start: lineEndFrom, end, text: rest.replace(ownMark, '') }];
  });
  return { edits, marked, unmarked, left: absent.length - found };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Disks that are new on servers of the file; those of servers that other files describe are left to people. */
function diskEdits(
  text: string,
  { servers }: { readonly servers: ReadonlyMap<string, unknown> },
  { disks, servers: fresh }: TakenOver,
): { readonly edits: readonly TextEdit[]; readonly count: number; readonly left: number } {
  const isFresh = new Set(fresh.map(({ id }) => id));
  const byServer = gatheredBy(
    disks.filter(({ server }) => !isFresh.has(server)),
    ({ server }) => server,
  );
  let [count, left] = [0, 0];
  const edits = [...byServer].flatMap(([server, added]): readonly TextEdit[] => {
    const node = servers.get(server);
    if (isScalar(node) && node.value === null && node.range) {
      count += added.length;
      const [start, end] = node.range;
      return [inPlaceOf(text, { start, end }, flow(disksOf(added)))];
    }
    const own = isMap(node) ? node.get('disks', true) : undefined;
    if (!isMap(node) || isSeq(own) || (own !== undefined && !isMap(own))) {
      left += added.length;
      return [];
    }
    count += added.length;
    const entries = added.map((disk) => ({ key: disk.id, value: flow(keysOf(disk)) }));
    if (own === undefined) {
      return addToMap(text, { key: '', node, root: null }, [{ key: 'disks', value: flow(disksOf(added).disks ?? {}) }]);
    }
    return addToMap(text, { key: 'disks', node: own, root: null }, entries);
  });
  return { edits, count, left };
}

function disksOf(disks: readonly TakenDisk[]): { readonly disks?: Readonly<Record<string, object>> } {
  if (disks.length === 0) return {};
  return { disks: Object.fromEntries(disks.map((disk) => [disk.id, keysOf(disk)])) };
}

function keysOf({ mount, device }: TakenDisk): object {
  return { ...(mount !== undefined && { mount }), ...(device !== undefined && { device }) };
}
