import { compileGlob } from '../domain/glob.ts';
import type { ItemMapping } from '../domain/mapping.ts';
import type { SignalName, SignalValue } from '../domain/signal.ts';

/** Turns the value of an item into that of a signal; `undefined` where the line says that it means nothing. */
export type ValueReader = (value: number | string) => SignalValue | undefined;

/** Signals whose values are words even where they look like numbers ("1.10"). */
const words: ReadonlySet<SignalName> = new Set(['image', 'version', 'role']);

const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Compiles what a line does to values; one that `map` does not name stays as it is. */
export function valueReader({ signal, map = {}, multiply = 1, add = 0 }: ItemMapping): ValueReader {
  const exact = new Map(Object.entries(map));
  const globs = [...exact]
    .filter(([text]) => /[*?]/.test(text))
    .map(([text, to]) => ({ fits: compileGlob(text, { anyCase: true }), to }));
  return (value) => {
    const text = String(value);
    const mapped = exact.has(text) ? exact.get(text) : globs.find(({ fits }) => fits(text))?.to;
    if (mapped !== undefined) return mapped ?? undefined;
    const read = typeof value === 'string' && !words.has(signal) && number.test(value.trim()) ? Number(value) : value;
    if (typeof read !== 'number') return read;
    const given = read * multiply + add;
    // A number larger than numbers can be says nothing that could be reckoned with.
    return Number.isFinite(given) ? given : undefined;
  };
}
