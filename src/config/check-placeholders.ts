import type { Path } from '../model/positions.ts';
import { complaints } from './complaints.ts';
import type { Note } from './layers.ts';

/** The names that placeholders may have at a place. */
export interface Named {
  readonly names: readonly string[];
  readonly path: Path;
}

/** Notes each `{name}` in a text that nothing stands for. */
export function checkPlaceholders(text: string, { names, path }: Named, note: Note): void {
  for (const [found, name = ''] of text.matchAll(/\{([A-Za-z]*)\}/gu)) {
    if (names.includes(name)) continue;
    note(complaints.badPlaceholder(found, names.map((one) => `{${one}}`).join(', ')), path);
  }
}
