import { literalSource } from './regex-source.ts';

/**
 * Compiles a glob for the whole of a text: `*` stands for any text, slashes included, `?` for one character. What stands
 * between two stars is taken where it first fits, for good: no later place could do better, and to try them all on texts
 * made for it would take minutes.
 */
export function compileGlob(glob: string, how: { readonly anyCase?: boolean } = {}): (text: string) => boolean {
  const [head = '', ...rest] = glob.split(/\*+/u).map((text) => text.split('?').map(literalSource).join('.'));
  const last = rest.pop();
  const between = rest.map((text, index) => `(?=(.*?${text}))\\${index + 1}`);
  const source = last === undefined ? head : `${head}${between.join('')}.*${last}`;
  const pattern = new RegExp(`^${source}$`, how.anyCase === true ? 'isu' : 'su');
  return (text) => pattern.test(text);
}
