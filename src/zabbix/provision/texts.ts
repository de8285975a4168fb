import { languages } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { objectWordsEn } from './object-words-en.ts';
import type { ObjectWords } from './object-words-en.ts';
import { objectWordsRu } from './object-words-ru.ts';
import { viewWordsEn } from './view-words-en.ts';
import type { ViewWords } from './view-words-en.ts';
import { viewWordsRu } from './view-words-ru.ts';

/** The texts of template and hosts. */
export const objectWords: Readonly<Record<Language, ObjectWords>> = { en: objectWordsEn, ru: objectWordsRu };

/** The texts of dashboards, maps, services and messages. */
export const viewWords: Readonly<Record<Language, ViewWords>> = { en: viewWordsEn, ru: viewWordsRu };

/** What a text is in every language: by it, what is still as provisioning made it is known after another was chosen. */
export function inAnyLanguage<Text>(text: (words: ViewWords) => Text): readonly Text[] {
  return languages.map((language) => text(viewWords[language]));
}
