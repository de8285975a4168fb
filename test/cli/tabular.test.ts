import { describe, expect, it } from 'vitest';
import { csvText, markdownText } from '../../src/cli/tabular.ts';

const cell = (text: string): string => csvText({ head: [], rows: [[text]] }).slice(2, -2);
const marked = (text: string): string =>
  markdownText({ head: [], rows: [[text]] })
    .split('\n')[2]
    ?.slice(2, -2) ?? '';

describe('a cell of CSV', () => {
  it.each([
    ['stands as it is where nothing in it means anything', 'vm-01', 'vm-01'],
    ['is quoted where it has a comma', 'a,b', '"a,b"'],
    ['is quoted where it has a quote, which is doubled', 'run["/db-1"]', '"run[""/db-1""]"'],
    ['is quoted where it has a line break', 'a\nb', '"a\nb"'],
    ['that begins like a formula is a text', "=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
    ['that begins with a plus is a text', '+1', "'+1"],
    ['that begins with a minus is a text', '-1', "'-1"],
    ['that begins with an at is a text', '@SUM(1,2)', `"'@SUM(1,2)"`],
    ['that begins with a tab is a text', '\t=1', "'\t=1"],
    ['that begins with a carriage return is a quoted text', '\r=1', `"'\r=1"`],
    ['that only contains a formula is as it is', 'a=1', 'a=1'],
    ['may be empty', '', ''],
    ['moves no cursor', '\u001b[2Ja\u009b1mb', ' [2Ja 1mb'],
  ])('%s', (_title, text, expected) => {
    expect(cell(text)).toBe(expected);
  });

  it('stands between commas on a line that ends with CRLF', () => {
    expect(csvText({ head: ['a', 'b'], rows: [['1', '2']] })).toBe('a,b\r\n1,2\r\n');
  });
});

describe('a cell of Markdown', () => {
  it.each([
    ['does not end where it has a bar', 'a|b', 'a\\|b'],
    ['stays in its line', 'a\r\nb', 'a b'],
    ['is no HTML', '<script>alert(1)</script>', '&lt;script\\>alert(1)&lt;/script\\>'],
    ['is no link and no image', '![x](http://y)', '\\!\\[x\\](http://y)'],
    ['is no code and no emphasis', '`a` *b* _c_', '\\`a\\` \\*b\\* \\_c\\_'],
    ['is no entity', '&lt;', '&amp;lt;'],
    ['keeps a backslash', 'a\\|b', 'a\\\\\\|b'],
  ])('%s', (_title, text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it('stands under a head', () => {
    expect(markdownText({ head: ['a', 'b'], rows: [['1', '2']] })).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |\n');
  });
});
