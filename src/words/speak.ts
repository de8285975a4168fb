import { IntlMessageFormat } from 'intl-messageformat';

import { messagesEn } from './messages-en.ts';
import type { MessageKey } from './messages-en.ts';

/** A language in which Linchpin can speak. */
export type Language = 'en';

/** Gives a text for people, with its places filled. */
export type Speak = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en: messagesEn };

/** Makes the speaker of a language; it parses each message once. */
export function speaker(language: Language): Speak {
  const catalogue = catalogues[language];
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  return (key, values) => {
    let message = parsed.get(key);
    if (!message) parsed.set(key, (message = new IntlMessageFormat(catalogue[key], language)));
    return String(message.format(values));
  };
}

/** Whether there is a text under a key that was put together. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(messagesEn, key);
}

/** A number as people read it: at most `digits` after the point, no needless zeros. */
export function readable(value: number, digits = 1): string {
  const factor = 10 ** digits;
  return String(Math.round(value * factor) / factor);
}
