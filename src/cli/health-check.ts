import type { Command } from 'commander';
import { askProbe } from '../app/health-check.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { settingsOrTell } from './setup-or-tell.ts';

/** What people name. */
interface Named {
  readonly ready?: boolean;
}

/** Adds `linchpin healthcheck`: what a supervisor asks of the Linchpin that runs on this machine. */
export function addHealthCheck(program: Command, line: CommandLine): void {
  program
    .command('healthcheck')
    .summary('whether the Linchpin that runs here is alive')
    .description(
      'Asks the `linchpin run` of this configuration, on this machine, whether it is alive: for supervisors that can only run a command. Exit status 0: it is; 1: it is not ready; 3: nothing answers.',
    )
    .option('--ready', 'and whether it does what it is there for: reads Zabbix, judges, saves')
    .addHelpText('after', '\nExample:\n  $ linchpin healthcheck --ready')
    .action(({ ready = false }: Named) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const settings = await settingsOrTell(common, terminal);
        if (settings === undefined) return exitStatus.invalid;
        const { http } = settings;
        if (http === undefined || http.port === 0) {
          terminal.error(
            'Linchpin serves nothing that could be asked: write `http: {}` into linchpin.yaml, with a fixed port where `http.listen` is given. [E704]\n',
          );
          return exitStatus.invalid;
        }
        const { failing, standsBy } = await askProbe(http, { ready });
        if (common.json === true) printJson(terminal, { failing, standsBy });
        else terminal.out(`${told(failing, { ready, standsBy })}\n`);
        return failing.length === 0 ? exitStatus.done : exitStatus.no;
      }),
    );
}

function told(
  failing: readonly string[],
  { ready, standsBy }: { readonly ready: boolean; readonly standsBy: boolean },
): string {
  if (failing.length > 0) return `not ready: ${failing.join(', ')}`;
  if (!ready) return 'alive';
  return standsBy ? 'ready, and stands by' : 'ready';
}
