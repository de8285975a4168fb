import { isMap, isScalar, parseDocument } from 'yaml';

import type { SourceFile } from './read-model.ts';
import { addToMap, edited, flow, inPlaceOf, type TextEdit } from './text-edits.ts';

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
  const done = new Set<RuleOverride>();
  const changed = files.flatMap((file): readonly SourceFile[] => {
    let { text } = file;
    // One after another: two rules of one pod are added at one place.
    for (const override of overrides) {
      if (done.has(override)) continue;
      const edits = editsFor(text, override);
      if (edits === undefined) continue;
      text = edited(text, edits);
      done.add(override);
    }
    return text === file.text ? [] : [{ ...file, text }];
  });
  return { files: changed, left: overrides.filter((override) => !done.has(override)) };
}

/** `undefined` where the text does not describe the pod, or in a form that can't be added to. */
function editsFor(text: string, { pod, rule, value }: RuleOverride): readonly TextEdit[] | undefined {
  const { contents } = parseDocument(text, { schema: 'core', stringKeys: true, uniqueKeys: false });
  const node = isMap(contents) ? contents.getIn(['pods', pod], true) : undefined;
  if (!isMap(node)) return undefined;
  const rules = node.get('rules', true);
  if (rules === undefined) {
    return addToMap(text, { key: pod, node, root: null }, [{ key: 'rules', value: flow({ [rule]: value }) }]);
  }
  if (!isMap(rules) || rules.items.length === 0) return undefined;
  const known: unknown = rules.get(rule, true);
  if (known === undefined) {
    return addToMap(text, { key: 'rules', node: rules, root: null }, [{ key: rule, value: flow(value) }]);
  }
  // What stands over several lines may hold comments.
  const isOneLine = (isMap(known) && known.flow === true) || isScalar(known);
  if (!isOneLine || !known.range) return undefined;
  const [start, end] = known.range;
  return text.slice(start, end).includes('#') ? undefined : [inPlaceOf(text, { start, end }, flow(value))];
}
