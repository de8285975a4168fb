import type { summaryMessagesEn } from './messages-summary-en.ts';

/** The texts of the summary on the dashboard, part of the catalogue: what is broken, what users lose, what to do. */
export const summaryMessagesRu: Readonly<Record<keyof typeof summaryMessagesEn, string>> = {
  'summary.down': '{name} НЕ РАБОТАЕТ с {since}.',
  'summary.planned': '{name} не работает: плановые работы с {since}.',
  'summary.unknown': '{name}: состояние НЕИЗВЕСТНО, не хватает данных.',
  'summary.at-risk': '{name} работает БЕЗ РЕЗЕРВА: ещё один отказ может стать аварией ({names}).',
  'summary.unseen': '{name} работает, насколько это видно, но ВИДНО НЕ ВСЁ.',
  'summary.warning': '{name} работает; что-то отказало, но резерв на это есть.',
  'summary.minor': '{name} работает.',
  'summary.well': '{name}: ВСЁ В ПОРЯДКЕ. Открытых инцидентов нет.',
  'summary.well.since':
    '{name}: ВСЁ В ПОРЯДКЕ. Открытых инцидентов нет; последний завершился {ended} (первопричина: {root}).',

  'summary.subsystems': 'Подсистемы: работает {working} из {total}',
  'summary.functions': 'Функции для пользователей: доступно {working} из {total}',
  'summary.bearing':
    'Резерв: ещё хотя бы 1 отказ {bearing, plural, one {выдержит #} few {выдержат #} many {выдержат #} other {выдержит #}} из {total} {total, plural, one {пода} few {подов} many {подов} other {пода}}',
  'summary.down.list': '; НЕ РАБОТАЕТ: {names}',
  'summary.no-reserve.list': '; работает БЕЗ РЕЗЕРВА: {names}',
  'summary.on-reserve.list': '; работает за счёт резерва: {names}',
  'summary.partly.list': '; известно не всё: {names}',
  'summary.unknown.list': '; неизвестно: {names}',
  'summary.lost.list': '; ПОТЕРЯНО: {names}',
  'summary.impaired.list': '; ухудшено, так как использует неработающее: {count}',
  'summary.spent.list': '; ИСЧЕРПАН: {names}',
  'summary.by-design.list': '; не предусмотрен: {names}',
  'summary.not-known.list': '; неизвестно: {names}',
  'summary.by': ' ({count, plural, =1 {инцидент} other {инциденты}} {ranks})',

  'summary.incident': '{rank}. {effect}: {what}; началось {since}{stale, select, yes { (по прежним данным)} other {}}',
  'summary.incident.short': '{rank}. {effect}: {what}; началось {since}. Первопричина: {cause}. Что делать: {advice}',
  'summary.effect.critical': 'АВАРИЯ',
  'summary.effect.at-risk': 'ПОД УГРОЗОЙ',
  'summary.effect.unseen': 'НЕ ВИДНО',
  'summary.effect.warning': 'ПРЕДУПРЕЖДЕНИЕ',
  'summary.effect.unknown': 'НЕИЗВЕСТНО',
  'summary.effect.planned': 'ПЛАНОВО',
  'summary.root': 'Первопричина: {cause}',
  'summary.symptoms':
    ' (объясняет неполадки ещё {count, plural, one {# контейнера} few {# контейнеров} many {# контейнеров} other {# контейнера}})',
  'summary.lost': 'Потеряно:     {names}',
  'summary.lost.none': 'Потеряно:     ничего',
  'summary.lost.none.yet': 'Потеряно:     пока ничего',
  'summary.lost.not-known': 'Потеряно:     неизвестно',
  'summary.lost.impaired': '; ухудшено: {names}',
  'summary.reserve': 'Резерв:       {reserve}',
  'summary.reserve.down': 'нет, уже не работает: действуйте немедленно',
  'summary.reserve.planned': 'нет, пока идут плановые работы',
  'summary.reserve.none': 'исчерпан: ещё один отказ может стать аварией, действуйте скорее: {where}',
  'summary.reserve.some':
    '{count, plural, one {до аварии допустим ещё # отказ} few {до аварии допустимы ещё # отказа} many {до аварии допустимо ещё # отказов} other {до аварии допустимо ещё # отказа}}: {where}',
  'summary.reserve.left': '{where} (осталось: {names})',
  'summary.shard': '{pod}, шард {shard}',
  'summary.reserve.endless': 'никакой отказ реплик его не остановит',
  'summary.reserve.untouched': 'не затронут: на нём нет ничего, что нужно пользователям',
  'summary.reserve.not-known': 'неизвестен',
  'summary.advice': 'Что делать:   {advice}',
  'summary.more':
    '… и {count, plural, one {ещё # инцидент} few {ещё # инцидента} many {ещё # инцидентов} other {ещё # инцидента}}.',

  'summary.seen':
    'По состоянию на {at}, есть данные о контейнерах: {containers, number} из {allContainers, number}, о серверах: {servers, number} из {allServers, number}. Если прошло более 5 минут, Linchpin остановлен и эта страница устарела.',
};
