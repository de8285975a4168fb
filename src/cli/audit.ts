import { Option } from 'commander';
import type { Command } from 'commander';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { AuditEntry } from '../ports.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { parseTime } from './parse-argument.ts';
import { settingsOrTell } from './setup-or-tell.ts';
import { tableLines } from './table.ts';
import { csvText } from './tabular.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const formats = ['json', 'jsonl', 'csv'] as const;

interface AuditOptions {
  readonly format?: (typeof formats)[number];
  readonly from?: Instant;
}

/** Adds `linchpin audit`: who did what that changes what Linchpin shows, and what recovery did to what runs. */
export function addAudit(program: Command, line: CommandLine): void {
  program
    .command('audit')
    .summary('who did what: silences, restores, approvals, stops; and each step of recovery')
    .description(
      'Lists who did what that changes what Linchpin shows or what runs, oldest first: silences, restores, approvals, stops, and each step of recovery with why, what exactly, and what came of it.',
    )
    .addOption(new Option('--from <time>', 'from that time on').argParser(parseTime))
    .addOption(new Option('--format <form>', 'for other programs; `--json` is `--format json`').choices(formats))
    .addHelpText(
      'after',
      '\nExamples:\n  $ linchpin audit --from 2026-11-01\n  $ linchpin audit --format jsonl > audit.jsonl',
    )
    .action(({ format, from = 0 }: AuditOptions) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const settings = await settingsOrTell(common, terminal);
        if (settings === undefined) return exitStatus.invalid;
        // Loaded when needed: the database's client takes long to load.
        const { auditFrom } = await import('../app/with-store.ts');
        print(await auditFrom(settings, from), format ?? (common.json === true ? 'json' : undefined), terminal);
        return exitStatus.done;
      }),
    );
}

function print(entries: readonly AuditEntry[], format: AuditOptions['format'], terminal: Terminal): void {
  switch (format) {
    case 'json':
      printJson(terminal, { audit: entries.map(entryDocument) });
      return;
    case 'jsonl':
      for (const entry of entries) terminal.out(`${JSON.stringify(entryDocument(entry))}\n`);
      return;
    case 'csv':
      terminal.out(
        csvText({
          head: ['at', 'who', 'what', 'about'],
          rows: entries.map(({ at, who, what, about }) => [toIso(Math.floor(at)), who, what, JSON.stringify(about)]),
        }),
      );
      return;
    case undefined:
      if (entries.length === 0) terminal.out('Nobody has changed anything yet.\n');
      else terminal.out(`${tableLines(entries.map(cells), { width: terminal.width }).join('\n')}\n`);
  }
}

function entryDocument({ at, who, what, about }: AuditEntry): Readonly<Record<string, unknown>> {
  return { at: toIso(Math.floor(at)), who, what, about };
}

function cells({ at, who, what, about }: AuditEntry): readonly string[] {
  const facts = Object.entries(about).map(([name, text]) => `${name}: ${text}`);
  return [toIso(Math.floor(at)), printable(who), what, printable(facts.join(' · '))];
}
