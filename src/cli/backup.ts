import type { Command } from 'commander';
import { storeName } from '../config/settings.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { settingsOrTell } from './setup-or-tell.ts';

/** Adds `linchpin backup`: all that the store holds in one file. */
export function addBackup(program: Command, line: CommandLine): void {
  program
    .command('backup')
    .summary('all that the store holds, in one file')
    .description(
      'Writes what the store holds at this moment into a file, while `linchpin run` goes on. It can be restored into an SQLite file and into a PostgreSQL.',
    )
    .argument('<file>', 'the backup; one that is there is replaced as soon as the new one is whole')
    .addHelpText('after', '\nExample:\n  $ linchpin backup /var/backups/linchpin.gz')
    .action((file: string) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const settings = await settingsOrTell(common, terminal);
        if (settings === undefined) return exitStatus.invalid;
        // Loaded when needed: the database's client takes long to load.
        const { backUpStore } = await import('../app/backing-up.ts');
        const { rows, size } = await backUpStore(settings, file, onProgress);
        const store = storeName(settings.store);
        if (common.json === true) printJson(terminal, { file, store, rows, size });
        else terminal.out(`${rows} rows of the store ${store} are in ${file} (${size} bytes).\n`);
        return exitStatus.done;
      }),
    );
}
