import type { Command } from 'commander';
import { storeName } from '../config/settings.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { settingsOrTell } from './setup-or-tell.ts';

/** Adds `linchpin restore`: fills the store with a backup. */
export function addRestore(program: Command, line: CommandLine): void {
  program
    .command('restore')
    .summary('fills the store with a backup')
    .description(
      'Fills the store that is configured with a backup, all of it or nothing: an SQLite file or a PostgreSQL, whichever the backup came from. Stop `linchpin run` first.',
    )
    .argument('<file>', 'a file that `linchpin backup` wrote')
    .option('--force', 'replace what the store holds')
    .addHelpText('after', '\nExample:\n  $ linchpin restore /var/backups/linchpin.gz')
    .action((file: string, options: { readonly force?: true }) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const settings = await settingsOrTell(common, terminal);
        if (settings === undefined) return exitStatus.invalid;
        // Loaded when needed: the database's client takes long to load.
        const { restoreStore } = await import('../app/backing-up.ts');
        const { rows, at } = await restoreStore(settings, { file, ...options, onProgress });
        const store = storeName(settings.store);
        if (common.json === true) printJson(terminal, { file, store, rows, at });
        else terminal.out(`The store ${store} holds the ${rows} rows that ${file} kept at ${at}.\n`);
        return exitStatus.done;
      }),
    );
}
