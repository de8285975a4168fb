import type { Language } from '../../domain/language.ts';
import type { SeverityByEffect } from '../../domain/severity.ts';
import { colours, severityColours } from './dashboard-widget.ts';
import type { Form } from './objects.ts';
import { objectWords, viewWords } from './texts.ts';

/** The room that the legend of a map takes, in pixels. */
export const legendHeight = 70;
export const legendWidth = 600;

const row = 16;
const box = { width: 190, gap: 10 } as const;

const boxes = [
  ['grey', colours.quiet],
  ['orange', severityColours[3]],
  ['red', severityColours[5]],
] as const;

/** The effects whose severities stand below nodes. */
const effects = ['critical', 'at-risk', 'warning', 'unknown'] as const;

/** What severities mean, and how that is told. */
export interface LegendGround {
  readonly severities: SeverityByEffect;
  readonly language: Language;
}

/** What the colours and words of a map mean, below it. */
export function legend({ severities, language }: LegendGround, y: number): readonly Form[] {
  const { map: words } = viewWords[language];
  const names = objectWords[language].severities;
  const coloured = boxes.map(([colour, fill], index) => ({
    ...shape(words[colour], { x: 8 + index * (box.width + box.gap), y, width: box.width }),
    background_color: fill,
  }));
  const meanings = effects.map((effect) => `${names[severities[effect]]}: ${words.meanings[effect]}`).join('; ');
  const text = words.legend(names[0] ?? '', meanings);
  return [
    ...coloured,
    { ...shape(text, { x: 0, y: y + row + 4, width: legendWidth }), height: 2 * row },
    shape(words.whileDown, {
      ...{ x: 0, y: y + 3 * row + 4 },
      width: legendWidth,
    }),
  ];
}

function shape(text: string, at: { readonly x: number; readonly y: number; readonly width: number }): Form {
  return { type: 0, ...at, height: row, text, font_size: 10, border_type: 0, text_halign: 0 };
}
