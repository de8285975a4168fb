import type { Speak } from './speak.ts';

/** Names in a row, the first few of many and how many more there are. */
export function namesText(speak: Speak, names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return speak('names.more', { names: names.slice(0, most).join(', '), more: names.length - most });
}
