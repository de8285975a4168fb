import type { Path } from '../model/positions.ts';
import { valueAt } from '../model/shape/schema.ts';
import { complaints } from './complaints.ts';
import { type Layers, withEntry } from './layers.ts';

/** In a path: whatever key stands there. */
const anyKey = '*';

/** The keys whose value must say where a secret is, and must not be one. */
const secretPaths: readonly Path[] = [
  ['zabbix', 'token'],
  ['zabbix', 'password'],
  ['zabbix', 'trapper', 'tls', 'psk'],
  ['zabbix', 'trapper', 'tls', 'key'],
  ['store', 'postgres', 'url'],
  ['store', 'postgres'],
  ['wake', 'token'],
  ['http', 'tokens', 'view'],
  ['http', 'tokens', 'operate'],
  ['recovery', 'notify', 'secret'],
  ['recovery', 'actuators', anyKey, 'secret'],
  ['recovery', 'actuators', anyKey, 'token'],
  ['recovery', 'actuators', anyKey, 'tls', 'key'],
];

const sources = ['file', 'env', 'credential'];
/** Of entries that hold more than the source of a secret, or only a part that does. */
const keysOf: Readonly<Record<string, readonly string[]>> = { postgres: ['url'], psk: ['identity', ...sources] };

/** Refuses secrets that stand in the file itself, and gives the rest: nothing after this may see or print them. */
export function refusePlainSecrets({ value, note }: Layers): unknown {
  let rest = value;
  for (const path of secretPaths.flatMap((pattern) => pathsIn(value, pattern))) {
    const entry = valueAt(rest, path);
    if (entry === undefined || entry === null || isReference(entry, path)) continue;
    note(complaints.plainSecret(String(path.at(-1))), path);
    rest = withEntry(rest, path, undefined);
  }
  return rest;
}

/** The paths that a pattern stands for in a value. */
function pathsIn(value: unknown, pattern: Path): readonly Path[] {
  const at = pattern.indexOf(anyKey);
  if (at === -1) return [pattern];
  const entries = valueAt(value, pattern.slice(0, at));
  if (typeof entries !== 'object' || entries === null) return [];
  return Object.keys(entries).map((key) => pattern.with(at, key));
}

/** Keys are looked at too: in `token: { 0123abcd }` the secret is a key. */
function isReference(entry: unknown, path: Path): boolean {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false;
  const known = keysOf[String(path.at(-1))] ?? sources;
  return Object.keys(entry).every((key) => known.includes(key));
}

/** Whether what stands at a path might be a secret by mistake, such as `token:0123` without the blank. */
export function mightBeSecret(path: Path): boolean {
  return (
    path.length <= 1 ||
    secretPaths.some((secret) =>
      secret.every((key, index) => path[index] === key || (key === anyKey && path[index] !== undefined)),
    )
  );
}
