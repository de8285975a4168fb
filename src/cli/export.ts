import { Option } from 'commander';
import type { Command } from 'commander';
import { loadModelOnly } from '../app/setup.ts';
import { writeText } from '../config/write-text.ts';
import { localId } from '../domain/node.ts';
import { mermaid } from '../export/mermaid.ts';
import { toWorkspace } from '../export/to-workspace.ts';
import { writeWorkspaceDsl } from '../export/write-dsl.ts';
import { writeWorkspaceJson } from '../export/write-json.ts';
import type { Declarations } from '../model/declarations.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { SourceFile } from '../model/yaml-source.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { tellFindings } from './findings-text.ts';
import type { Terminal } from './terminal.ts';

const exportFormats = ['structurizr', 'structurizr-json', 'mermaid'] as const;

interface ExportOptions {
  readonly format?: (typeof exportFormats)[number];
  readonly of: readonly string[];
  readonly deployment: boolean;
  readonly output?: string;
}

const examples = `
Examples:
  $ linchpin export --model model/mail > workspace.dsl
  $ linchpin export --format structurizr-json --output workspace.json
  $ linchpin export --format mermaid --of subsystem/calendar

What each format can hold: docs/importing.md`;

/** Adds `linchpin export`: the model in the words of other tools. */
export function addExport(program: Command, line: CommandLine): void {
  program
    .command('export')
    .summary('the model for Structurizr (C4) or Mermaid')
    .description(
      'Writes the model as a Structurizr workspace, which `import` reads back without loss, or as a flow chart of Mermaid.',
    )
    .addOption(
      new Option('--format <format>', 'default: structurizr, with --json structurizr-json').choices(exportFormats),
    )
    .option('--of <subsystem>', 'of Mermaid: only this subsystem, and what it calls; may be given again', collect, [])
    .option('--no-deployment', 'without servers and containers')
    .option('--output <file>', 'write into this file instead of to stdout')
    .addHelpText('after', examples)
    .action((options: ExportOptions) => line.answer(async (common) => exportModel(options, common, line.terminal)));
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text.startsWith('subsystem/') ? localId(text) : text];
}

async function exportModel(options: ExportOptions, common: CommonOptions, terminal: Terminal): Promise<ExitStatus> {
  const format = options.format ?? (common.json === true ? 'structurizr-json' : 'structurizr');
  if (common.json === true && format !== 'structurizr-json') {
    terminal.error(`error: --json goes with --format structurizr-json, not with ${format} [E701]\n`);
    return exitStatus.invalid;
  }
  if (options.of.length > 0 && format !== 'mermaid') {
    terminal.error('error: --of goes with --format mermaid [E701]\n');
    return exitStatus.invalid;
  }
  const { graph, declared, sources, findings } = await loadModelOnly({ ...common, env: process.env });
  tellFindings(findings, terminal);
  const declarations = declared?.declarations;
  if (graph === undefined || declarations === undefined || sources === undefined) return exitStatus.invalid;
  const unknown = options.of.find((id) => !declarations.subsystems.has(id));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, declarations.subsystems.keys());
    terminal.error(
      `error: there is no subsystem ${unknown}${nearest === undefined ? '' : `: did you mean ${nearest}?`} [E702]\n`,
    );
    return exitStatus.invalid;
  }
  const text = textOf(format, { files: sources, declarations }, options);
  if (options.output === undefined) terminal.out(text);
  else await writeText(options.output, text);
  return exitStatus.done;
}

function textOf(
  format: (typeof exportFormats)[number],
  model: { readonly files: readonly SourceFile[]; readonly declarations: Declarations },
  { of, deployment }: ExportOptions,
): string {
  switch (format) {
    case 'mermaid':
      return mermaid(model.declarations, of);
    case 'structurizr':
      return writeWorkspaceDsl(toWorkspace(model, { deployment }));
    case 'structurizr-json':
      return `${JSON.stringify(writeWorkspaceJson(toWorkspace(model, { deployment })), null, 2)}\n`;
  }
}
