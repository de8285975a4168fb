import { severityNames } from '../../domain/severity.ts';
import type { Effect, SeverityByEffect } from '../../domain/severity.ts';
import { colours, severityColours } from './dashboard-widget.ts';
import type { Form } from './objects.ts';

/** The room that the legend of a map takes, in pixels. */
export const legendHeight = 70;
export const legendWidth = 600;

const row = 16;
const box = { width: 190, gap: 10 } as const;

const boxes: readonly (readonly [text: string, fill: string])[] = [
  ['grey: not down (see the words)', colours.quiet],
  ['orange: works without reserve', severityColours[3]],
  ['red box or line: down', severityColours[5]],
];

/** What the words under a node say of it, by the effect that has that severity. */
const meanings: readonly (readonly [effect: Effect, meaning: string])[] = [
  ['critical', 'down'],
  ['at-risk', 'works without reserve'],
  ['warning', 'works on reserve'],
  ['unknown', 'not known, or planned'],
];

/** What the colours and words of a map mean, below it. */
export function legend(severities: SeverityByEffect, y: number): readonly Form[] {
  const coloured = boxes.map(([text, fill], index) => ({
    ...shape(text, { x: 8 + index * (box.width + box.gap), y, width: box.width }),
    background_color: fill,
  }));
  const words = meanings.map(([effect, meaning]) => `${severityNames[severities[effect]]}: ${meaning}`).join('; ');
  const text = `Under each name: its severity. OK: works; ${words}.`;
  return [
    ...coloured,
    { ...shape(text, { x: 0, y: y + row + 4, width: legendWidth }), height: 2 * row },
    shape('While the system is down, only these words tell what works without reserve.', {
      ...{ x: 0, y: y + 3 * row + 4 },
      width: legendWidth,
    }),
  ];
}

function shape(text: string, at: { readonly x: number; readonly y: number; readonly width: number }): Form {
  return { type: 0, ...at, height: row, text, font_size: 10, border_type: 0, text_halign: 0 };
}
