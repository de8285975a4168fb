import { editEntries, type EntryChange } from './edit-entries.ts';
import type { SourceFile } from './read-model.ts';

/** A rule to be given to a pod, as a model writes it. */
export interface RuleOverride {
  readonly pod: string;
  readonly rule: string;
  readonly value: Readonly<Record<string, string | number>>;
}

/** The files that changed, and the overrides whose pods are written in a form that is left to people. */
export interface WrittenRules {
  readonly files: readonly SourceFile[];
  readonly left: readonly RuleOverride[];
}

/** Gives rules to pods where the files describe these, by changing as few letters as possible: comments and order stay. */
export function writeRules(files: readonly SourceFile[], overrides: readonly RuleOverride[]): WrittenRules {
  let rest = new Map(
    overrides.map((override): [EntryChange, RuleOverride] => [
      { path: ['pods', override.pod, 'rules', override.rule], value: override.value },
      override,
    ]),
  );
  const changed = files.flatMap((file): readonly SourceFile[] => {
    const { text, left } = editEntries(file.text, [...rest.keys()]);
    rest = new Map([...rest].filter(([change]) => left.includes(change)));
    return text === file.text ? [] : [{ ...file, text }];
  });
  return { files: changed, left: overrides.filter((override) => [...rest.values()].includes(override)) };
}
