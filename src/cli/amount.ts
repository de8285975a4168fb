import { printable } from './terminal.ts';

/** A count of things in words: `1 error`, `2 errors`. */
export function amount(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** The first few names, safe to print, and how many more there are. */
export function fewOf(names: readonly string[], most: number): string {
  const shown = printable(names.slice(0, most).join(', '));
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
