import { expect, it } from 'vitest';
import { bytesOf, largestText, withinItem } from '../../src/publish/within-item.ts';

it('leaves a text that a text item of Zabbix holds as it is', () => {
  const text = 'а'.repeat(largestText / 2);
  expect(withinItem(text)).toBe(text);
});

it('leaves out the lines at the end of a text that no text item holds, and says so', () => {
  const line = `${'п'.repeat(400)}\n`;
  const kept = withinItem(line.repeat(100));
  expect(bytesOf(kept)).toBeLessThanOrEqual(largestText);
  expect(kept.split('\n').at(-1)).toBe('…');
  expect(kept.split('\n').at(-2)).toBe('п'.repeat(400));
});

it('cuts a single line between two letters', () => {
  const kept = withinItem('🙂'.repeat(20_000));
  expect(bytesOf(kept)).toBeLessThanOrEqual(largestText);
  expect(kept).toMatch(/^(?:🙂)+\n…$/u);
});
