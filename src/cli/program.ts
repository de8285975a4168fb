import { Command, CommanderError } from 'commander';
import { version } from '../domain/version.ts';
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
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { addHealthCheck } from './health-check.ts';
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
];

/** The program with all its commands, as the command line knows them; what they do goes through `line`. */
export function commandTree(line: CommandLine): Command {
  const program = new Command('linchpin');
  const { terminal } = line;
  // Before the commands are added: they take these settings over.
  program
    .description('Health correlation for Zabbix: what is broken at the root, what users lose, what to do.')
    .version(version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.error(text) })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError();
  addCommonOptions(program);
  for (const add of commands) add(program, line);
  return program;
}

/** Runs the command that the arguments (without interpreter and script) ask for; gives the exit status. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.done;
  const program = commandTree({
    terminal,
    answer: async (run) => {
      status = await run(program.opts<CommonOptions>());
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitStatus.done : exitStatus.invalid;
  }
}
