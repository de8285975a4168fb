import { RE2JS } from 're2js';

/** What the groups of a regular expression stood for, in their order and by name; `undefined` where one took no part. */
export interface Groups {
  readonly inOrder: readonly (string | undefined)[];
  readonly byName: Readonly<Record<string, string | undefined>>;
}

/** A regular expression of people that takes a time linear in the length of the text, whatever either of them is. */
export interface LinearRegex {
  /** The names of its groups. */
  readonly names: readonly string[];
  /** The first place where it fits; `undefined` where there is none. */
  readonly find: (text: string) => Groups | undefined;
}

/** A regular expression, or why there is none. */
export type CompiledRegex = { readonly regex: LinearRegex } | { readonly reason: string };

/**
 * Compiles a regular expression in the syntax of RE2 (github.com/google/re2/wiki/Syntax); `.` fits any character. What
 * can't be done in linear time, references to groups and looking ahead or behind, is refused with the reason.
 */
export function linearRegex(source: string, how: { readonly anyCase?: boolean } = {}): CompiledRegex {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source, RE2JS.DOTALL | (how.anyCase === true ? RE2JS.CASE_INSENSITIVE : 0));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { reason: refusal(source, error.message) };
  }
  const names = Object.entries(compiled.namedGroups());
  return {
    regex: {
      names: names.map(([name]) => name),
      find: (text) => {
        const matcher = compiled.matcher(text);
        if (!matcher.find()) return undefined;
        const group = (at: number): string | undefined => matcher.group(at) ?? undefined;
        return {
          inOrder: Array.from({ length: compiled.groupCount() }, (_, index) => group(index + 1)),
          byName: Object.fromEntries(names.map(([name, at]) => [name, group(at)])),
        };
      },
    },
  };
}

/** What an engine with a bound will not do is not wrong in itself, and is told as that. */
function refusal(source: string, said: string): string {
  const [asked] = /\\[1-9]|\\k<|\(\?(?:[=!]|<[=!])/u.exec(source.replace(/\\(?!k<|[1-9])./gsu, '')) ?? [];
  if (asked === undefined) {
    const why = said
      .replace(/^error parsing regexp: /u, '')
      .replace('`(?s)', '`')
      .replace('`(?is)', '`');
    return `it is not a regular expression: ${why}`;
  }
  const what = asked.startsWith('\\') ? 'refer to a group' : 'look ahead or behind';
  return `it can't ${what} (\`${asked}\`), since that may take for ever`;
}
