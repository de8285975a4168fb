import { Command, CommanderError } from 'commander';
import type { ErrorCode } from '../domain/errors/catalogue.ts';
import { version } from '../domain/version.ts';
import { WorldError } from '../ports.ts';
import { addApprove } from './approve.ts';
import { addAudit } from './audit.ts';
import { addBackup } from './backup.ts';
import { addCalibrate } from './calibrate.ts';
import { addCheck } from './check.ts';
import { addCommonOptions } from './command-line.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { addCompletion } from './completion.ts';
import { addCoverage } from './coverage.ts';
import { addDiscover } from './discover.ts';
import { addEvaluate } from './evaluate.ts';
import { addExplain } from './explain.ts';
import { exitStatus, statusOf } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { addHealthCheck } from './health-check.ts';
import { addHelp } from './help.ts';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addIncidents } from './incidents.ts';
import { addInit } from './init.ts';
import { addProvision } from './provision.ts';
import { addResources } from './resources.ts';
import { addRestore } from './restore.ts';
import { addRun } from './run.ts';
import { addSilence } from './silence.ts';
import { addSpof } from './spof.ts';
import { addStatus } from './status.ts';
import { addStop } from './stop.ts';
import { tellError } from './tell-error.ts';
import type { Terminal } from './terminal.ts';
import { addTest } from './test.ts';
import { addWhatIf } from './what-if.ts';

const commands = [
  addInit,
  addCheck,
  addTest,
  addRun,
  addStatus,
  addIncidents,
  addExplain,
  addWhatIf,
  addSpof,
  addDiscover,
  addCoverage,
  addCalibrate,
  addResources,
  addEvaluate,
  addImport,
  addExport,
  addProvision,
  addSilence,
  addHealthCheck,
  addApprove,
  addStop,
  addAudit,
  addBackup,
  addRestore,
  addCompletion,
  addHelp,
];

const programExamples = `
Examples:
  $ linchpin init
  $ linchpin check --model ./model/mail
  $ linchpin run --config /etc/linchpin/linchpin.yaml
  $ linchpin help what-if
  $ linchpin help E301`;

/** The program with all its commands, as the command line knows them; what they do goes through `line`. */
export function commandTree(line: CommandLine): Command {
  const program = new Command('linchpin');
  const { terminal } = line;
  // Before the commands are added: they take these settings over.
  program
    .description('Health correlation for Zabbix: what is broken at the root, what users lose, what to do.')
    .version(version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.error(text),
      // The first line says what is wrong; what was probably meant may follow.
      outputError: (text, write) => write(text.replace(/(?=\n)/u, ' [E701]')),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .helpCommand(false)
    .addHelpText('after', programExamples);
  addCommonOptions(program);
  for (const add of commands) add(program, line);
  return program;
}

/** Runs the command that the arguments (without interpreter and script) ask for; gives the exit status. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.done;
  let hinted: ErrorCode | undefined;
  const hinting: Terminal = { ...terminal, hint: (code) => void (hinted ??= code) };
  const program = commandTree({
    terminal: hinting,
    answer: async (run) => {
      const common = program.opts<CommonOptions>();
      const onProgress = (common.json === true ? undefined : terminal.progress) ?? ((): void => undefined);
      try {
        status = await run(common, onProgress);
      } finally {
        onProgress();
      }
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.invalid;
    if (!(error instanceof WorldError)) throw error;
    tellError(error, hinting);
    status = statusOf(error);
  }
  const { json } = program.opts<CommonOptions>();
  if (hinted !== undefined && json !== true) terminal.error(`\`linchpin help ${hinted}\` says more.\n`);
  return status;
}
