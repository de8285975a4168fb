import { IntlMessageFormat } from 'intl-messageformat';

import type { Language } from '../domain/language.ts';
import { messagesEn } from './messages-en.ts';
import type { MessageKey } from './messages-en.ts';
import { messagesRu } from './messages-ru.ts';

/** Gives texts for people, with their places filled. */
export interface Speak {
  (key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  /** A number as people read it: at most `digits` after the point (one where nothing is said), no needless zeros. */
  readonly number: (value: number, digits?: number) => string;
}

const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en: messagesEn, ru: messagesRu };

const decimalPoints: Readonly<Record<Language, string>> = { en: '.', ru: ',' };

/** Makes the speaker of a language; it parses each message once. */
export function speaker(language: Language): Speak {
  const catalogue = catalogues[language];
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const speak = (key: MessageKey, values?: Readonly<Record<string, string | number>>): string => {
    let message = parsed.get(key);
    if (!message) parsed.set(key, (message = new IntlMessageFormat(catalogue[key], language)));
    return String(message.format(values));
  };
  const number = (value: number, digits = 1): string => {
    const factor = 10 ** digits;
    return String(Math.round(value * factor) / factor).replace('.', decimalPoints[language]);
  };
  return Object.assign(speak, { number });
}

/** Whether there is a text under a key that was put together. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(messagesEn, key);
}
