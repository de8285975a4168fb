/**
 * Makes equal values one object: a model of hundreds of thousands of containers names each server, shard and disk many
 * times, and keeps each name once.
 */
export interface Interning {
  readonly text: (text: string) => string;
  readonly list: (texts: readonly string[]) => readonly string[];
}

/** Begins with nothing known. */
export function interning(): Interning {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const internText = (text: string): string => known(texts, text, () => text);
  return {
    text: internText,
    list: (list) => known(lists, list.join('\n'), () => list.map(internText)),
  };
}

function known<T>(values: Map<string, T>, key: string, make: () => T): T {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}
