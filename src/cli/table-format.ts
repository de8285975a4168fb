import { Option } from 'commander';
import { marked } from '../domain/errors/catalogue.ts';
import type { CommonOptions } from './command-line.ts';
import { csvText, markdownText, tableFormats } from './tabular.ts';
import type { TableFormat, Tabular } from './tabular.ts';
import type { Terminal } from './terminal.ts';

/** The option of commands whose answer may be a table for other programs. */
export function formatOption(what: string): Option {
  return new Option('--format <form>', `${what} for other programs; \`--json\` is \`--format json\``).choices(
    tableFormats,
  );
}

/** In which form a command answers; `undefined`: for people. Says so where two forms were asked for. */
export function formatOrTell(
  { json }: CommonOptions,
  { format }: { readonly format?: TableFormat },
  terminal: Terminal,
): { readonly format?: TableFormat } | undefined {
  if (json !== true) return { ...(format !== undefined && { format }) };
  if (format === undefined || format === 'json') return { format: 'json' };
  terminal.error(`linchpin: ${marked(`--json and --format ${format} ask for two forms: leave one out.`, 'E701')}\n`);
  return undefined;
}

/** Prints a table as CSV or Markdown. */
export function printTable(terminal: Terminal, format: Exclude<TableFormat, 'json'>, table: Tabular): void {
  terminal.out(format === 'csv' ? csvText(table) : markdownText(table));
}
