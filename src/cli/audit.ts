import type { Command } from 'commander';
import { toIso } from '../domain/instant.ts';
import type { AuditEntry } from '../ports.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { settingsOrTell } from './setup-or-tell.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';

/** Adds `linchpin audit`: who did what that changes what Linchpin shows. */
export function addAudit(program: Command, line: CommandLine): void {
  program
    .command('audit')
    .summary('who silenced, took that back or restored, when and why')
    .description(
      'Lists who did what that changes what Linchpin shows, oldest first: silences, their end, backups that were restored.',
    )
    .addHelpText('after', '\nExample:\n  $ linchpin audit --json > audit.json')
    .action(() =>
      line.answer(async (common) => {
        const { terminal } = line;
        const settings = await settingsOrTell(common, terminal);
        if (settings === undefined) return exitStatus.invalid;
        // Loaded when needed: the database's client takes long to load.
        const { auditFrom } = await import('../app/silences.ts');
        const entries = await auditFrom(settings, 0);
        if (common.json === true) printJson(terminal, { audit: entries.map(entryDocument) });
        else if (entries.length === 0) terminal.out('Nobody has changed anything yet.\n');
        else terminal.out(`${tableLines(entries.map(cells), { width: terminal.width }).join('\n')}\n`);
        return exitStatus.done;
      }),
    );
}

function entryDocument({ at, who, what, about }: AuditEntry): Readonly<Record<string, unknown>> {
  return { at: toIso(Math.floor(at)), who, what, about };
}

function cells({ at, who, what, about }: AuditEntry): readonly string[] {
  const facts = Object.entries(about).map(([name, text]) => `${name}: ${text}`);
  return [toIso(Math.floor(at)), printable(who), what, printable(facts.join(' · '))];
}
