import type { annotationMessagesEn } from './messages-annotation-en.ts';

/** The texts of comments on the site's own problems behind incidents. */
export const annotationMessagesRu: Readonly<Record<keyof typeof annotationMessagesEn, string>> = {
  'annotation.root': 'Linchpin: здесь первопричина инцидента, устранять нужно её.',
  'annotation.symptom': 'Linchpin: это следствие; сначала проверьте, что с первопричиной: {root}.',
  'annotation.lead': 'Проблема-первопричина: «{name}» (событие {event})',
  'annotation.incident': 'Инцидент: {text}',
  'annotation.functions': 'Пользователи теряют: {names}',
  'annotation.reserve':
    'Резерв: {reserve, plural, =0 {исчерпан, ещё один отказ может стать аварией} one {может отказать ещё # реплика} few {могут отказать ещё # реплики} many {могут отказать ещё # реплик} other {может отказать ещё # реплики}}',
  'annotation.action': 'Что делать: {action}',
  'annotation.over':
    'Linchpin: инцидент, с которым связана эта проблема, завершён или больше её не объясняет. Изменения, сделанные здесь Linchpin, отменены; если проблема остаётся, то у неё своя причина.',
};
