import { Option } from 'commander';
import type { Command } from 'commander';
import { gapDocument } from '../app/past.ts';
import type { Instant } from '../domain/instant.ts';
import type { ResultIncident } from '../domain/result.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { functionNames, incidentLines } from './incident-text.ts';
import { parseTime } from './parse-argument.ts';
import { resultOrTell } from './past-or-tell.ts';
import type { Looks } from './terminal.ts';

/** Adds `linchpin incidents`: the open incidents by rank, and on demand those that are over. */
export function addIncidents(program: Command, line: CommandLine): void {
  program
    .command('incidents')
    .summary('the ranked incidents')
    .description('Prints the open incidents by rank, as of the last cycle of `linchpin run`, or of a time before.')
    .addOption(
      new Option('--at <time>', 'those that were open at that time, from the history')
        .argParser(parseTime)
        .conflicts('all'),
    )
    .option('--all', 'closed incidents too, the one that closed last first, 1000 at most')
    .addHelpText('after', '\nExamples:\n  $ linchpin incidents --all\n  $ linchpin incidents --at 2026-11-01T03:10:00Z')
    .action(({ all, at }: { readonly all?: true; readonly at?: Instant }) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const stored = await resultOrTell(common, terminal, { at, ended: all === true });
        if (stored === undefined) return exitStatus.invalid;
        const { result, ended = [] } = stored;
        const incidents = [...result.incidents.filter((incident) => incident.state === 'open'), ...ended];
        if (common.json === true) printJson(terminal, { at: result.at, incidents, ...gapDocument(stored) });
        else terminal.out(incidentsText(incidents, functionNames(result), terminal));
        return exitStatus.done;
      }),
    );
}

function incidentsText(incidents: readonly ResultIncident[], names: ReadonlyMap<string, string>, looks: Looks): string {
  if (incidents.length === 0) return 'No incidents.\n';
  return incidents.map((incident) => `${incidentLines(incident, names, looks).join('\n')}\n`).join('\n');
}
