import type { Command } from 'commander';
import { Option } from 'commander';
import type { Resources } from '../report/resources.ts';
import { nodeKinds } from '../report/watched-nodes.ts';
import type { WatchedKind } from '../report/watched-nodes.ts';
import type { Found } from '../app/coverage.ts';
import { modelInForce } from '../app/model-in-force.ts';
import { loadModelAndSettings } from '../app/setup.ts';
import { hasZabbixAddress } from '../config/settings.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { CommonOptions } from './command-line.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { tellFindings } from './findings-text.ts';
import { resourcesDocument, resourcesTable } from './resources-document.ts';
import { resourcesText } from './resources-text.ts';
import { setupOrTell } from './setup-or-tell.ts';
import { formatOption, formatOrTell, printTable } from './table-format.ts';
import type { TableFormat } from './tabular.ts';
import type { Terminal } from './terminal.ts';

interface ResourcesOptions {
  readonly format?: TableFormat;
  readonly of: WatchedKind;
  readonly offline?: true;
}

/** Adds `linchpin resources`: the table of what is to be monitored, for those who run Zabbix. */
export function addResources(program: Command, line: CommandLine): void {
  program
    .command('resources')
    .summary('the table of what is to be monitored')
    .description(
      'Lists every container with the server, disks, limits and error points that it depends on, and which item of Zabbix gives each signal.',
    )
    .addOption(formatOption('one line for each container,'))
    .addOption(
      new Option('--of <kind>', 'the nodes that the lines of csv and md are about')
        .choices(nodeKinds)
        .default('container'),
    )
    .option('--offline', 'without asking Zabbix: by which items each signal would be given')
    .addHelpText(
      'after',
      '\nExamples:\n  $ linchpin resources --format csv > containers.csv\n  $ linchpin resources --offline --of disk --format md',
    )
    .action((options: ResourcesOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const form = formatOrTell(common, options, terminal);
        const asked = form && (await askedOrTell({ ...options, ...common, onProgress }, terminal));
        if (form === undefined || asked === undefined) return exitStatus.invalid;
        const { found, graph } = asked;
        if (form.format === 'json') printJson(terminal, resourcesDocument(found));
        else if (form.format !== undefined) printTable(terminal, form.format, resourcesTable(found, options.of, graph));
        else terminal.out(resourcesText(found, terminal));
        return exitStatus.done;
      }),
    );
}

/** Zabbix is asked where it is said how to reach it; a model alone is enough to say what should be watched. */
async function askedOrTell(
  { offline, onProgress, ...common }: CommonOptions & ResourcesOptions & { readonly onProgress: OnProgress },
  terminal: Terminal,
): Promise<Found<Resources> | undefined> {
  // Loaded when needed: the client of Zabbix takes long to load.
  const { expectResources, findResources } = await import('../app/coverage.ts');
  const loaded = await loadModelAndSettings({ ...common, env: process.env });
  const { graph, settings, findings } = loaded;
  if (offline !== true && settings !== undefined && hasZabbixAddress(settings)) {
    const setup = await setupOrTell(common, terminal);
    return setup && findResources(setup, onProgress);
  }
  tellFindings(findings, terminal);
  return graph && settings && expectResources(await modelInForce({ ...loaded, graph }), settings);
}
