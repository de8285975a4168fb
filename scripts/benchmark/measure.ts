/** How long something took over several rounds, in milliseconds. */
export interface Measured {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Collects timings by name, in the order in which the names first came. */
export class Stopwatch {
  readonly #times = new Map<string, number[]>();

  async time<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    const startedAt = performance.now();
    const result = await work();
    const times = this.#times.get(name) ?? [];
    times.push(performance.now() - startedAt);
    this.#times.set(name, times);
    return result;
  }

  of(name: string): Measured {
    const sorted = [...(this.#times.get(name) ?? [])].sort((a, b) => a - b);
    return {
      median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
      least: sorted[0] ?? NaN,
      most: sorted.at(-1) ?? NaN,
    };
  }
}

/** One line of the table: a measurement beside its yardstick. */
export function row(name: string, measured: Measured, note = ''): string[] {
  const round = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
  return [name, round(measured.median), `${round(measured.least)}–${round(measured.most)}`, note];
}
