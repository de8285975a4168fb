import type { Command } from 'commander';
import { explainIn } from '../app/explaining.ts';
import { explanationDocument } from '../app/explanation-document.ts';
import { gapDocument } from '../app/past.ts';
import type { Then } from '../app/past.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import { selectNode } from '../twin/select-nodes.ts';
import type { Selection } from '../twin/select-nodes.ts';
import { printJson } from './command-line.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { explanationLines } from './explanation-lines.ts';
import { nodesOrTell } from './named-nodes.ts';
import { intervalOption, parseTime } from './parse-argument.ts';
import { pastOrTell } from './past-or-tell.ts';
import type { Terminal } from './terminal.ts';
import { stateOrTell } from './state-source.ts';
import type { StateWish } from './state-source.ts';

interface ExplainOptions {
  readonly at?: Instant;
  readonly observations?: string;
  readonly interval: Duration;
}

const examples = `
Examples:
  $ linchpin explain pod/calendar-db
  $ linchpin explain container/vm-07/calendar-db-3-1 --json
  $ linchpin explain subsystem/calendar --at 2026-11-01T03:10:00Z
  $ linchpin explain function/calendar.read-events --observations night.jsonl --at 2026-11-01T03:10:00Z`;

/** Adds `linchpin explain`: why a node is in its state. */
export function addExplain(program: Command, line: CommandLine): void {
  program
    .command('explain')
    .argument('<node>', 'the id of any node: a container, disk, pod, function, …')
    .summary('why a node is in its state')
    .description(
      'Says why a node is in its state: evidence with numbers, what masks it or does not, the roll-up step by step, ' +
        'as of the last cycle of `linchpin run`, of a time before, or of a replay of observations.',
    )
    .option('--observations <file>', 'the state that replaying these ends in, not the stored one; - for stdin')
    .option('--at <time>', 'the state at that time: from the history, or of the replay', parseTime)
    .addOption(intervalOption())
    .addHelpText('after', examples)
    .action((node: string, options: ExplainOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const { state, ...then } = await statesOf(common, terminal, { ...options, onProgress });
        if (state === undefined) return exitStatus.invalid;
        const isSource = state.health.unseen.has(node);
        const select = (text: string): Selection => selectNode(state.world.graph, text);
        if (!isSource && nodesOrTell([node], select, terminal) === undefined) return exitStatus.invalid;
        const explained = explainIn(state, node);
        if (common.json === true) printJson(terminal, { ...explanationDocument(explained), ...gapDocument(then) });
        else terminal.out(explanationLines(explained, terminal));
        return exitStatus.done;
      }),
    );
}

/** The state that is asked about, and what was left out around it; none where what it needs is not usable. */
async function statesOf(
  common: CommonOptions,
  terminal: Terminal,
  { observations, at, ...replay }: ExplainOptions & { readonly onProgress: OnProgress },
): Promise<Partial<Then>> {
  if (observations === undefined && at !== undefined) return (await pastOrTell(common, terminal, at)) ?? {};
  const wish: StateWish =
    observations === undefined ? { kind: 'stored' } : { kind: 'replayed', observations, ...replay, until: at };
  const state = await stateOrTell(common, terminal, wish);
  return state === undefined ? {} : { state };
}
