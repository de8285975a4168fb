import type { Command } from 'commander';
import type { CommandLine } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { setupOrTell } from './setup-or-tell.ts';
import { printable } from './terminal.ts';

interface ProvisionOptions {
  readonly dryRun?: true;
  readonly remove?: true;
  readonly roles?: true;
  readonly replace?: true;
  readonly rotateEmbedKeys?: true;
  readonly revokeEmbedKeys?: true;
}

/** Adds `linchpin provision`: what Linchpin needs in Zabbix to show what it computes. */
export function addProvision(program: Command, line: CommandLine): void {
  program
    .command('provision')
    .summary('create or update what Linchpin needs in Zabbix')
    .description(
      'Creates or updates in Zabbix what Linchpin needs there: template, hosts, services, dashboards, maps, escalation. Running it twice changes nothing; what people changed by hand since is left as it is, and named.',
    )
    .option('--dry-run', 'only say what would be done')
    .option('--remove', 'take it all out of Zabbix again')
    .option('--replace', 'also put back what people changed by hand since')
    .option('--roles', 'also make the user roles and user groups that Linchpin needs, with the least rights')
    .option(
      '--rotate-embed-keys',
      "also put new keys into the addresses of the dashboards' views; the old work for a day",
    )
    .option('--revoke-embed-keys', "also end all keys of the dashboards' views at once, and put new ones there")
    .addHelpText('after', '\nExample:\n  $ linchpin provision --dry-run')
    .action((options: ProvisionOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const setup = await setupOrTell(common, terminal, { wake: options.remove !== true });
        if (setup === undefined) return exitStatus.invalid;
        const wish = {
          dryRun: options.dryRun === true,
          remove: options.remove === true,
          roles: options.roles === true,
          replace: options.replace === true,
          keys: keysOf(options),
        };
        // Loaded when needed: the client of Zabbix takes long to load.
        const { provision, rolesAdvice } = await import('../app/provisioning.ts');
        const tell = (text: string): void => terminal.error(`${text}\n`);
        const { changes, advice } = await provision(setup, wish, { tell, onProgress });
        if (common.json === true) {
          printJson(terminal, { dryRun: wish.dryRun, changes: changes.map(({ change }) => change), advice });
        } else terminal.out(changesText(changes, wish.dryRun));
        for (const line of advice) terminal.error(`warning: ${printable(line)}\n`);
        if (wish.roles && !wish.remove && !wish.dryRun) terminal.error(rolesAdvice(setup.settings.publish.group));
        return exitStatus.done;
      }),
    );
}

function keysOf({ rotateEmbedKeys, revokeEmbedKeys }: ProvisionOptions): 'keep' | 'rotate' | 'revoke' {
  if (revokeEmbedKeys === true) return 'revoke';
  return rotateEmbedKeys === true ? 'rotate' : 'keep';
}

function changesText(told: readonly { readonly text: string }[], isDryRun: boolean): string {
  if (told.length === 0) return 'Nothing to do: Zabbix is as it should be.\n';
  return told.map(({ text }) => `${isDryRun ? 'would ' : ''}${printable(text)}\n`).join('');
}
