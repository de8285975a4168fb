import type { Command } from 'commander';
import { stopDocument } from '../app/recovery/action-document.ts';
import { toIso } from '../domain/instant.ts';
import type { Stop } from '../domain/recovery.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { settingsOrTell } from './setup-or-tell.ts';
import { printable } from './terminal.ts';

interface StopOptions {
  readonly reason?: string;
  readonly end?: true;
}

/** Adds `linchpin stop`: nothing is done by recovery from now on, until that is ended. */
export function addStop(program: Command, line: CommandLine): void {
  program
    .command('stop')
    .summary('stops recovery at once; --end ends that')
    .description(
      'Stops recovery: from now on no action is begun, whoever leads; what has begun comes to its end. Plans are still made and shown. It takes effect while `linchpin run` works, and lasts until it is ended, also over restarts.',
    )
    .option('--reason <text>', 'why, for those who wonder later')
    .option('--end', 'end the stop')
    .addHelpText('after', '\nExamples:\n  $ linchpin stop --reason "we move servers"\n  $ linchpin stop --end')
    .action(({ reason, end }: StopOptions) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const settings = await settingsOrTell(common, terminal);
        if (settings === undefined) return exitStatus.invalid;
        // Loaded when needed: the database's client takes long to load.
        const { endStopAtTerminal, stopAtTerminal } = await import('../app/recovery/operating.ts');
        if (end !== true) {
          await stopAtTerminal(settings, reason);
          if (common.json === true) printJson(terminal, { stopped: true });
          else terminal.out('Recovery is stopped. `linchpin stop --end` ends that.\n');
          return exitStatus.done;
        }
        const ended = await endStopAtTerminal(settings);
        if (common.json === true) printJson(terminal, { stopped: false, ...(ended && { ended: stopDocument(ended) }) });
        else terminal.out(ended === undefined ? 'Recovery was not stopped here.\n' : endedText(ended));
        return exitStatus.done;
      }),
    );
}

function endedText({ by, at, reason = '' }: Stop): string {
  const why = reason === '' ? '' : ` (${printable(reason)})`;
  return `The stop of ${printable(by)} since ${toIso(Math.floor(at))}${why} has ended. What the macro in Zabbix stops stays stopped.\n`;
}
