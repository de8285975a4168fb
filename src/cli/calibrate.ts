import type { Command } from 'commander';
import type { CalibrationReport, CalibrationWish } from '../app/calibrating.ts';
import type { WrittenOverrides } from '../app/writing-overrides.ts';
import type { Calibration } from '../calibrate/calibrate.ts';
import { localId } from '../domain/node.ts';
import { duration } from '../model/units.ts';
import type { RuleOverride } from '../model/write-rules.ts';
import { WorldError } from '../ports.ts';
import { calibrationDocument } from './calibrate-document.ts';
import { calibrationText } from './calibrate-text.ts';
import type { CommandLine } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import { collected } from './parse-argument.ts';
import { setupOrTell } from './setup-or-tell.ts';

interface CalibrateOptions {
  readonly period: string;
  readonly atLeast: string;
  readonly rule?: readonly string[];
  readonly falseAlarm?: readonly string[];
  readonly write?: true;
}

const examples = `
Examples:
  $ linchpin calibrate
  $ linchpin calibrate 'pod/calendar-*' --period 14d --rule errors
  $ linchpin calibrate --false-alarm pod/contact-importer --write`;

/** Adds `linchpin calibrate`: what is usual in Zabbix's history, beside what the rules allow. */
export function addCalibrate(program: Command, line: CommandLine): void {
  program
    .command('calibrate')
    .summary('fits rates, bursts and limits of rules to what was usual')
    .description(
      'Reads history and trends of healthy time from Zabbix, says how often the rules would have fired with what they allow now and with what it proposes, and with --write puts what differs into the model.',
    )
    .argument('[pod...]', 'ids of pods, or globs over them (default: all)')
    .option('--period <duration>', 'how far back to look', '7d')
    .option('--at-least <duration>', 'how long containers must have been seen while healthy', '24h')
    .option('--rule <name>', 'only this rule, also where it is off; may be given several times', collected)
    .option(
      '--false-alarm <root>',
      'id or glob of a root whose incidents were none: their time counts as healthy',
      collected,
    )
    .option('--write', 'write the proposals into the model, and nothing else there')
    .addHelpText('after', examples)
    .action((pods: readonly string[], options: CalibrateOptions) =>
      line.answer(async (common, onProgress) => {
        const { terminal } = line;
        const wish = wishOf(pods, options);
        const setup = await setupOrTell(common, terminal);
        if (setup === undefined) return exitStatus.invalid;
        // Loaded when needed: the client of Zabbix takes long to load.
        const { calibrateRules } = await import('../app/calibrating.ts');
        const report = await calibrateRules(setup, wish, onProgress);
        const written = options.write === true ? await write(report, setup.settings.model ?? '') : undefined;
        if (common.json === true) printJson(terminal, calibrationDocument(report, written));
        else terminal.out(calibrationText(report, { written, looks: terminal }));
        return exitStatus.done;
      }),
    );
}

function wishOf(pods: readonly string[], options: CalibrateOptions): CalibrationWish {
  return {
    period: durationOf('--period', options.period),
    atLeast: durationOf('--at-least', options.atLeast),
    pods,
    falseAlarms: options.falseAlarm ?? [],
    ...(options.rule && { rules: options.rule }),
  };
}

function durationOf(flag: string, text: string): number {
  const seconds = duration.pattern.test(text) ? duration.parse(text) : 0;
  if (seconds > 0) return seconds;
  throw new WorldError('E701', `${flag} ${JSON.stringify(text)}: expected ${duration.expected}, such as 7d.`);
}

async function write({ calibrations }: CalibrationReport, folder: string): Promise<WrittenOverrides> {
  const { writeOverrides } = await import('../app/writing-overrides.ts');
  return writeOverrides(folder, calibrations.flatMap(overrideOf));
}

/** What differs enough from what is in force. */
function overrideOf({ pod, rule, proposed }: Calibration): readonly RuleOverride[] {
  return proposed === undefined ? [] : [{ pod: localId(pod), rule, value: proposed }];
}
