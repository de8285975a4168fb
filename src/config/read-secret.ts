import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Complaint } from '../model/findings.ts';
import type { Path } from '../model/positions.ts';
import { complaints } from './complaints.ts';
import type { Note } from './layers.ts';
import { readText } from './read-text.ts';
import type { PathFrom } from './resolve.ts';
import type { SecretSource } from './form/schema.ts';
import { Secret } from './secrets.ts';

/** A secret, or why there is none. */
export type SecretReading = { readonly secret: Secret } | { readonly complaint: Complaint };

/** What reading secrets needs of the world around the configuration. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly pathOf: PathFrom;
  readonly note: Note;
}

/** A file or secret that the configuration names: what complaints call it, and where it stands. */
export interface SourcePlace {
  readonly key: string;
  readonly path: Path;
}

/** Reads a secret from where the configuration says it is; a file that everybody may read is noted with a warning. */
export async function readSecret(
  place: SourcePlace,
  from: SecretSource,
  { env, pathOf, note }: Surroundings,
): Promise<SecretReading> {
  const { key, path } = place;
  const warn = (complaint: Complaint): void => note(complaint, path);
  if (from.env !== undefined) {
    const text = env[from.env] ?? '';
    return text === '' ? { complaint: complaints.noVariable(key, from.env) } : { secret: new Secret(text) };
  }
  if (from.file !== undefined) return fromFile(key, pathOf(from.file, path), warn);
  const credential = from.credential ?? '';
  const folder = env['CREDENTIALS_DIRECTORY'];
  if (folder === undefined || folder === '') return { complaint: complaints.noCredentials(key, credential) };
  return fromFile(key, join(folder, credential), warn);
}

/** Reads a secret from where the configuration says it is; `undefined` where it can't be read, which is then noted at its place. */
export async function secretOrNote(
  place: SourcePlace,
  from: SecretSource,
  around: Surroundings,
): Promise<Secret | undefined> {
  const reading = await readSecret(place, from, around);
  if ('secret' in reading) return reading.secret;
  around.note(reading.complaint, place.path);
  return undefined;
}

/** Reads a text file that the configuration names; `undefined` where it can't be read, which is then noted at its place. */
export async function textOrNote(
  { key, path }: SourcePlace,
  written: string,
  { pathOf, note }: Surroundings,
): Promise<string | undefined> {
  const file = pathOf(written, path);
  const reading = await readText(file);
  if ('text' in reading) return reading.text;
  note(complaints.unreadable(`\`${key}\``, file, reading.why), path);
  return undefined;
}

async function fromFile(key: string, file: string, warn: (complaint: Complaint) => void): Promise<SecretReading> {
  const reading = await readText(file);
  if ('why' in reading) return { complaint: complaints.unreadable(`\`${key}\``, file, reading.why) };
  const { mode } = await stat(file);
  if ((mode & forOthers) !== 0) warn(complaints.openSecret(key, file));
  // Editors end files with a line break that is not part of the secret.
  const text = reading.text.replace(/[\r\n]+$/u, '');
  return text === '' ? { complaint: complaints.emptyFile(`\`${key}\``, file) } : { secret: new Secret(text) };
}

/** Reading and writing by who is neither owner nor of the group. */
const forOthers = 0o006;
