import type { Command } from 'commander';
import { actionDocument, stopDocument } from '../app/recovery/action-document.ts';
import { toIso } from '../domain/instant.ts';
import type { Action, Stop } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import { printJson } from './command-line.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { settingsOrTell } from './setup-or-tell.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const examples = `
Examples:
  $ linchpin approve
  $ linchpin approve k7mq-2xvd
  $ linchpin approve --reject k7mq-2xvd`;

/** Adds `linchpin approve`: what recovery asks a person, and the answer. */
export function addApprove(program: Command, line: CommandLine): void {
  program
    .command('approve')
    .summary('lets recovery do what it asks for; --reject forbids it')
    .description(
      'Answers an action of recovery that waits for a person, by its one-time id. Without an id it lists what waits. The next cycle of `linchpin run` takes the answer in, and asks its guards once more.',
    )
    .argument('[id]', 'the one-time id, as the incident, the page and Zabbix show it')
    .option('--reject', 'forbid it: the incident is left to people')
    .addHelpText('after', examples)
    .action((id: string | undefined, { reject }: { readonly reject?: true }) =>
      line.answer((common) => {
        if (id !== undefined) return answer({ common, id, isRejected: reject === true }, line.terminal);
        if (reject === true) throw new WorldError('E701', 'Which one? Expected --reject with an id.');
        return list(common, line.terminal);
      }),
    );
}

// Loaded when needed: the database's client takes long to load.
const operating = (): Promise<typeof import('../app/recovery/operating.ts')> => import('../app/recovery/operating.ts');

interface Answer {
  readonly common: CommonOptions;
  readonly id: string;
  readonly isRejected: boolean;
}

async function answer({ common, id, isRejected }: Answer, terminal: Terminal): Promise<ExitStatus> {
  const settings = await settingsOrTell(common, terminal);
  if (settings === undefined) return exitStatus.invalid;
  const { answerAtTerminal } = await operating();
  const found = await answerAtTerminal(settings, id, isRejected ? 'reject' : 'approve');
  if ('wrong' in found) {
    terminal.error(`linchpin: ${printable(id)}: ${found.wrong}. \`linchpin approve\` lists what waits.\n`);
    return exitStatus.no;
  }
  if (common.json === true)
    printJson(terminal, { verdict: isRejected ? 'reject' : 'approve', action: actionDocument(found.action) });
  else terminal.out(`${isRejected ? 'Rejected' : 'Approved'}: ${words(found.action)}\n`);
  return exitStatus.done;
}

async function list(common: CommonOptions, terminal: Terminal): Promise<ExitStatus> {
  const settings = await settingsOrTell(common, terminal);
  if (settings === undefined) return exitStatus.invalid;
  const { recoveryNow } = await operating();
  const { waiting, stop } = await recoveryNow(settings);
  if (common.json === true) {
    printJson(terminal, { waiting: waiting.map(actionDocument), ...(stop && { stop: stopDocument(stop) }) });
    return exitStatus.done;
  }
  if (stop !== undefined) terminal.out(stoppedText(stop));
  const rows = waiting.map((action) => [
    action.code ?? '',
    `until ${toIso(Math.floor(action.expiresAt ?? 0))}`,
    words(action),
  ]);
  terminal.out(
    rows.length === 0 ? 'Nothing waits for a person.\n' : `${tableLines(rows, { width: terminal.width }).join('\n')}\n`,
  );
  return exitStatus.done;
}

function stoppedText({ by, reason = '' }: Stop): string {
  return `Recovery is stopped by ${printable(by)}${reason === '' ? '' : ` (${printable(reason)})`}.\n`;
}

function words({ order, root }: Action): string {
  const targets = order.targets.map(({ node }) => node).join(', ');
  return printable(`${order.kind} of ${targets} by ${order.by}, for ${root}`);
}
