import { codeOfFinding, marked } from '../domain/errors/catalogue.ts';
import type { Finding } from '../domain/finding.ts';
import { toText } from '../model/positions.ts';
import { amount } from './amount.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Findings one a line, `file:line:column: level: message [code]`, so that editors can jump to them. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map((finding) => `${findingText(finding)}\n`).join('');
}

/** Findings as they stand in JSON documents: `number` is what `linchpin help` takes. */
export function findingsDocument(findings: readonly Finding[]): readonly unknown[] {
  return findings.map(({ position, level, code, message }) => {
    return { level, code, number: codeOfFinding(code), message, ...position };
  });
}

function findingText({ position, level, code, message }: Finding): string {
  const where = position === undefined ? '' : `${toText(position)}: `;
  return printable(marked(`${where}${level}: ${message}`, codeOfFinding(code)));
}

/** How many errors and warnings there are, in words. */
export function countText(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.level === 'error').length;
  return [amount(errors, 'error'), amount(findings.length - errors, 'warning')].join(', ');
}

/** Takes note of the first finding, the errors before the warnings, as what is to be explained. */
export function hintAt(findings: readonly Finding[], terminal: Terminal): void {
  const [first] = [...findings.filter(({ level }) => level === 'error'), ...findings];
  if (first) terminal.hint?.(codeOfFinding(first.code));
}

/** For commands other than `check`: says every error on stderr, and how many warnings there are where nothing else is wrong. */
export function tellFindings(findings: readonly Finding[], terminal: Terminal): void {
  const errors = findings.filter((finding) => finding.level === 'error');
  if (errors.length > 0) {
    terminal.error(`${findingsText(errors)}linchpin: ${countText(findings)}\n`);
    hintAt(errors, terminal);
  } else if (findings.length > 0) terminal.error(`${countText(findings)}: \`linchpin check\` shows them\n`);
}
