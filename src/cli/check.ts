import type { Command } from 'commander';
import { loadWhatIsThere } from '../app/setup.ts';
import type { Finding } from '../domain/finding.ts';
import type { Model } from '../domain/model.ts';
import type { CommandLine } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { countText, findingsDocument, findingsText, hintAt } from './findings-text.ts';

/** Adds `linchpin check`: everything that is wrong or doubtful in model and configuration. */
export function addCheck(program: Command, line: CommandLine): void {
  program
    .command('check')
    .summary('validate model and configuration')
    .description(
      'Validates model and configuration: every mistake with file, line and column. Exit status 2 for errors.',
    )
    .option('--strict', 'exit with status 1 where there are warnings')
    .addHelpText('after', '\nExample:\n  $ linchpin check --model ./model/mail --strict')
    .action((options: { readonly strict?: true }) =>
      line.answer(async (common) => {
        const { graph, findings } = await loadWhatIsThere({ ...common, env: process.env });
        const model = graph?.model;
        if (common.json === true) printJson(line.terminal, checkDocument(findings, model));
        else line.terminal.out(`${findingsText(findings)}${summary(findings, model)}\n`);
        hintAt(findings, line.terminal);
        return statusFor(findings, options.strict === true);
      }),
    );
}

function statusFor(findings: readonly Finding[], isStrict: boolean): ExitStatus {
  if (findings.some((finding) => finding.level === 'error')) return exitStatus.invalid;
  return isStrict && findings.length > 0 ? exitStatus.no : exitStatus.done;
}

function checkDocument(findings: readonly Finding[], model: Model | undefined): unknown {
  const errors = findings.filter((finding) => finding.level === 'error').length;
  return {
    ok: errors === 0,
    errors,
    warnings: findings.length - errors,
    findings: findingsDocument(findings),
    ...(model && { model: sizes(model) }),
  };
}

function summary(findings: readonly Finding[], model: Model | undefined): string {
  if (model === undefined) return countText(findings);
  const counted = Object.entries(sizes(model)).map(
    ([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`,
  );
  return `${counted.join(', ')}: ${findings.length === 0 ? 'OK' : countText(findings)}`;
}

function sizes(model: Model): Readonly<Record<string, number>> {
  const { systems, subsystems, functions, pods, containers, resources } = model;
  return {
    systems: systems.length,
    subsystems: subsystems.length,
    functions: functions.length,
    pods: pods.length,
    containers: containers.length,
    servers: resources.filter((resource) => resource.kind === 'server').length,
  };
}
