import type { Command } from 'commander';
import type { Discovery, InventoryFile } from '../app/discovering.ts';
import type { Drift } from '../domain/inventory.ts';
import { localId, nodeId } from '../domain/node.ts';
import type { CommandLine } from './command-line.ts';
import { printJson } from './command-line.ts';
import { discoveryText } from './discover-text.ts';
import { exitStatus } from './exit-status.ts';
import { setupOrTell } from './setup-or-tell.ts';

const examples = `
Examples:
  $ linchpin discover
  $ linchpin discover --write ./model/mail/inventory.yaml
  $ linchpin discover --json`;

/** Adds `linchpin discover`: the inventory that Zabbix shows, beside that of the model. */
export function addDiscover(program: Command, line: CommandLine): void {
  program
    .command('discover')
    .summary('inventory from Zabbix: what is new, vanished, moved, or matches nothing')
    .description(
      "Compares the servers, containers and disks that Zabbix shows with those that the model's files describe.",
    )
    .option('--write <file>', 'add what is new to this inventory file, move what moved, mark what vanished')
    .addHelpText('after', examples)
    .action((options: { readonly write?: string }) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const setup = await setupOrTell(common, terminal);
        if (setup === undefined) return exitStatus.invalid;
        // Loaded when needed: the client of Zabbix takes long to load.
        const { discoverInventory, writeDiscovery } = await import('../app/discovering.ts');
        const found = await discoverInventory(setup, onProgress);
        const { write } = options;
        const file =
          write === undefined || found.isEmptied === true
            ? undefined
            : await writeDiscovery(found, write, setup.settings.model ?? '');
        if (common.json === true) printJson(terminal, discoveryDocument(found, file));
        else
          terminal.out(
            discoveryText(found, { file, isFollowed: setup.settings.inventory.from === 'zabbix', looks: terminal }),
          );
        return exitStatus.done;
      }),
    );
}

/** A comparison of inventories as the JSON document of `docs/json.md`. */
export function discoveryDocument(found: Discovery, file: InventoryFile | undefined): unknown {
  const { discovered, described, completed, taken, drift, isEmptied } = found;
  const placed = new Map(completed.containers.map((container) => [container.id, container]));
  return {
    zabbix: {
      servers: discovered.servers.length,
      containers: discovered.servers.reduce((sum, { containers }) => sum + containers.length, 0),
    },
    model: {
      servers: described.resources.filter(({ kind }) => kind === 'server').length,
      containers: described.containers.filter(({ missing }) => !missing).length,
    },
    ...(isEmptied === true && { emptied: true }),
    new: {
      servers: taken.servers,
      disks: taken.disks,
      containers: taken.containers
        .filter(({ movedFrom }) => movedFrom === undefined)
        .map(({ name, server, disks }) => {
          const container = placed.get(nodeId.container(server, name));
          return {
            name,
            server,
            ...(container && { pod: localId(container.pod), shard: localId(container.shard).split('/').at(-1) }),
            ...(disks.length > 0 && { disks }),
          };
        }),
    },
    moved: taken.containers.flatMap(({ name, server, movedFrom }) =>
      movedFrom === undefined ? [] : [{ name, from: movedFrom, to: server }],
    ),
    vanished: drift
      .filter(isVanished)
      .map(({ node, server, name }) => ({ node, server, ...(name !== undefined && { name }) })),
    unmatched: drift.filter((each) => !isVanished(each)),
    ...(file && { written: file }),
  };
}

function isVanished({ reason }: Drift): boolean {
  return reason === 'not-in-zabbix';
}
