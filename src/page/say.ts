import { IntlMessageFormat } from 'intl-messageformat';
import { messagesEn } from './messages/en.ts';
import type { MessageKey } from './messages/en.ts';
import { messagesRu } from './messages/ru.ts';

/** The languages that the page speaks, each by its own name. */
export const languages = { en: 'English', ru: 'Русский' } as const;

/** A language that the page speaks. */
export type Language = keyof typeof languages;

const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en: messagesEn, ru: messagesRu };

let spoken: Language = 'en';
let parsed = new Map<MessageKey, IntlMessageFormat>();

/** From here on every text is in this language. */
export function speakIn(language: Language): void {
  spoken = language;
  parsed = new Map();
}

/** The language that is spoken. */
export function language(): Language {
  return spoken;
}

/** Gives a text for people in the language that is spoken, with its places filled. */
export function say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
  let message = parsed.get(key);
  if (message === undefined) parsed.set(key, (message = new IntlMessageFormat(catalogues[spoken][key], spoken)));
  return String(message.format(values));
}

/** A text under a key that was put together from what the server said; the rest as it was said. */
export function sayIfKnown(key: string, otherwise: string): string {
  return isKey(key) ? say(key) : otherwise;
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(messagesEn, key);
}

/** The language to speak: what the reader chose here, else the first that the browser wants, else as configured. */
export function chooseLanguage(chosen: string | null, wanted: readonly string[], configured: string): Language {
  const known = (tag: string): Language | undefined => {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    return primary === 'en' || primary === 'ru' ? primary : undefined;
  };
  const found = [chosen ?? '', ...wanted, configured].flatMap((tag) => known(tag) ?? []);
  return found[0] ?? 'en';
}
