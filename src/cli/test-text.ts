import type { Finding } from '../domain/finding.ts';
import type { Duration } from '../domain/instant.ts';
import type { TestCase } from '../model-test/case.ts';
import type { Failure } from '../model-test/failure.ts';
import { amount } from './amount.ts';
import { findingsDocument } from './findings-text.ts';
import { printable } from './terminal.ts';
import type { Colours, Looks } from './terminal.ts';
import { paragraph } from './wrap.ts';

/** A case that was run, and what did not hold. */
export interface TestedCase {
  readonly testCase: TestCase;
  readonly failures: readonly Failure[];
}

/** A file whose cases were run. */
export interface TestedFile {
  readonly path: string;
  readonly cases: readonly TestedCase[];
}

const mostDifferences = 10;

/** A case in a line, and below it what did not hold, each with the place where it is expected. */
export function caseText({ testCase, failures }: TestedCase, looks: Looks): string {
  const { colours } = looks;
  const mark = failures.length === 0 ? colours.green('✓') : colours.red('✗');
  const lines = failures.flatMap((failure) => failureLines(failure, looks));
  return [`  ${mark} ${printable(testCase.name)}`, ...lines].map((line) => `${line}\n`).join('');
}

function failureLines({ what, position, at, differences }: Failure, { colours, width }: Looks): readonly string[] {
  const { file, line, column } = position;
  const when = at === undefined ? '' : ` at ${durationText(at)}`;
  const shown = differences
    .slice(0, mostDifferences)
    .flatMap((text) => paragraph(printable(text), width, { indent: '        ', first: '      ' }));
  const more = differences.length - mostDifferences;
  return [
    `    ${colours.bold(printable(what))}${when}  ${colours.dim(printable(`${file}:${line}:${column}`))}`,
    ...shown,
    ...(more > 0 ? [`      … and ${more} more`] : []),
  ];
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

function durationText(seconds: Duration): string {
  const [unit, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
}

/** How many cases held, in one line. */
export function summaryText(files: readonly TestedFile[], colours: Colours): string {
  const { passed, failed } = countOf(files);
  const held = colours.green(`${passed} passed`);
  const counts = failed === 0 ? held : `${held}, ${colours.red(`${failed} failed`)}`;
  return `\n${amount(passed + failed, 'case')} in ${amount(files.length, 'file')}: ${counts}\n`;
}

function countOf(files: readonly TestedFile[]): { readonly passed: number; readonly failed: number } {
  const cases = files.flatMap((file) => file.cases);
  const passed = cases.filter(({ failures }) => failures.length === 0).length;
  return { passed, failed: cases.length - passed };
}

/** The JSON document of `linchpin test` (docs/model-tests.md); with findings that are errors no case was run. */
export function testDocument(files: readonly TestedFile[], findings: readonly Finding[]): unknown {
  const { passed, failed } = countOf(files);
  return {
    ok: failed === 0 && findings.every(({ level }) => level !== 'error'),
    passed,
    failed,
    files: files.map(({ path, cases }) => ({ path, cases: cases.map(caseDocument) })),
    findings: findingsDocument(findings),
  };
}

function caseDocument({ testCase, failures }: TestedCase): unknown {
  const { line, column } = testCase.position;
  return {
    name: testCase.name,
    line,
    column,
    ok: failures.length === 0,
    failures: failures.map(({ position, ...failure }) => ({
      ...failure,
      line: position.line,
      column: position.column,
    })),
  };
}
