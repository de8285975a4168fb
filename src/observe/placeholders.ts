/** What placeholders stood for, by their names; `{any}` is not kept. */
export type Captured = Readonly<Record<string, string>>;

/** A test of a text: what the placeholders stand for, or `undefined` where the text does not match as a whole. */
export type Template = (text: string) => Captured | undefined;

const placeholder = /\{(container|disk|any)\}/;

/** Compiles a text with placeholders (`{container}`, `{disk}`, `{any}`). */
export function compileTemplate(template: string): Template {
  // Splitting by a pattern with a group gives the texts between at even places and the names at odd ones.
  const parts = template.split(placeholder);
  const names = parts.filter((_, index) => index % 2 === 1);
  if (names.length === 0) {
    return (text) => (text === template ? {} : undefined);
  }
  const source = parts.map((part, index) => (index % 2 === 1 ? '(.+)' : escaped(part))).join('');
  const pattern = new RegExp(`^${source}$`, 's');
  return (text) => {
    const match = pattern.exec(text);
    return match === null ? undefined : captured(names, match.slice(1));
  };
}

function captured(names: readonly string[], values: readonly string[]): Captured | undefined {
  let found: Captured | undefined = {};
  for (const [index, name] of names.entries()) {
    found = name === 'any' ? found : merged(found, { [name]: values[index] ?? '' });
    if (found === undefined) {
      return undefined;
    }
  }
  return found;
}

/** Both together; `undefined` where they do not agree on what a placeholder stands for. */
export function merged(a: Captured, b: Captured): Captured | undefined {
  const agree = Object.entries(b).every(([name, value]) => a[name] === undefined || a[name] === value);
  return agree ? { ...a, ...b } : undefined;
}

/** Compiles a glob: `*` stands for any text, `?` for one character; whatever the case, as Zabbix searches names. */
export function compileGlob(glob: string): (text: string) => boolean {
  const source = glob
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : escaped(part)))
    .join('');
  const pattern = new RegExp(`^${source}$`, 'is');
  return (text) => pattern.test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
