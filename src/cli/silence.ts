import type { Command } from 'commander';
import { modelInForce } from '../app/model-in-force.ts';
import { inOrderOfNodes, silenceDuration, silenceDurations, silencesDocument } from '../app/silence-forms.ts';
import { loadModelAndSettings } from '../app/setup.ts';
import { compileGlob } from '../domain/glob.ts';
import type { Duration } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { Silence } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { selectNodes } from '../twin/select-nodes.ts';
import { printJson } from './command-line.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { tellFindings } from './findings-text.ts';
import { nodesOrTell } from './named-nodes.ts';
import { settingsOrTell } from './setup-or-tell.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface SilenceOptions {
  readonly reason?: string;
  readonly end?: true;
}

const examples = `
Examples:
  $ linchpin silence server/vm-07 2h --reason "new disk"
  $ linchpin silence subsystem/calendar tag:rack=r2 1d --reason "move to the new hall"
  $ linchpin silence --end server/vm-07
  $ linchpin silence`;

/** Adds `linchpin silence`: what an operator declares planned for a time, takes that back, or looks at it. */
export function addSilence(program: Command, line: CommandLine): void {
  program
    .command('silence')
    .summary('declares nodes planned for a time; --end takes it back')
    .description(
      'Declares nodes, and what stands on or belongs to them, planned for a time: what fails there is Information at most. Without a node it lists what is silenced.',
    )
    .argument('[node-and-duration...]', 'ids, globs over ids, tag:rack=r1; then how long, such as 30m, 2h, 1d')
    .option('--reason <text>', 'why, for those who wonder later')
    .option('--end', 'take it back: ids or globs, without a duration')
    .addHelpText('after', examples)
    .action((words: readonly string[], options: SilenceOptions) =>
      line.answer((common) => {
        if (options.end === true) return end(common, words, line.terminal);
        return words.length === 0 ? list(common, line.terminal) : begin({ common, words, options }, line.terminal);
      }),
    );
}

// Loaded when needed: the database's client takes long to load.
const silencing = (): Promise<typeof import('../app/silences.ts')> => import('../app/silences.ts');

interface Asked {
  readonly common: CommonOptions;
  readonly words: readonly string[];
  readonly options: SilenceOptions;
}

async function begin({ common, words, options }: Asked, terminal: Terminal): Promise<ExitStatus> {
  const duration = durationOf(words);
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw new WorldError('E701', 'Why? Expected --reason TEXT, for those who wonder later.');
  const loaded = await loadModelAndSettings({ ...common, env: process.env });
  tellFindings(loaded.findings, terminal);
  const { graph: described, settings } = loaded;
  if (described === undefined || settings === undefined) return exitStatus.invalid;
  const graph = await modelInForce({ ...loaded, graph: described });
  const nodes = nodesOrTell(words.slice(0, -1), (text) => selectNodes(graph, text), terminal);
  if (nodes === undefined) return exitStatus.invalid;
  const { silenceNodes } = await silencing();
  print(await silenceNodes(settings, { nodes, duration, reason }), { common, terminal, otherwise: '' });
  return exitStatus.done;
}

function durationOf(words: readonly string[]): Duration {
  const text = words.at(-1) ?? '';
  const seconds = words.length > 1 ? silenceDuration(text) : undefined;
  if (seconds !== undefined) return seconds;
  throw new WorldError(
    'E701',
    `For how long? Found ${JSON.stringify(printable(text))} at the end; expected nodes, then ${silenceDurations}.`,
  );
}

async function end(common: CommonOptions, words: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  if (words.length === 0) throw new WorldError('E701', 'Of what? Expected --end with ids or globs of nodes.');
  const settings = await settingsOrTell(common, terminal);
  if (settings === undefined) return exitStatus.invalid;
  const { endSilences } = await silencing();
  const ended = await endSilences(settings, (silenced) =>
    nodesOrTell(words, (text) => selectSilenced(silenced, text), terminal),
  );
  if (ended === undefined) return exitStatus.no;
  print(ended, { common, terminal, otherwise: '' });
  return exitStatus.done;
}

/** Of what is silenced, so that it can be taken back from what is in no model any more. */
function selectSilenced(silenced: readonly NodeId[], text: string): ReturnType<typeof selectNodes> {
  const fits = compileGlob(text);
  const nodes = silenced.filter((id) => id === text || fits(id));
  return nodes.length > 0 ? { nodes } : { wrong: 'is not silenced', known: silenced };
}

async function list(common: CommonOptions, terminal: Terminal): Promise<ExitStatus> {
  const settings = await settingsOrTell(common, terminal);
  if (settings === undefined) return exitStatus.invalid;
  const { silencesInForce } = await silencing();
  print(await silencesInForce(settings), { common, terminal, otherwise: 'Nothing is silenced.\n' });
  return exitStatus.done;
}

interface Printing {
  readonly common: CommonOptions;
  readonly terminal: Terminal;
  readonly otherwise: string;
}

function print(silences: readonly Silence[], { common, terminal, otherwise }: Printing): void {
  if (common.json === true) {
    printJson(terminal, silencesDocument(silences));
    return;
  }
  const rows = inOrderOfNodes(silences).map(({ node, until, reason, who }) => [
    printable(node),
    `until ${toIso(Math.floor(until))}`,
    printable(who),
    printable(reason),
  ]);
  terminal.out(rows.length === 0 ? otherwise : `${tableLines(rows, { width: terminal.width }).join('\n')}\n`);
}
