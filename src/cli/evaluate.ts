import type { Command } from 'commander';
import { offlineWorld } from '../app/offline-world.ts';
import type { Duration } from '../domain/instant.ts';
import type { Result } from '../domain/result.ts';
import { WorldError } from '../ports.ts';
import { essential } from '../report/to-result.ts';
import { Replay } from '../twin/replay.ts';
import type { LeftOut } from '../twin/replay.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { graphOrTell } from './graph-or-tell.ts';
import { parseDuration } from './parse-duration.ts';
import { readObservations } from './read-observations.ts';
import { statusText } from './status-text.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface EvaluateOptions {
  readonly observations: string;
  readonly interval: Duration;
  readonly every?: true;
  readonly all?: true;
}

/** More cycles than this between two lines are a mistake in a time (milliseconds for seconds), not a pause. */
const mostCyclesBetweenLines = 1_000_000;

/** Adds `linchpin evaluate`: the engine over recorded observations, without Zabbix and store. */
export function addEvaluate(program: Command, line: CommandLine): void {
  program
    .command('evaluate')
    .summary('judge recorded observations offline')
    .description('Replays observations (JSON Lines) in cycles and prints the result of the last one. Needs no Zabbix.')
    .requiredOption('--observations <file>', 'the observations; - for stdin')
    .option('--interval <duration>', 'the length of a cycle (default: 60s)', parseDuration, 60)
    .option('--every', 'print one line of JSON for each cycle')
    .option('--all', 'list working containers and shards too')
    .addHelpText('after', '\nExample:\n  $ linchpin evaluate --model ./model/mail --observations night.jsonl --json')
    .action((options: EvaluateOptions) =>
      line.answer(async (common) => {
        const { terminal } = line;
        const graph = await graphOrTell(common, terminal);
        if (graph === undefined) return exitStatus.invalid;
        const shown = options.all === true ? (result: Result): Result => result : essential;
        const replay = new Replay(offlineWorld(graph, options.interval), options.interval);
        const last = await replayFile(replay, options.observations, (result) => {
          if (options.every === true) terminal.out(`${JSON.stringify(shown(result))}\n`);
        });
        tellLeftOut(replay.leftOut(), terminal);
        if (options.every !== true && common.json === true) printJson(terminal, shown(last));
        else if (options.every !== true) terminal.out(statusText(last, terminal.colours));
        return exitStatus.done;
      }),
    );
}

async function replayFile(replay: Replay, file: string, onCycle: (result: Result) => void): Promise<Result> {
  let last: Result | undefined;
  const take = (evaluations: Iterable<{ readonly result: Result }>): void => {
    for (const { result } of evaluations) {
      last = result;
      onCycle(result);
    }
  };
  for await (const { line, observation } of readObservations(file)) {
    const cycles = replay.cyclesBefore(observation.at);
    if (cycles > mostCyclesBetweenLines) {
      throw new WorldError(
        'invalid',
        `${file}:${line}: "at" is ${cycles} cycles after the lines before; Unix times are seconds, not milliseconds.`,
      );
    }
    take(replay.take(observation));
  }
  take(replay.end());
  if (last !== undefined) return last;
  throw new WorldError('invalid', `${file} holds no observations: expected JSON Lines, one observation a line.`);
}

function tellLeftOut({ late, unknownNodes, unknownSignals }: LeftOut, terminal: Terminal): void {
  if (late > 0) terminal.error(`warning: left out, since their cycle was judged already: ${late} observations\n`);
  tellUnknown('that the model does not have', unknownNodes, terminal);
  tellUnknown('whose signal is not known there', unknownSignals, terminal);
}

const mostNamed = 5;

function tellUnknown(why: string, counts: ReadonlyMap<string, number>, terminal: Terminal): void {
  if (counts.size === 0) return;
  const observations = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const names = [...counts.keys()].sort();
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const named = printable(names.slice(0, mostNamed).join(', '));
  terminal.error(`warning: left out, of nodes ${why}: ${observations} observations (${named}${more})\n`);
}
