import { expect, it } from 'vitest';

import { defaultSeverities } from '../../src/domain/severity.ts';
import { legend, legendHeight, legendWidth } from '../../src/zabbix/provision/map-legend.ts';

const shapes = legend({ severities: defaultSeverities, language: 'en' }, 100);

it('says of each severity that incidents can have what it means for a node', () => {
  const text = shapes.map(({ text: said }) => String(said)).join(' ');
  for (const words of ['disaster: down', 'average: works without reserve', 'warning: works on reserve'])
    expect(text).toContain(words);
});

it('names severities as the site has chosen them', () => {
  const text = legend({ severities: { ...defaultSeverities, 'at-risk': 4 }, language: 'en' }, 100).map(
    ({ text: said }) => String(said),
  );
  expect(text.join(' ')).toContain('high: works without reserve');
});

it('stays within its room', () => {
  for (const { x, y, width, height } of shapes) {
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(legendWidth);
    expect(Number(y) + Number(height)).toBeLessThanOrEqual(100 + legendHeight);
  }
});
