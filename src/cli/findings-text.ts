import type { Finding } from '../domain/finding.ts';
import { toText } from '../model/positions.ts';
import { amount } from './amount.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Findings one a line, `file:line:column: level: message`, so that editors can jump to them. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map((finding) => `${findingText(finding)}\n`).join('');
}

function findingText({ position, level, message }: Finding): string {
  const where = position === undefined ? '' : `${toText(position)}: `;
  return printable(`${where}${level}: ${message}`);
}

/** How many errors and warnings there are, in words. */
export function countText(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.level === 'error').length;
  return [amount(errors, 'error'), amount(findings.length - errors, 'warning')].join(', ');
}

/** For commands other than `check`: says every error on stderr, and how many warnings there are where nothing else is wrong. */
export function tellFindings(findings: readonly Finding[], terminal: Terminal): void {
  const errors = findings.filter((finding) => finding.level === 'error');
  if (errors.length > 0) terminal.error(`${findingsText(errors)}linchpin: ${countText(findings)}\n`);
  else if (findings.length > 0) terminal.error(`${countText(findings)}: \`linchpin check\` shows them\n`);
}
