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
    if (value.length < shortest) return;
    for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) read.add(form);
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

/** A text without any of the secrets that were read: others may say to us what we sent to them. */
export function withoutSecrets(text: string): string {
  // The longest first: one may be a part of another.
  return [...read]
    .toSorted((a, b) => b.length - a.length)
    .reduce((safe, secret) => safe.replaceAll(secret, mask), text);
}
