import type { MessageKey } from './en.ts';
import { explanationRu } from './explanation-ru.ts';
import { framesRu } from './frame-ru.ts';
import { questionsRu } from './questions-ru.ts';
import { recoveryRu } from './recovery-ru.ts';

/** Every text of the page in Russian; severities are called as Zabbix calls them there. */
export const messagesRu: Readonly<Record<MessageKey, string>> = {
  ...framesRu,
  ...explanationRu,
  ...questionsRu,
  ...recoveryRu,
};
