/** What `diff -u` would print of two texts, without a head; nothing where they are the same. */
export function difference(before: string, after: string): readonly string[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let [oldEnd, freshEnd] = [old.length, fresh.length];
  while (oldEnd > start && freshEnd > start && old[oldEnd - 1] === fresh[freshEnd - 1]) {
    oldEnd--;
    freshEnd--;
  }
  const middle = steps(old.slice(start, oldEnd), fresh.slice(start, freshEnd));
  const all: readonly Step[] = [
    ...old.slice(0, start).map((text): Step => ({ mark: ' ', text })),
    ...middle,
    ...old.slice(oldEnd).map((text): Step => ({ mark: ' ', text })),
  ];
  return hunks(all);
}

interface Step {
  readonly mark: ' ' | '+' | '-';
  readonly text: string;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Beyond so many differences nobody reads which line became which. */
const mostDifferences = 1000;

/** The shortest way from one list of lines to another (E. Myers, "An O(ND) difference algorithm and its variations"). */
function steps(old: readonly string[], fresh: readonly string[]): readonly Step[] {
  // How far each diagonal was followed, after each number of differences.
  const rounds: ReadonlyMap<number, number>[] = [];
  let last = new Map([[1, 0]]);
  for (let count = 0; count <= Math.min(mostDifferences, old.length + fresh.length); count++) {
    rounds.push(last);
    const next = new Map<number, number>();
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = goesDown(last, diagonal, count) ? at(last, diagonal + 1) : at(last, diagonal - 1) + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) return walked(rounds, old, fresh);
    }
    last = next;
  }
  return [...old.map((text): Step => ({ mark: '-', text })), ...fresh.map((text): Step => ({ mark: '+', text }))];
}

function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, count: number): boolean {
  return diagonal === -count || (diagonal !== count && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
}

function at(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

/** The way that the rounds found, from its end. */
function walked(
  rounds: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  fresh: readonly string[],
): readonly Step[] {
  const way: Step[] = [];
  let [x, y] = [old.length, fresh.length];
  const same = (toX: number, toY: number): void => {
    while (x > toX && y > toY) {
      way.push({ mark: ' ', text: old[--x] ?? '' });
      y--;
    }
  };
  for (let count = rounds.length - 1; count > 0; count--) {
    const furthest = rounds[count] ?? new Map<number, number>();
    const diagonal = x - y;
    const isDown = goesDown(furthest, diagonal, count);
    const from = isDown ? diagonal + 1 : diagonal - 1;
    const startX = at(furthest, from);
    same(isDown ? startX : startX + 1, isDown ? startX - from + 1 : startX - from);
    if (isDown) way.push({ mark: '+', text: fresh[--y] ?? '' });
    else way.push({ mark: '-', text: old[--x] ?? '' });
  }
  same(0, 0);
  return way.toReversed();
}

/** How many lines around a change are shown with it. */
const around = 3;

function hunks(all: readonly Step[]): readonly string[] {
  const changed = all.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const lines: string[] = [];
  let shown = -1;
  let [oldLine, freshLine, counted] = [1, 1, 0];
  for (const [index, step] of changed.entries()) {
    if (step <= shown) continue;
    const from = Math.max(shown + 1, step - around);
    let to = Math.min(all.length - 1, step + around);
    for (const next of changed.slice(index + 1)) {
      if (next > to + around) break;
      to = Math.min(all.length - 1, next + around);
    }
    for (; counted < from; counted++) {
      if (all[counted]?.mark !== '+') oldLine++;
      if (all[counted]?.mark !== '-') freshLine++;
    }
    const part = all.slice(from, to + 1);
    const [olds, freshes] = ['+', '-'].map((mark) => part.filter((each) => each.mark !== mark).length);
    lines.push(
      `@@ -${olds === 0 ? oldLine - 1 : oldLine},${olds ?? 0} +${freshes === 0 ? freshLine - 1 : freshLine},${freshes ?? 0} @@`,
    );
    lines.push(...part.map(({ mark, text }) => `${mark}${text}`));
    shown = to;
  }
  return lines;
}
