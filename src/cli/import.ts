import { text as readAll } from 'node:stream/consumers';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { planImport, writeImport } from '../app/importing.ts';
import type { ImportOutcome } from '../app/importing.ts';
import { loadSettingsOnly } from '../app/setup.ts';
import { formats } from '../import/imported.ts';
import type { Format } from '../import/imported.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { tellFindings } from './findings-text.ts';
import { importDocument } from './import-document.ts';
import { importText } from './import-text.ts';
import { importFromZabbix } from './import-zabbix.ts';
import { parseDuration, parseTime } from './parse-argument.ts';
import type { Terminal } from './terminal.ts';

/** What `linchpin import` was told. */
export interface ImportOptions {
  readonly from?: Format | 'zabbix';
  readonly into?: string;
  readonly name?: Readonly<Record<string, string>>;
  readonly addPods?: true;
  readonly system?: string;
  readonly at?: number;
  readonly unseen?: number;
  readonly dryRun?: true;
  readonly strict?: true;
}

const examples = `
Examples:
  $ linchpin import compose.yaml --model model/shop
  $ linchpin import k8s/ --model model/shop --dry-run
  $ kubectl get deploy,sts,ds,cronjob,svc,hpa,pdb,nodes,pods -A -o json | linchpin import - --model model/shop
  $ curl -s "$JAEGER/api/dependencies?endTs=$(date +%s000)&lookback=86400000" | linchpin import - --model model/shop
  $ linchpin import workspace.dsl --name api_gateway=gateway --name legacy=-
  $ linchpin import --from zabbix

What becomes of what, and how a second import keeps your edits: docs/importing.md`;

/** Adds `linchpin import`: a model, or what is new in one, from documents that describe the installation already. */
export function addImport(program: Command, line: CommandLine): void {
  program
    .command('import')
    .summary('a model from compose, Kubernetes, C4, traces or Zabbix; or what differs from the one there is')
    .description(
      'Reads docker compose files, Kubernetes manifests, Structurizr workspaces (C4), Jaeger or OpenTelemetry traces, ' +
        'and merges what they say into the model: hand edits and comments stay, guesses are marked.',
    )
    .argument('[files...]', 'files and folders to read; - is stdin')
    .addOption(
      new Option('--from <format>', 'what is read, where that cannot be told by its content').choices([
        ...formats,
        'zabbix',
      ]),
    )
    .option('--into <file>', 'the file of the model for what is new (default: imported.yaml in its folder)')
    .option('--name <name=pod>', 'what something read is called in the model; NAME=- leaves it out; remembered', pair)
    .option('--add-pods', 'make pods of traced services that the model lacks')
    .option('--system <id>', 'the id of the system that is read')
    .option('--at <time>', 'when documents without times were made (default: now)', parseTime)
    .option('--unseen <duration>', 'tell of calls that were not seen for so long (default: 30d)', parseDuration)
    .option('--dry-run', 'show what would change, and write nothing')
    .option('--strict', 'exit with status 1 where the model and what was read differ')
    .addHelpText('after', examples)
    .action((files: readonly string[], options: ImportOptions) =>
      line.answer(async (common, onProgress) => {
        if (options.from === 'zabbix') return importFromZabbix(common, line.terminal, { ...options, onProgress });
        if (files.length === 0) {
          line.terminal.error('error: nothing to read: name files or folders, - for stdin, or --from zabbix [E701]\n');
          return exitStatus.invalid;
        }
        return importFiles(files, options, { common, terminal: line.terminal });
      }),
    );
}

function pair(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.lastIndexOf('=');
  if (at > 0 && at < text.length - 1) return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
  throw new InvalidArgumentError('Expected NAME=POD, or NAME=- to leave it out.');
}

async function importFiles(
  from: readonly string[],
  options: ImportOptions,
  { common, terminal }: { readonly common: CommonOptions; readonly terminal: Terminal },
): Promise<ExitStatus> {
  const model = await modelFolder(common, terminal);
  if (model === undefined) return exitStatus.invalid;
  const { from: format, into, name: names = {}, system, dryRun } = options;
  const { outcome, findings } = await planImport({
    ...{ from, model, names, addsPods: options.addPods === true },
    ...(into !== undefined && { into }),
    ...(format !== undefined && format !== 'zabbix' && { format }),
    ...(system !== undefined && { system }),
    at: options.at ?? Math.floor(Date.now() / 1000),
    unseenFor: options.unseen ?? 30 * 86_400,
    stdin: () => readAll(process.stdin),
  });
  tellFindings(findings, terminal);
  if (outcome === undefined) return exitStatus.invalid;
  if (dryRun !== true) await writeImport(outcome);
  const shown = { outcome, isDryRun: dryRun === true };
  if (common.json === true) printJson(terminal, importDocument(shown));
  else terminal.out(importText(shown, terminal));
  return options.strict === true && differs(outcome) ? exitStatus.no : exitStatus.done;
}

/** Guesses that people did not take over are no difference. */
function differs({ changes, kept, calls }: ImportOutcome): boolean {
  const open = kept.filter(({ why }) => why !== 'guess' && why !== 'removed');
  return changes.length + open.length + (calls?.unmodelled.length ?? 0) + (calls?.unseen.length ?? 0) > 0;
}

async function modelFolder(common: CommonOptions, terminal: Terminal): Promise<string | undefined> {
  if (common.model !== undefined && common.config === undefined) return common.model;
  const { settings, findings } = await loadSettingsOnly({ ...common, env: process.env });
  tellFindings(findings, terminal);
  if (settings?.model === undefined && settings !== undefined) {
    terminal.error('error: no model: name its folder with --model DIR, or as `model` in linchpin.yaml [E108]\n');
  }
  return settings?.model;
}
