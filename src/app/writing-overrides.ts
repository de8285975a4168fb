import { readModelFolder } from '../config/load.ts';
import { writeText } from '../config/write-text.ts';
import { writeRules } from '../model/write-rules.ts';
import type { RuleOverride } from '../model/write-rules.ts';
import { WorldError } from '../ports.ts';
import { mistakeIn } from './sound-model.ts';

/** What became of writing overrides. */
export interface WrittenOverrides {
  readonly files: readonly string[];
  readonly written: number;
  /** Those of pods that are written in a form that is left to people. */
  readonly left: readonly RuleOverride[];
}

/** Writes proposals into the files of the model, all or none of them; rejects with `WorldError` ("invalid") where the model would not be valid. */
export async function writeOverrides(folder: string, overrides: readonly RuleOverride[]): Promise<WrittenOverrides> {
  const before = await readModelFolder(folder);
  const { files, left } = writeRules(before, overrides);
  const changed = new Map(files.map((file) => [file.path, file]));
  const mistake = mistakeIn(before.map((file) => changed.get(file.path) ?? file));
  if (mistake !== undefined) {
    throw new WorldError('E607', `Nothing was written: the model would not be valid with it: ${mistake}`);
  }
  for (const { path, text } of files) await writeText(path, text);
  return { files: files.map(({ path }) => path), written: overrides.length - left.length, left };
}
