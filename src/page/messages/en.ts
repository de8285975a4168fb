import { explanationEn } from './explanation-en.ts';
import { framesEn } from './frame-en.ts';
import { questionsEn } from './questions-en.ts';
import { recoveryEn } from './recovery-en.ts';

/** Every text of the page in English, in ICU message syntax; another language is another such table with the same keys. */
export const messagesEn = { ...framesEn, ...explanationEn, ...questionsEn, ...recoveryEn } as const;

/** The key of a text of the page. */
export type MessageKey = keyof typeof messagesEn;
