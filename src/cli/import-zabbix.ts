import { join } from 'node:path';
import type { OnProgress } from '../domain/progress.ts';
import { printJson } from './command-line.ts';
import type { CommonOptions } from './command-line.ts';
import { discoveryDocument } from './discover.ts';
import { discoveryText } from './discover-text.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { setupOrTell } from './setup-or-tell.ts';
import type { Terminal } from './terminal.ts';

/** Imports the inventory that Zabbix shows: what `discover --write` does, into the inventory of the model. */
export async function importFromZabbix(
  common: CommonOptions,
  terminal: Terminal,
  { into, dryRun, onProgress }: { readonly into?: string; readonly dryRun?: true; readonly onProgress: OnProgress },
): Promise<ExitStatus> {
  const setup = await setupOrTell(common, terminal);
  if (setup === undefined) return exitStatus.invalid;
  // Loaded when needed: the client of Zabbix takes long to load.
  const { discoverInventory, writeDiscovery } = await import('../app/discovering.ts');
  const found = await discoverInventory(setup, onProgress);
  const folder = setup.settings.model ?? '';
  const file =
    dryRun === true || found.isEmptied === true
      ? undefined
      : await writeDiscovery(found, into ?? join(folder, 'inventory.yaml'), folder);
  if (common.json === true) printJson(terminal, discoveryDocument(found, file));
  else {
    const isFollowed = setup.settings.inventory.from === 'zabbix';
    terminal.out(discoveryText(found, { file, isFollowed, looks: terminal }));
  }
  return exitStatus.done;
}
