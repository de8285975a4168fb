import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { offlineWorld } from '../app/offline-world.ts';
import { loadModelOnly } from '../app/setup.ts';
import { readTestFolder } from '../config/load.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Observation } from '../domain/signal.ts';
import type { TestCase, TestFile } from '../model-test/case.ts';
import { readTests } from '../model-test/read-tests.ts';
import { runCase } from '../model-test/run-case.ts';
import type { CaseOutcome } from '../model-test/run-case.ts';
import { toText } from '../model/positions.ts';
import { WorldError } from '../ports.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { countText, findingsText, hintAt, tellFindings } from './findings-text.ts';
import { readObservations } from './read-observations.ts';
import { tellLeftOut } from './replay-file.ts';
import { caseText, summaryText, testDocument } from './test-text.ts';
import type { TestedFile } from './test-text.ts';
import type { Terminal } from './terminal.ts';

/** Adds `linchpin test`: the model's own cases, like a test runner. */
export function addTest(program: Command, line: CommandLine): void {
  program
    .command('test')
    .summary("run the model's own cases")
    .description(
      'Runs the cases of every *.test.yaml in the folder of the model: given these failures or observations, these ' +
        'states, functions and incidents must follow. Exit status 1 where one fails, 2 where a file is not valid.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ linchpin test --model ./model/mail\n\nHow to write cases: docs/model-tests.md',
    )
    .action(() => line.answer(async (common) => testModel(common, line.terminal)));
}

async function testModel(common: CommonOptions, terminal: Terminal): Promise<ExitStatus> {
  const { graph, settings, findings: modelFindings } = await loadModelOnly({ ...common, env: process.env });
  tellFindings(modelFindings, terminal);
  const folder = settings?.model ?? common.model;
  if (graph === undefined || folder === undefined) return exitStatus.invalid;
  const { files, findings } = readTests(await readTestFolder(folder), graph);
  if (files === undefined) {
    if (common.json === true) printJson(terminal, testDocument([], findings));
    else terminal.error(`${findingsText(findings)}linchpin: ${countText(findings)}\n`);
    hintAt(findings, terminal);
    return exitStatus.invalid;
  }
  const tested: TestedFile[] = [];
  for (const file of files) tested.push(await testFile(file, graph, { terminal, isQuiet: common.json === true }));
  if (common.json === true) printJson(terminal, testDocument(tested, findings));
  else terminal.out(summaryText(tested, terminal.colours));
  const isFailed = tested.some(({ cases }) => cases.some(({ failures }) => failures.length > 0));
  return isFailed ? exitStatus.no : exitStatus.done;
}

async function testFile(
  file: TestFile,
  graph: ServiceGraph,
  { terminal, isQuiet }: { readonly terminal: Terminal; readonly isQuiet: boolean },
): Promise<TestedFile> {
  const world = offlineWorld(graph, { interval: file.interval });
  const cases: TestedFile['cases'][number][] = [];
  if (!isQuiet) terminal.out(`${file.path}\n`);
  for (const testCase of file.cases) {
    const { failures, leftOut }: CaseOutcome = runCase(world, testCase, await recordingOf(testCase, file.path));
    cases.push({ testCase, failures });
    if (leftOut) tellLeftOut(leftOut, terminal);
    if (!isQuiet) terminal.out(caseText({ testCase, failures }, terminal));
  }
  return { path: file.path, cases };
}

/** The lines of the recording that a case names; it lies beside the file of the case. */
async function recordingOf({ observed }: TestCase, path: string): Promise<readonly Observation[]> {
  if (observed.kind !== 'recording') return [];
  const observations: Observation[] = [];
  try {
    for await (const { observation } of readObservations(join(dirname(path), observed.file))) {
      observations.push(observation);
    }
    return observations;
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    throw new WorldError(error.code, `${toText(observed.position)}: ${error.message}`, { cause: error });
  }
}
