/** Numbers that are taken out least first (a binary heap). */
export class LeastFirst {
  readonly #heap: number[] = [];

  add(value: number): void {
    const heap = this.#heap;
    let at = heap.length;
    for (let above = (at - 1) >> 1; at > 0 && value < (heap[above] ?? 0); above = (at - 1) >> 1) {
      heap[at] = heap[above] ?? 0;
      at = above;
    }
    heap[at] = value;
  }

  /** Takes the least out; `undefined` where none is left. */
  take(): number | undefined {
    const heap = this.#heap;
    const least = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return least;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      const right = below + 1;
      const lesser = right < heap.length && (heap[right] ?? 0) < (heap[below] ?? 0) ? right : below;
      if (last <= (heap[lesser] ?? 0)) break;
      heap[at] = heap[lesser] ?? 0;
      at = lesser;
    }
    heap[at] = last;
    return least;
  }
}
