import type { Command } from 'commander';
import { gapGroups } from '../report/coverage-groups.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { coverageDocument, coverageTable } from './coverage-document.ts';
import { coverageText } from './coverage-text.ts';
import { exitStatus } from './exit-status.ts';
import { setupOrTell } from './setup-or-tell.ts';
import { formatOption, formatOrTell, printTable } from './table-format.ts';
import type { TableFormat } from './tabular.ts';

/** Adds `linchpin coverage`: what the rules of the model ask and Zabbix does not tell. */
export function addCoverage(program: Command, line: CommandLine): void {
  program
    .command('coverage')
    .summary('the blind spots of the monitoring')
    .description(
      'Reads Zabbix once and lists which containers, servers and disks of the model lack a signal, limit, health check or rule, and why. Exit status 1 if there is anything.',
    )
    .addOption(formatOption('one line for each blind spot,'))
    .addHelpText('after', '\nExamples:\n  $ linchpin coverage\n  $ linchpin coverage --format csv > blind-spots.csv')
    .action((options: { readonly format?: TableFormat }) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const form = formatOrTell(common, options, terminal);
        const setup = form && (await setupOrTell(common, terminal));
        if (form === undefined || setup === undefined) return exitStatus.invalid;
        // Loaded when needed: the client of Zabbix takes long to load.
        const { findCoverage } = await import('../app/coverage.ts');
        const { found, graph } = await findCoverage(setup, onProgress);
        const groups = gapGroups(found, graph);
        if (form.format === 'json') printJson(terminal, coverageDocument(found, groups));
        else if (form.format !== undefined) printTable(terminal, form.format, coverageTable(found));
        else terminal.out(coverageText(found, groups, terminal));
        return found.gaps.length > 0 ? exitStatus.no : exitStatus.done;
      }),
    );
}
