import { byText } from '../domain/node.ts';
import type { Declarations } from '../model/declarations.ts';
import { homesOf } from './to-workspace.ts';

/**
 * A model as a flow chart of Mermaid (https://mermaid.js.org/syntax/flowchart.html): its pods in their subsystems, and
 * who calls whom. With `of` only those subsystems, and dashed what they call in others.
 */
export function mermaid(declarations: Declarations, of: readonly string[] = []): string {
  const { pods, subsystems, off } = declarations;
  const homes = homesOf(declarations);
  const isWanted = (pod: string): boolean => of.length === 0 || (homes.get(pod) ?? []).some((id) => of.includes(id));
  const all = [...pods.values()].filter(({ id }) => !off.pods.has(id)).toSorted((a, b) => byText(a.id, b.id));
  const wanted = all.filter(({ id }) => isWanted(id));
  const calls = wanted.flatMap(({ id, written }) =>
    [...new Set(written?.calls ?? [])]
      .filter((callee) => callee !== id && pods.has(callee) && !off.pods.has(callee))
      .map((callee) => [id, callee] as const),
  );
  const others = all.filter(({ id }) => !isWanted(id) && calls.some(([, callee]) => callee === id));
  const words = new Map([...wanted, ...others].map(({ id }, index) => [id, `p${index + 1}`]));
  const lineOf = (id: string): string => {
    const { name, kind } = pods.get(id)?.written ?? {};
    const label = `"${escaped(name ?? id)}"`;
    return `${words.get(id) ?? ''}${kind === 'stateless' ? `[${label}]` : `[(${label})]`}`;
  };
  // One that serves several subsystems stands in none of them.
  const within = (subsystem: string): readonly string[] =>
    wanted.flatMap(({ id }) => ((homes.get(id) ?? []).join('\n') === subsystem ? [lineOf(id)] : []));
  const alone = wanted.filter(({ id }) => (homes.get(id) ?? []).length !== 1);
  let count = 0;
  const groups = [...subsystems.values()]
    .toSorted((a, b) => byText(a.id, b.id))
    .flatMap(({ id, written }) => {
      const lines = within(id);
      if (lines.length === 0) return [];
      return [
        `  subgraph s${++count}["${escaped(written?.name ?? id)}"]`,
        ...lines.map((line) => `    ${line}`),
        '  end',
      ];
    });
  return [
    'flowchart LR',
    ...groups,
    ...alone.map(({ id }) => `  ${lineOf(id)}`),
    ...others.map(({ id }) => `  ${lineOf(id)}:::other`),
    ...calls.map(([caller, callee]) => `  ${words.get(caller) ?? ''} --> ${words.get(callee) ?? ''}`),
    ...(others.length > 0 ? ['  classDef other stroke-dasharray: 4'] : []),
    '',
  ].join('\n');
}

/** Signs that mean something in a label, by their codes (Mermaid: entity codes). */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[#"<>&`\\]/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`);
}
