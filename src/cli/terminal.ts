import { createColors } from 'picocolors';

/** Where a command writes: answers to `out`, all else to `error`. */
export interface Terminal {
  readonly colours: Colours;
  out(text: string): void;
  error(text: string): void;
}

/** Marks text by colour, or leaves it as it is where the output is no terminal. */
export type Colours = ReturnType<typeof createColors>;

/** The terminal of the process; colours only where stdout is one and nobody said otherwise (no-color.org). */
export function processTerminal(): Terminal {
  const wanted = process.stdout.isTTY && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb';
  return {
    colours: createColors(wanted),
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
  };
}

/** Makes text of other people's making safe to print: control characters could move the cursor or fake lines. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
