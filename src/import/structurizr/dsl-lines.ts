/** A statement of Structurizr's language: its words, whether it opens a block, and the line it begins in. */
export interface Statement {
  readonly words: readonly string[];
  readonly opens: boolean;
  readonly line: number;
}

/** Whether a text is in Structurizr's language: it begins with a workspace, or with a word of command. */
export function isDsl(text: string): boolean {
  const start = withoutComments(text.slice(0, 20_000)).trimStart();
  return /^(?:workspace\b|![a-z]+\b|model\s*\{)/iu.test(start);
}

/** The statements of a text, a line each; lines that end with `\` go on, and comments are none (Structurizr DSL: basics). */
export function statementsIn(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  const lines = withoutComments(text).split(/\r?\n/u);
  const constants = new Map<string, string>();
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let whole = lines[index] ?? '';
    while (whole.endsWith('\\') && index + 1 < lines.length)
      whole = whole.slice(0, -1) + (lines[++index] ?? '').trimStart();
    // A block of text goes on to the line that ends it.
    while (whole.split('"""').length % 2 === 0 && index + 1 < lines.length) whole += `\n${lines[++index] ?? ''}`;
    const words = wordsIn(whole).map((word) => substituted(word, constants));
    const [first = '', name, value] = words;
    if (words.length === 0) continue;
    if (/^!(?:const|constant|var)$/iu.test(first) && name !== undefined) constants.set(name, value ?? '');
    const opens = words.length > 1 && words.at(-1) === '{';
    statements.push({ words: opens ? words.slice(0, -1) : words, opens, line });
  }
  return statements;
}

/** The text without its comments; lines stay where they are. `//` and `#` begin one only at the beginning of a line. */
function withoutComments(text: string): string {
  let isComment = false;
  let isText = false;
  return text
    .split('\n')
    .map((line) => {
      let rest = line;
      if (isComment) {
        const end = rest.indexOf('*/');
        if (end === -1) return '';
        isComment = false;
        rest = rest.slice(end + 2);
      }
      if (!isText && /^\s*(?:\/\/|#)/u.test(rest)) return '';
      // A block of text may hold anything.
      if (rest.split('"""').length % 2 === 0) isText = !isText;
      else if (!isText) {
        rest = rest.replace(/("(?:[^"\\]|\\.)*")|\/\*.*?\*\//gu, (_, quoted: string | undefined) => quoted ?? ' ');
        const open = rest.replace(/"(?:[^"\\]|\\.)*"/gu, (quoted) => ' '.repeat(quoted.length)).indexOf('/*');
        if (open !== -1) {
          isComment = true;
          rest = rest.slice(0, open);
        }
      }
      return rest;
    })
    .join('\n');
}

function wordsIn(line: string): readonly string[] {
  return [...line.matchAll(/"""([\s\S]*?)"""|"((?:[^"\\]|\\[\s\S])*)"|([^\s"]+)/gu)].map(
    ([, block, quoted, bare]) => block?.trim() ?? quoted?.replaceAll('\\"', '"') ?? bare ?? '',
  );
}

/** Constants of the text alone: the environment of who imports is nobody's business. */
function substituted(word: string, constants: ReadonlyMap<string, string>): string {
  return word.replace(/\$\{([\w.-]+)\}/gu, (whole, name: string) => constants.get(name) ?? whole);
}
