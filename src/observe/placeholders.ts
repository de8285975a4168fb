/** What placeholders stood for, by their names; `{any}` is not kept. */
export type Captured = Readonly<Record<string, string>>;

/** A test of a text: what the placeholders stand for, or `undefined` where the text does not match as a whole. */
export type Template = (text: string) => Captured | undefined;

/** What may stand in braces in keys, tags and names of `signals`; Kubernetes' pod is `kubePod`, since a pod is the C4 one. */
export const placeholderNames = ['container', 'disk', 'server', 'namespace', 'kubePod', 'any'] as const;

const placeholder = /\{(container|disk|server|namespace|kubePod|any)\}/;

/** Compiles a text with placeholders, each of which stands for any text. */
export function compileTemplate(template: string): Template {
  // Splitting by a pattern with a group gives the texts between at even places and the names at odd ones.
  const parts = template.split(placeholder);
  const names = parts.filter((_, index) => index % 2 === 1);
  if (names.length === 0) return (text) => (text === template ? {} : undefined);
  const source = parts.map((part, index) => (index % 2 === 1 ? '(.+)' : escaped(part))).join('');
  return matcher(new RegExp(`^${source}$`, 's'), names);
}

/**
 * Compiles the name of a trigger or problem: a `/regular expression/` with named groups, or a glob with placeholders,
 * whatever the case, as Zabbix searches names. A placeholder is one word there, since a name goes on around it.
 */
export function compileName(name: string): Template {
  const regex = regexOf(name);
  if (regex !== undefined) {
    return (text) => {
      const match = regex.exec(text);
      return match === null ? undefined : definedOf(match.groups ?? {});
    };
  }
  const groups: (string | undefined)[] = [];
  const source = name
    .split(placeholder)
    .map((part, index) => {
      if (index % 2 === 0) return globSource(part, groups);
      groups.push(part);
      return word(part);
    })
    .join('');
  return matcher(new RegExp(`^${source}$`, 'is'), groups);
}

// What people call a container or disk in a name ends at a blank, a bracket or a quote, but not at `/`, `.` or `:`.
function word(name: string): string {
  return name === 'any' ? '(.+)' : '([^\\s"\'()[\\]{}<>,;]+)';
}

/** Compiles a glob: `*` stands for any text, `?` for one character; whatever the case. */
export function compileGlob(glob: string): (text: string) => boolean {
  const pattern = new RegExp(`^${globSource(glob, [])}$`, 'is');
  return (text) => pattern.test(text);
}

/**
 * A glob in a regular expression that has `groups` so far. What stands between two stars is taken where it first fits,
 * for good: no later place could do better, and to try them all on names made for it would take minutes.
 */
function globSource(glob: string, groups: (string | undefined)[]): string {
  const [head = '', ...rest] = glob.split(/\*+/).map((text) => text.split('?').map(escaped).join('.'));
  const last = rest.pop();
  if (last === undefined) return head;
  const between = rest.map((text) => `(?=(.*?${text}))\\${groups.push(undefined)}`);
  return `${head}${between.join('')}.*${last}`;
}

/** The regular expression that a text between slashes stands for; `undefined` for any other text. Throws `SyntaxError`. */
export function regexOf(text: string): RegExp | undefined {
  return text.length > 2 && text.startsWith('/') && text.endsWith('/') ? new RegExp(text.slice(1, -1), 's') : undefined;
}

function matcher(pattern: RegExp, names: readonly (string | undefined)[]): Template {
  return (text) => {
    const match = pattern.exec(text);
    return match === null ? undefined : captured(names, match.slice(1));
  };
}

function captured(names: readonly (string | undefined)[], values: readonly string[]): Captured | undefined {
  let found: Captured | undefined = {};
  for (const [index, name] of names.entries()) {
    found = name === undefined || name === 'any' ? found : merged(found, { [name]: values[index] ?? '' });
    if (found === undefined) return undefined;
  }
  return found;
}

function definedOf(groups: Readonly<Record<string, string | undefined>>): Captured {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Both together; `undefined` where they do not agree on what a placeholder stands for. */
export function merged(a: Captured, b: Captured): Captured | undefined {
  const agree = Object.entries(b).every(([name, value]) => a[name] === undefined || a[name] === value);
  return agree ? { ...a, ...b } : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
