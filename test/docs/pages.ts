import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of a page. */
export interface Block {
  /** `docs/store.md:45`. */
  readonly at: string;
  /** `sh`, `yaml`, `console`, …, or nothing. */
  readonly language: string;
  readonly text: string;
  /** What the comment just above the block says of it. */
  readonly mark: string;
}

/** A page of the documentation. */
export interface Page {
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Every page that users read. */
export const pages: readonly Page[] = ['README.md', ...inDocs()].map((file) => {
  const text = readFileSync(file, 'utf8');
  return { file, text, blocks: blocksOf(file, text) };
});

function inDocs(): readonly string[] {
  const files = readdirSync('docs', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => `docs/${file}`);
}

/** Every fenced block of every page. */
export const blocks: readonly Block[] = pages.flatMap((page) => page.blocks);

function blocksOf(file: string, text: string): readonly Block[] {
  return [...text.matchAll(/^(?:<!-- ([^\n]*) -->\n\n?)?( *)```(\w*)\n(.*?)^\2```$/gmsu)].map((found) => {
    const [, mark = '', indent = '', language = '', body = ''] = found;
    const line = text.slice(0, found.index).split('\n').length;
    return { at: `${file}:${line}`, language, text: body.replaceAll(new RegExp(`^${indent}`, 'gmu'), ''), mark };
  });
}

/** The blocks that a page marks as `kind: about`, such as `from: FILE`. */
export function marked(kind: string): readonly (Block & { readonly about: string })[] {
  return blocks
    .filter(({ mark }) => mark.startsWith(`${kind}: `))
    .map((block) => ({ ...block, about: block.mark.slice(kind.length + 2) }));
}

/** A command of Linchpin as a page shows it. */
export interface Shown {
  readonly at: string;
  /** As it is written. */
  readonly command: string;
  /** The words after `linchpin`, without what the shell takes for itself. */
  readonly args: readonly string[];
  /** What the page says that it prints. */
  readonly printed?: string;
}

/** The commands of Linchpin in a block; in a `console` block with what they print. */
export function commandsOf({ at, language, text }: Block): readonly Shown[] {
  if (!['', 'sh', 'console'].includes(language)) return [];
  if (language === 'console') {
    return text
      .split(/^\$ /mu)
      .slice(1)
      .flatMap((part) => {
        const [first = '', ...printed] = part.split('\n');
        return shown(at, first).map((one) => ({ ...one, printed: printed.join('\n').trimEnd() }));
      });
  }
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => shown(at, line.replace(/^\$ /u, '')));
}

function shown(at: string, line: string): readonly Shown[] {
  const found = /^(?:[A-Z_]+=\S+ )*(?:linchpin|node dist\/src\/main\.js) (.*)$/u.exec(line);
  if (!found) return [];
  return [{ at, command: line.trim(), args: words(found[1] ?? '') }];
}

/** The words of a command up to a comment, a pipe or a redirection, as a shell takes them. */
function words(text: string): readonly string[] {
  const all = [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/gu)].map(([word]) => word);
  const end = all.findIndex((word) => /^[#|>&]/u.test(word));
  return all.slice(0, end === -1 ? undefined : end).map((word) => word.replaceAll(/["']/gu, ''));
}
