import type { Lists } from '../domain/topology.ts';

/** Lays lists of indexes end to end. */
export function layOut(lists: readonly (readonly number[])[]): Lists {
  const start = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) start[index + 1] = (start[index] ?? 0) + list.length;
  const items = new Int32Array(start[lists.length] ?? 0);
  for (const [index, list] of lists.entries()) items.set(list, start[index]);
  return { start, items };
}

/** Turns "i lists j" into "j is listed by i", for `count` things that are listed; each new list rises. */
export function turnAround({ start, items }: Lists, count: number): Lists {
  const turned = new Int32Array(count + 1);
  for (const item of items) turned[item + 1] = (turned[item + 1] ?? 0) + 1;
  for (let index = 0; index < count; index++) turned[index + 1] = (turned[index + 1] ?? 0) + (turned[index] ?? 0);
  const next = turned.slice();
  const listedBy = new Int32Array(items.length);
  for (let index = 0; index + 1 < start.length; index++) {
    for (let at = start[index] ?? 0; at < (start[index + 1] ?? 0); at++) {
      const item = items[at] ?? 0;
      const place = next[item] ?? 0;
      listedBy[place] = index;
      next[item] = place + 1;
    }
  }
  return { start: turned, items: listedBy };
}

/** Where each of some parts that lie side by side begins, and which whole each part belongs to. */
export function sideBySide(sizes: readonly number[]): { readonly start: Int32Array; readonly wholeOf: Int32Array } {
  const start = new Int32Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) start[index + 1] = (start[index] ?? 0) + size;
  const wholeOf = new Int32Array(start[sizes.length] ?? 0);
  for (const index of sizes.keys()) wholeOf.fill(index, start[index], start[index + 1]);
  return { start, wholeOf };
}
