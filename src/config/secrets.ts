import { inspect } from 'node:util';

const mask = '[secret]';

/** Shorter ones are words: to strike those out would tear holes into everything, and tell that they were secrets. */
const shortest = 8;

/** Every secret that was read, as it may stand in text, in JSON and in an address. */
const read = new Set<string>();

/** A text that must not be shown: printed, logged or turned into JSON it is `[secret]`; only `reveal` gives it away. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    strikeOut(value);
  }

  /** The text itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}

/** From here on a text is a secret wherever it stands, such as the password that is a part of an address. */
export function strikeOut(text: string): void {
  if (text.length < shortest) return;
  // Halves of a surrogate pair have no form in an address.
  const inAddress = encodeURIComponent(Buffer.from(text).toString());
  for (const form of [text, JSON.stringify(text).slice(1, -1), inAddress]) read.add(form);
}

/** A text without any of the secrets that were read: others may say to us what we sent to them. */
export function withoutSecrets(text: string): string {
  // The longest first: one may be a part of another.
  return [...read]
    .toSorted((a, b) => b.length - a.length)
    .reduce((safe, secret) => safe.replaceAll(secret, mask), text);
}
