import type { Complaint, Report } from '../model/findings.ts';
import type { Path, Source } from '../model/positions.ts';
import { complaints } from './complaints.ts';
import { type Variable, valueOf, variables } from './environment.ts';
import { readText } from './read-text.ts';

/** What is configured by file, environment and flags together, before its form is checked (file < environment < flag). */
export interface Layers {
  readonly value: unknown;
  /** Takes note of a complaint about what stands at a path; of what the file does not say, the text begins with who did. */
  readonly note: Note;
  /** The same, to another listener. */
  readonly noteTo: (report: Report) => Note;
  /** The variable or flag that gave the value at a path; `undefined` where the file did, or nobody. */
  readonly originOf: (path: Path) => string | undefined;
}

/** Takes note of a complaint about what stands at a path of the configuration. */
export type Note = (complaint: Complaint, path: Path, part?: 'key' | 'value') => void;

/** What the layers are made of. */
export interface LayerSources {
  readonly file?: Source | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly flags: { readonly model?: string };
}

/** Lays environment and flags over what the file says. */
export async function layer({ file, env, flags }: LayerSources, report: Report): Promise<Layers> {
  let value: unknown = file?.value ?? {};
  const origins = new Map<string, string>();
  const put = (path: Path, entry: unknown, origin: string): void => {
    value = withEntry(value, path, entry);
    origins.set(path.join('.'), origin);
  };
  for (const [variable, reading] of await Promise.all(variables.map((known) => readVariable(known, env)))) {
    if (reading === undefined) continue;
    if ('complaint' in reading) report(reading.complaint);
    else put(variable.path, reading.value, reading.name);
  }
  // A timetable or a store from outside takes the place of the other kind in the file.
  for (const [one, other] of alternatives) {
    if (origins.has(one.path) !== origins.has(other.path)) {
      value = withEntry(value, origins.has(one.path) ? other.entry : one.entry, undefined);
    }
  }
  if (flags.model !== undefined) put(['model'], flags.model, '--model');
  const originOf = (path: Path): string | undefined =>
    path.map((_, index) => origins.get(path.slice(0, index + 1).join('.'))).find((origin) => origin !== undefined);
  const noteTo =
    (listener: Report): Note =>
    (complaint, path, part = 'value') => {
      const origin = originOf(path);
      if (origin === undefined) listener(complaint, file?.positionOf(path, part));
      else listener({ ...complaint, message: `${origin}: ${complaint.message}` });
    };
  return { value, originOf, note: noteTo(report), noteTo };
}

/** What the environment may set, and which entry of the file it then takes the place of. */
const alternatives = [
  [
    { path: 'schedule.cron', entry: ['schedule', 'cron'] },
    { path: 'schedule.every', entry: ['schedule', 'every'] },
  ],
  [
    { path: 'store.sqlite', entry: ['store', 'sqlite'] },
    { path: 'store.postgres.url', entry: ['store', 'postgres'] },
  ],
] as const;

type VariableReading = { readonly name: string; readonly value: unknown } | { readonly complaint: Complaint };

/** The value that a variable gives, itself or by a file; an empty one counts as not set. */
async function readVariable(
  variable: Variable,
  env: NodeJS.ProcessEnv,
): Promise<readonly [Variable, VariableReading | undefined]> {
  const { name, kind } = variable;
  const fileName = `${name}_FILE`;
  const [text = '', file = ''] = [env[name], env[fileName]];
  if (text !== '' && file !== '') return [variable, { complaint: complaints.twoVariables(name) }];
  if (text === '' && file === '') return [variable, undefined];
  if (kind === 'secret') {
    return [variable, text === '' ? { name: fileName, value: { file } } : { name, value: { env: name } }];
  }
  if (text !== '') return [variable, { name, value: valueOf(kind, text) }];
  const reading = await readText(file);
  if ('why' in reading) return [variable, { complaint: complaints.unreadable(fileName, file, reading.why) }];
  return [variable, { name: fileName, value: valueOf(kind, reading.text.trim()) }];
}

/** A copy of nested maps with one entry put in, or taken out where it is `undefined`. */
export function withEntry(value: unknown, [first, ...rest]: Path, entry: unknown): unknown {
  if (first === undefined) return entry;
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  // What is no map where one must be stays as it is, for the schema to refuse.
  if (!isMap && value !== undefined && value !== null) return value;
  const map: Readonly<Record<string, unknown>> = isMap ? (value as Record<string, unknown>) : {};
  if (entry === undefined && !Object.hasOwn(map, first)) return value;
  const inner = withEntry(Object.hasOwn(map, first) ? map[first] : undefined, rest, entry);
  if (inner !== undefined) return { ...map, [first]: inner };
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== String(first)));
}
