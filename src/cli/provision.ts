import type { Command } from 'commander';
import type { CommandLine } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { setupOrTell } from './setup-or-tell.ts';
import { printable } from './terminal.ts';

interface ProvisionOptions {
  readonly dryRun?: true;
  readonly remove?: true;
}

/** Adds `linchpin provision`: what Linchpin needs in Zabbix to show what it computes. */
export function addProvision(program: Command, line: CommandLine): void {
  program
    .command('provision')
    .summary('create or update what Linchpin needs in Zabbix')
    .description(
      'Creates or updates host group, template and hosts in Zabbix, and with `wake` what wakes Linchpin. Running it twice changes nothing.',
    )
    .option('--dry-run', 'only say what would be done')
    .option('--remove', 'take it all out of Zabbix again')
    .addHelpText('after', '\nExample:\n  $ linchpin provision --dry-run')
    .action((options: ProvisionOptions) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const setup = await setupOrTell(common, terminal, { needsWake: options.remove !== true });
        if (setup === undefined) return exitStatus.invalid;
        const wish = { dryRun: options.dryRun === true, remove: options.remove === true };
        // Loaded when needed: the client of Zabbix takes long to load.
        const { provision } = await import('../app/provisioning.ts');
        const told = await provision(setup, wish);
        if (common.json === true) {
          printJson(terminal, { dryRun: wish.dryRun, changes: told.map(({ change }) => change) });
        } else terminal.out(changesText(told, wish.dryRun));
        return exitStatus.done;
      }),
    );
}

function changesText(told: readonly { readonly text: string }[], isDryRun: boolean): string {
  if (told.length === 0) return 'Nothing to do: Zabbix is as it should be.\n';
  return told.map(({ text }) => `${isDryRun ? 'would ' : ''}${printable(text)}\n`).join('');
}
