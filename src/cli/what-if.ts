import { Option } from 'commander';
import type { Command } from 'commander';
import type { Duration } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import { WorldError } from '../ports.ts';
import { essential } from '../report/to-result.ts';
import { selectNodes } from '../twin/select-nodes.ts';
import { whatIf } from '../twin/what-if.ts';
import { printJson } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { nodesOrTell } from './named-nodes.ts';
import { intervalOption } from './parse-argument.ts';
import { stateOrTell } from './state-source.ts';
import type { StateWish } from './state-source.ts';
import { whatIfText } from './what-if-text.ts';

interface WhatIfOptions {
  readonly fail: readonly string[];
  readonly onTopOf: 'healthy' | 'current';
  readonly observations?: string;
  readonly interval: Duration;
  readonly all?: true;
}

interface Watched {
  readonly onProgress: OnProgress;
}

const examples = `
Examples:
  $ linchpin what-if --fail server/vm-07
  $ linchpin what-if --fail tag:rack=r2 --json
  $ linchpin what-if --fail 'disk/*/data1' pod/auth-api --on-top-of current`;

/** Adds `linchpin what-if`: what a cycle would give if nodes failed. */
export function addWhatIf(program: Command, line: CommandLine): void {
  program
    .command('what-if')
    .summary('what would be lost if nodes failed')
    .description(
      'Says what would fail, and what users would lose, if nodes failed: asked of the model, touching nothing real.',
    )
    .requiredOption(
      '--fail <node...>',
      'what fails: ids, globs over ids (* is any text), tag:rack=r1 for the servers with a tag',
    )
    .addOption(
      new Option('--on-top-of <state>', 'a healthy installation, or the present state')
        .choices(['healthy', 'current'])
        .default('healthy'),
    )
    .option(
      '--observations <file>',
      'with --on-top-of current: the state that replaying these ends in, not the stored one',
    )
    .addOption(intervalOption())
    .option('--all', 'list working containers and shards too (with --json)')
    .addHelpText('after', examples)
    .action((options: WhatIfOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const state = await stateOrTell(common, terminal, wishOf({ ...options, onProgress }));
        if (state === undefined) return exitStatus.invalid;
        const { world, health: on, memory } = state;
        const fail = nodesOrTell(options.fail, (text) => selectNodes(world.graph, text), terminal);
        if (fail === undefined) return exitStatus.invalid;
        const then = whatIf(world, { fail, on, memory });
        if (common.json === true) printJson(terminal, options.all === true ? then.result : essential(then.result));
        else terminal.out(whatIfText({ now: state, then, fail, isHealthy: options.onTopOf === 'healthy' }, terminal));
        return exitStatus.done;
      }),
    );
}

function wishOf({ onTopOf, observations, interval, onProgress }: WhatIfOptions & Watched): StateWish {
  if (onTopOf === 'healthy' && observations !== undefined) {
    throw new WorldError('E701', '--observations goes with --on-top-of current; a healthy installation needs none.');
  }
  if (onTopOf === 'healthy') return { kind: 'healthy' };
  return observations === undefined ? { kind: 'stored' } : { kind: 'replayed', observations, interval, onProgress };
}
