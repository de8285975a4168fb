import { join } from 'node:path';

import type { Complaint } from '../model/findings.ts';
import { complaints } from './complaints.ts';
import { readText } from './read-text.ts';
import type { SecretSource } from './schema.ts';
import { Secret } from './secrets.ts';

/** A secret, or why there is none. */
export type SecretReading = { readonly secret: Secret } | { readonly complaint: Complaint };

/** Reads a secret from where the configuration says it is; `key` names it in complaints, and files are as they will be opened. */
export async function readSecret(key: string, from: SecretSource, env: NodeJS.ProcessEnv): Promise<SecretReading> {
  if (from.env !== undefined) {
    const text = env[from.env] ?? '';
    return text === '' ? { complaint: complaints.noVariable(key, from.env) } : { secret: new Secret(text) };
  }
  if (from.file !== undefined) return fromFile(key, from.file);
  const credential = from.credential ?? '';
  const folder = env['CREDENTIALS_DIRECTORY'];
  if (folder === undefined || folder === '') return { complaint: complaints.noCredentials(key, credential) };
  return fromFile(key, join(folder, credential));
}

async function fromFile(key: string, file: string): Promise<SecretReading> {
  const reading = await readText(file);
  if ('why' in reading) return { complaint: complaints.unreadable(`\`${key}\``, file, reading.why) };
  // Editors end files with a line break that is not part of the secret.
  const text = reading.text.replace(/[\r\n]+$/u, '');
  return text === '' ? { complaint: complaints.emptyFile(`\`${key}\``, file) } : { secret: new Secret(text) };
}
