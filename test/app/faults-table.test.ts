import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What the last column of docs/running.md, Faults, names: `file, "title"`, several apart by `;`. */
function citedTests(): readonly (readonly [row: string, file: string, title: string])[] {
  const [, table = ''] = readFileSync('docs/running.md', 'utf8').split('\n## Faults\n');
  const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| fault'));
  return rows.flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return (cells.at(-2) ?? '').split(';').map((citation) => {
      const [, file = '', title = ''] = /^\s*([\w/.-]+)(?:, "(.*)")?$/u.exec(citation) ?? [];
      return [cells[1] ?? '', file, title] as const;
    });
  });
}

describe('the table of faults in docs/running.md', () => {
  it.each(citedTests())('%s: its test is there: %s %s', (_, file, title) => {
    const text = readFileSync(`test/${file}.test.ts`, 'utf8');
    for (const part of title.split('…')) expect(text).toContain(part.trim());
  });
});
