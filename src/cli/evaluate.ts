import type { Command } from 'commander';
import { offlineWorld } from '../app/offline-world.ts';
import type { Duration } from '../domain/instant.ts';
import type { Result } from '../domain/result.ts';
import { essential } from '../report/to-result.ts';
import { Replay } from '../twin/replay.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { graphOrTell } from './graph-or-tell.ts';
import { intervalOption } from './parse-argument.ts';
import { replayFile } from './replay-file.ts';
import { statusText } from './status-text.ts';

interface EvaluateOptions {
  readonly observations: string;
  readonly interval: Duration;
  readonly every?: true;
  readonly all?: true;
}

/** Adds `linchpin evaluate`: the engine over recorded observations, without Zabbix and store. */
export function addEvaluate(program: Command, line: CommandLine): void {
  program
    .command('evaluate')
    .summary('judge recorded observations offline')
    .description('Replays observations (JSON Lines) in cycles and prints the result of the last one. Needs no Zabbix.')
    .requiredOption('--observations <file>', 'the observations; - for stdin')
    .addOption(intervalOption())
    .option('--every', 'print one line of JSON for each cycle')
    .option('--all', 'list working containers and shards too')
    .addHelpText('after', '\nExample:\n  $ linchpin evaluate --model ./model/mail --observations night.jsonl --json')
    .action((options: EvaluateOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const told = await graphOrTell(common, terminal);
        if (told === undefined) return exitStatus.invalid;
        const { graph, language } = told;
        const shown = options.all === true ? (result: Result): Result => result : essential;
        const replay = new Replay(offlineWorld(graph, { interval: options.interval, language }), options.interval);
        const onCycle = ({ result }: { readonly result: Result }): void => {
          if (options.every === true) terminal.out(`${JSON.stringify(shown(result))}\n`);
        };
        const { result } = await replayFile(replay, { file: options.observations, terminal }, { onCycle, onProgress });
        if (options.every !== true && common.json === true) printJson(terminal, shown(result));
        else if (options.every !== true) terminal.out(statusText(result, terminal));
        return exitStatus.done;
      }),
    );
}
