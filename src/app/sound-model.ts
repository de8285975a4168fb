import { codeOfFinding, marked } from '../domain/errors/catalogue.ts';
import type { Finding } from '../domain/finding.ts';
import { toText } from '../model/positions.ts';
import { completeModel, declareModel } from '../model/read-model.ts';
import type { SourceFile } from '../model/read-model.ts';

/** What of some findings are mistakes, each with its place. */
export function mistakesOf(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ level }) => level === 'error')
    .map(({ position, message, code }) => {
      const text = marked(message, codeOfFinding(code));
      return position === undefined ? text : `${toText(position)}: ${text}`;
    });
}

/** What would be wrong with a model of these files, before they are written; `undefined` where nothing would. */
export function mistakeIn(files: readonly SourceFile[]): string | undefined {
  const [first, ...others] = mistakesOf(completeModel(declareModel(files)).findings);
  return others.length === 0 ? first : `${first ?? ''} (and ${others.length} more)`;
}
