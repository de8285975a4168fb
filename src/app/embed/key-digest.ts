import { createHash, randomBytes } from 'node:crypto';

/** By this a key can be told from other texts, wherever it turns up. */
const prefix = 'lpe-';

/** Makes a key that nobody can guess. */
export function newKey(): string {
  return `${prefix}${randomBytes(24).toString('base64url')}`;
}

/** What is kept of a key: it can't be found by trying, since keys are random and long, so that a plain digest does. */
export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a text may be a key. */
export function isKeyLike(text: string): boolean {
  return /^lpe-[\w-]{32}$/u.test(text);
}
