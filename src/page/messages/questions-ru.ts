import type { questionsEn } from './questions-en.ts';

/** What-if, single points of failure, history. */
export const questionsRu: Readonly<Record<keyof typeof questionsEn, string>> = {
  'what-if.about': 'Выберите, что откажет, и увидите, что за этим последует. Ничего настоящего это не трогает.',
  'what-if.fails': 'Что откажет',
  'what-if.add': 'Добавить сервер, диск, контейнер, под…',
  'what-if.remove': 'Убрать из списка: {name}',
  'what-if.nothing': 'Пока ничего не выбрано.',
  'what-if.tag': 'все серверы с {tag}',
  'what-if.tags': 'Стойки и другие группы серверов',
  'what-if.servers': '{count, plural, one {# сервер} few {# сервера} many {# серверов} other {# сервера}}',
  'what-if.hardware': 'Серверы и их диски',
  'what-if.on-top-of': 'Исходно',
  'what-if.current': 'текущее состояние',
  'what-if.healthy': 'всё исправно',
  'compare.title':
    '{count, plural, one {Если откажет # узел} few {Если откажут эти # узла} many {Если откажут эти # узлов} other {Если откажет # узла}}',
  'compare.verdict':
    '{lost, plural, =0 {Новых потерь функций не будет} one {Будет потеряна ещё # функция} few {Будут потеряны ещё # функции} many {Будет потеряно ещё # функций} other {Будет потеряно ещё # функции}}{impaired, plural, =0 {} other {, ухудшено: #}}; {kept, plural, one {# продолжит работать} few {# продолжат работать} many {# продолжат работать} other {# продолжит работать}}.',
  'compare.now': 'Сейчас',
  'compare.well': 'Когда всё исправно',
  'compare.then': 'Станет',
  'compare.functions': 'Изменятся функции',
  'compare.subsystems': 'Изменятся подсистемы',
  'compare.pods': 'Изменятся поды',
  'compare.reserve':
    '{count, plural, one {Ещё у # пода резерв убавится, но останется} few {Ещё у # подов резерв убавится, но останется} many {Ещё у # подов резерв убавится, но останется} other {Ещё у # пода резерв убавится, но останется}}',
  'compare.incidents-now': 'Инциденты сейчас',
  'compare.incidents-then': 'Инциденты тогда',
  'compare.no-incident': 'Нет.',
  points: 'Единые точки отказа',
  'points.about': 'Каждая из них одна останавливает систему, даже если всё остальное исправно.',
  'points.map': 'Показать на карте',
  'points.none': 'Их нет.',
  'points.try': 'Попробовать',
  'points.pairs': 'И пары',
  'points.pairs.title':
    '{count, plural, one {# пара останавливает} few {# пары останавливают} many {# пар останавливают} other {# пары останавливают}} систему вместе, но не поодиночке',
  'points.more': 'Есть и другие; все назовёт командная строка (linchpin spof --pairs).',
  'history.earlier': 'Раньше',
  'history.later': 'Позже',
  'history.at': 'На момент',
  'history.before': 'Предыдущее изменение: {time}',
  'history.after': 'Следующее изменение: {time}',
  'history.choose': 'Щёлкните по шкале, чтобы увидеть всё таким, каким оно было тогда.',
  'history.picture': 'Шкала времени с {from} по {until}; список ниже говорит то же',
  'history.unjudged': 'В это время ничего не оценивалось',
  'history.incidents':
    '{count, plural, =0 {За это время инцидентов не было} one {# инцидент за это время} few {# инцидента за это время} many {# инцидентов за это время} other {# инцидента за это время}}',
  'history.open': 'ещё открыт',
  'history.part': 'Перечислены только новейшие.',
};
