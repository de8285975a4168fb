import type { Command } from 'commander';
import { relative } from 'node:path';
import type { Initialised } from '../app/initialising.ts';
import { amount } from './amount.ts';
import type { CommandLine } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { countText, findingsDocument, findingsText, tellFindings } from './findings-text.ts';
import { answersOf } from './init-answers.ts';
import type { InitOptions } from './init-answers.ts';
import { collected } from './parse-argument.ts';
import { openQuestions } from './questions.ts';
import { printable } from './terminal.ts';

const examples = `
Examples:
  $ linchpin init
  $ linchpin init --url https://zabbix.example.org/zabbix --token-file /etc/linchpin/token --group "Mail servers" --name Mail`;

/** Adds `linchpin init`: configuration and a first model from what Zabbix shows. */
export function addInit(program: Command, line: CommandLine): void {
  program
    .command('init')
    .summary('a first configuration and model, from what Zabbix shows')
    .description(
      'Looks at a Zabbix and writes linchpin.yaml and a first model, which `check` passes and `run` runs. Asks for what flags and environment leave open; overwrites nothing.',
    )
    .option('--url <url>', 'the address of the Zabbix frontend')
    .option('--token-file <file>', 'the file that holds the API token')
    .option('--user <name>', 'in the place of a token: a user, whose password is in --password-file')
    .option('--password-file <file>', 'the file that holds the password')
    .option('--ca <file>', 'the authorities to trust, in the place of the system’s')
    .option('--allow-plain-http', 'let an address be http, elsewhere than on this machine')
    .option('--group <name>', 'a host group to read; may be given several times', collected)
    .option('--trapper <host:port>', 'where Zabbix takes values, where that is not the frontend’s host at 10051')
    .option('--system <id>', 'the id of the installation, such as mail')
    .option('--name <text>', 'what people call it')
    .option('--into <dir>', 'the folder to write into (default: this one)')
    .addHelpText('after', examples)
    .action((options: InitOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        // Loaded when needed: the client of Zabbix takes long to load.
        const { initialise, requireFree } = await import('../app/initialising.ts');
        // Before anybody answers in vain.
        await requireFree(options.into ?? '.');
        const questions = process.stdin.isTTY ? openQuestions(process.stdin, process.stderr) : undefined;
        const answers = await answersOf(options, process.env, questions).finally(() => questions?.close());
        const { done, findings } = await initialise(answers, process.env, onProgress);
        if (done === undefined) {
          tellFindings(findings, terminal);
          return exitStatus.invalid;
        }
        if (common.json === true) printJson(terminal, initDocument(done));
        else terminal.out(initText(done, answers.zabbix.url));
        return exitStatus.done;
      }),
    );
}

function initDocument({ version, hosts, guessed, files, findings }: Initialised): unknown {
  const { presets, lines, servers, containers, pods, subsystems } = guessed;
  return {
    zabbix: { version, hosts },
    servers,
    containers: containers.length,
    presets,
    signals: lines.map(({ line, items }) => ({ ...line, items })),
    pods: pods.map(({ id, kind, shards, replicas, containers: own, why }) => ({
      id,
      kind,
      shards: Math.max(1, shards.length),
      replicas,
      containers: own.length,
      why,
    })),
    subsystems: subsystems.map(({ id, pods: ids }) => ({ id, pods: ids })),
    files,
    findings: findingsDocument(findings),
  };
}

function initText(done: Initialised, url: string): string {
  const { version, hosts, guessed, files, findings } = done;
  const { presets, lines, servers, containers, pods, subsystems } = guessed;
  const [config = ''] = files.map(shortened);
  const named = config === 'linchpin.yaml' ? '' : ` --config ${config}`;
  const own = lines.map(({ line, items }) => `  ${line.key ?? ''} → ${line.signal} (${amount(items, 'item')})\n`);
  return printableLines(`Zabbix ${version} at ${url} shows ${amount(hosts, 'host')}; ${amount(servers, 'server')} carry ${amount(containers.length, 'container')}.
Presets for the templates found: ${presets.join(', ')}.
${own.length === 0 ? '' : `Read besides, guessed by the words of the keys:\n${own.join('')}`}Guessed from names: ${amount(pods.length, 'pod')} in ${amount(subsystems.length, 'subsystem')}. Who calls whom no name tells: model.yaml says where to write it.

Wrote
${files.map((file) => `  ${shortened(file)}\n`).join('')}
Checked: ${findings.length === 0 ? 'OK' : countText(findings)}
${findingsText(findings)}
Next
  linchpin provision${named}     # makes what Linchpin needs in Zabbix; --dry-run shows it first
  linchpin run --once${named}    # one cycle: the first severities are in Zabbix, none above Information (publish.mode: observe)
  linchpin status${named}        # what it found; then correct the model, and let linchpin run${named} go on
`);
}

/** As people would call a file from where they stand. */
function shortened(file: string): string {
  const short = relative('.', file);
  return short.startsWith('..') ? file : short;
}

/** Names of Zabbix's may hold anything. */
function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
