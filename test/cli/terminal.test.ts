import { describe, expect, it } from 'vitest';
import { severityText } from '../../src/cli/severity-colour.ts';
import { tableLines } from '../../src/cli/table.ts';
import { colourDepth, coloursOf } from '../../src/cli/terminal.ts';
import { paragraph, visibleLength, wrapped } from '../../src/cli/wrap.ts';

describe('colours', () => {
  it.each([
    [{}, false, 'none'],
    [{ COLORTERM: 'truecolor' }, false, 'none'],
    [{ NO_COLOR: '' }, true, 'none'],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, true, 'none'],
    [{ TERM: 'xterm' }, true, 'sixteen'],
    [{ COLORTERM: 'truecolor' }, true, 'true'],
    [{ COLORTERM: '24bit' }, true, 'true'],
  ])('with %j on a terminal (%s) are %s', (env, isTerminal, depth) => {
    expect(colourDepth(env, isTerminal)).toBe(depth);
  });

  it('of severities are those of Zabbix where the terminal has them', () => {
    expect(severityText(5, coloursOf('true'))).toBe('\u001b[38;2;228;89;89mDisaster\u001b[39m');
    expect(severityText(0, coloursOf('none'))).toBe('OK');
  });
});

describe('lines', () => {
  it('are broken at blanks, and a word that is too long stands alone', () => {
    expect(wrapped('one two three four five six', 24)).toEqual(['one two three four five', 'six']);
    expect(wrapped('a verylongwordthatdoesnotfitintotheline b', 24)).toEqual([
      'a',
      'verylongwordthatdoesnotfitintotheline',
      'b',
    ]);
  });

  it('of a paragraph begin with its indents', () => {
    expect(paragraph('one two three four five six', 26, { indent: '    ', first: '  ' })).toEqual([
      '  one two three four five',
      '    six',
    ]);
  });

  it('count as long as they are seen', () => {
    const { colours } = { colours: coloursOf('true') };
    expect(visibleLength(`${colours.severity(5, 'Disaster')} ${colours.bold('x')}`)).toBe('Disaster x'.length);
  });

  it('of a table stay within the width by breaking the last cells', () => {
    const rows = [
      ['a', 'one two three four five six seven'],
      ['bbb', 'one'],
    ];
    expect(tableLines(rows, { width: 32 })).toEqual(['a    one two three four five', '     six seven', 'bbb  one']);
  });
});
