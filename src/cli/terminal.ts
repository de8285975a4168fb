import { createColors } from 'picocolors';
import type { ErrorCode } from '../domain/errors/catalogue.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Severity } from '../domain/severity.ts';

/** Where a command writes: answers to `out`, all else to `error`. */
export interface Terminal extends Looks {
  /** Takes note of an error that `linchpin help` explains: people are told of the first, once the command has ended. */
  readonly hint?: (code: ErrorCode) => void;
  out(text: string): void;
  error(text: string): void;
  /** Shows what long work is at, until it is told of its end; absent where that is no terminal that people look at. */
  readonly progress?: OnProgress;
}

/** How text may look where it is printed: in which colours, and how many letters wide. */
export interface Looks {
  readonly colours: Colours;
  /** Lines need not be shorter where this is infinite: in files, pipes and tests. */
  readonly width: number;
}

/** Marks text by colour, or leaves it as it is where the output is no terminal. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  /** In Zabbix's colour of a severity; 0 is that of OK. */
  severity(severity: Severity, text: string): string;
}

/** What a terminal can show: nothing, the sixteen colours of old, or any. */
export type ColourDepth = 'none' | 'sixteen' | 'true';

/** The colours of Zabbix's default theme by severity, those of 24 bit and the nearest of the sixteen. */
const severityColours = [
  { rgb: '134;204;137', near: 'green' },
  { rgb: '116;153;255', near: 'blueBright' },
  { rgb: '255;200;89', near: 'yellow' },
  { rgb: '255;160;89', near: 'yellowBright' },
  { rgb: '233;118;89', near: 'redBright' },
  { rgb: '228;89;89', near: 'red' },
] as const;

/** Colours for a depth. */
export function coloursOf(depth: ColourDepth): Colours {
  const basic = createColors(depth !== 'none');
  return {
    bold: basic.bold,
    dim: basic.dim,
    green: basic.green,
    red: basic.red,
    severity: (severity, text) => {
      const { rgb, near } = severityColours[severity];
      return depth === 'true' ? `\u001b[38;2;${rgb}m${text}\u001b[39m` : basic[near](text);
    },
  };
}

/** The colours that may be used: by the terminal, and by what its user said. */
export function colourDepth(env: NodeJS.ProcessEnv, isTerminal: boolean): ColourDepth {
  if (!isTerminal || env['NO_COLOR'] !== undefined || env['TERM'] === 'dumb') return 'none';
  return env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit' ? 'true' : 'sixteen';
}

/** Whether a line that was written can be taken back there. */
export function canRewrite(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  return isTerminal && env['TERM'] !== 'dumb';
}

/** Makes text of other people's making safe to print: control characters could move the cursor or fake lines. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
