import type { Command } from 'commander';
import { pointPairs, singlePoints } from '../twin/single-points.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { graphOrTell } from './graph-or-tell.ts';
import { spofText } from './spof-text.ts';

/** Adds `linchpin spof`: what must not be lost alone, and on demand what must not be lost together. */
export function addSpof(program: Command, line: CommandLine): void {
  program
    .command('spof')
    .summary('single points of failure')
    .description(
      'Lists every container, server and disk whose loss alone stops a system of the model while all else is healthy.',
    )
    .option('--pairs', 'the pairs too that stop a system together, and neither alone')
    .addHelpText('after', '\nExamples:\n  $ linchpin spof --model ./model/mail\n  $ linchpin spof --pairs --json')
    .action((options: { readonly pairs?: true }) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const told = await graphOrTell(common, terminal);
        if (told === undefined) return exitStatus.invalid;
        const { graph } = told;
        const single = singlePoints(graph);
        const found = { single, ...(options.pairs === true && { pairs: pointPairs(graph, single) }) };
        if (common.json === true) printJson(terminal, found);
        else terminal.out(spofText(found, graph, terminal));
        return exitStatus.done;
      }),
    );
}
