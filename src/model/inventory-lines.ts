import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

import type { TextEdit } from './text-edits.ts';

/** A stretch of a text. */
export type TextRange = Pick<TextEdit, 'start' | 'end'>;

/** A container as a file names it, and where. */
export interface WrittenItem {
  readonly name: string;
  readonly server: string;
  readonly serverRange: TextRange;
  readonly disks?: { readonly names: readonly string[]; readonly range: TextRange };
  /** From here to the end of the line stands nothing but a comment. */
  readonly lineEndFrom: number;
}

/** The list of containers of a file, each on lines of its own; `undefined` where it has another form. */
export function placeOfContainers(
  root: Node | null,
): { readonly node: YAMLSeq | null; readonly items: readonly WrittenItem[] } | undefined {
  const node = isMap(root) ? root.get('containers', true) : undefined;
  if (node === undefined || (isScalar(node) && node.value === null)) return { node: null, items: [] };
  if (!isSeq(node) || (node.flow === true && node.items.length > 0)) return undefined;
  return { node, items: node.items.flatMap((item) => (isMap(item) ? itemOf(item) : [])) };
}

/** The servers of a file, by id; `undefined` where they have another form. */
export function placeOfServers(
  root: Node | null,
): { readonly node: YAMLMap | null; readonly servers: ReadonlyMap<string, unknown> } | undefined {
  const node = isMap(root) ? root.get('servers', true) : undefined;
  if (node === undefined || (isScalar(node) && node.value === null)) return { node: null, servers: new Map() };
  if (!isMap(node)) return undefined;
  return {
    node,
    servers: new Map(node.items.flatMap(({ key, value }) => (isScalar(key) ? [[String(key.value), value]] : []))),
  };
}

/** An alias or anything else that stands for a name is left to people. */
function itemOf(item: YAMLMap): readonly WrittenItem[] {
  const [name, server, disks] = ['name', 'server', 'disks'].map((key) => item.get(key, true) as unknown);
  if (!isScalar(name) || !isScalar(server) || !name.range || !server.range || !item.range) return [];
  const rangeOf = ([start, end]: readonly [number, number, number]): TextRange => ({ start, end });
  const used =
    isSeq(disks) && disks.range && disks.items.every((disk) => isScalar(disk))
      ? { names: disks.items.map((disk) => String(isScalar(disk) ? disk.value : '')), range: rangeOf(disks.range) }
      : undefined;
  return [
    {
      name: String(name.value),
      server: String(server.value),
      serverRange: rangeOf(server.range),
      ...(used && { disks: used }),
      lineEndFrom: item.flow === true ? item.range[1] : name.range[1],
    },
  ];
}
