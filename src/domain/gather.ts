/** Adds a value to those that a map has under a key. */
export function addTo<Key, Value>(gathered: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = gathered.get(key);
  if (values === undefined) gathered.set(key, [value]);
  else values.push(value);
}

/** Values by what each is of: these in the order in which they first come, and the values of each in their order. */
export function gatheredBy<Key, Value>(values: Iterable<Value>, keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const gathered = new Map<Key, Value[]>();
  for (const value of values) addTo(gathered, keyOf(value), value);
  return gathered;
}

/** Counts one more under a key. */
export function countUp<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
