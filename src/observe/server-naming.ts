import { idFrom, isId } from '../domain/node.ts';
import { regexOf } from './placeholders.ts';

/** What a server is called by the name of its host. */
export interface NamedServer {
  readonly id: string;
  readonly name: string;
}

/** How a host gives a server's id and name; or why it gives none. */
type ServerNaming = (host: string) => NamedServer | 'no-server-pattern' | 'odd-name';

/**
 * Reads `hosts.server` the other way round, from a host's technical name to a server that no file describes: a template
 * with `{id}` or `{name}` (with both nobody can say where one ends), or a `/pattern/` with a group `id` or `name`.
 */
export function serverNaming(template: string): ServerNaming {
  const pattern = regexOf(template);
  if (pattern !== undefined) {
    return (host) => {
      const { id, name } = pattern.find(host)?.byName ?? {};
      return named(id, name);
    };
  }
  const parts = template.split(/(\{(?:id|name)\})/);
  const placeholders = new Set(parts.filter((_, index) => index % 2 === 1));
  if (placeholders.size !== 1) return () => 'no-server-pattern';
  const [placeholder = ''] = placeholders;
  const [before = '', , after = ''] = parts;
  return (host) => {
    // With one placeholder several times its first place says what it stands for where the whole then fits.
    const rest = parts.length === 3 ? host.length - before.length - after.length : repeated(host, parts);
    const value = host.slice(before.length, before.length + rest);
    if (rest <= 0 || template.replaceAll(placeholder, () => value) !== host) return 'no-server-pattern';
    return placeholder === '{id}' ? named(value, undefined) : named(undefined, value);
  };
}

/** How long what stands for a placeholder is that stands several times. */
function repeated(host: string, parts: readonly string[]): number {
  const fixed = parts.filter((_, index) => index % 2 === 0).join('').length;
  return (host.length - fixed) / ((parts.length - 1) / 2);
}

function named(id: string | undefined, name: string | undefined): NamedServer | 'no-server-pattern' | 'odd-name' {
  if (id === undefined && name === undefined) return 'no-server-pattern';
  if (id !== undefined) return isId(id) ? { id, name: name ?? id } : 'odd-name';
  const made = idFrom(name ?? '');
  return made === undefined ? 'odd-name' : { id: made, name: name ?? made };
}
