import type { ViewWords } from './view-words-en.ts';

/** The texts of dashboards, maps, services and messages of Linchpin's in Zabbix, in Russian. */
export const viewWordsRu: ViewWords = {
  pages: { now: 'Сейчас', map: 'Карта', functions: 'Функции' },
  widgets: {
    strip: 'Состояние сейчас (если здесь нет строки, Linchpin остановлен и всё ниже устарело)',
    severity: 'Важность системы (0: норма, 5: не работает)',
    wellness: 'Сам Linchpin (1: в порядке)',
    heartbeat: 'Последняя оценка',
    summary: 'Что неисправно, что потеряно, что делать',
    summaryOrNothing: 'Что неисправно, что потеряно, что делать (пусто: Linchpin остановлен)',
    subsystems: 'Подсистемы (серый: норма; другие цвета: см. рядом)',
    functions: 'Функции',
    map: 'Подсистемы и кто кого вызывает',
    problems: 'Инциденты как проблемы (время: когда сообщено, а не когда началось)',
    history: 'Важность системы за сутки (пусто: норма, 5: авария)',
  },
  map: {
    systemTitle: (name) => `${name}: вызывающие выше вызываемых; щелчок открывает поды`,
    subsystemTitle: (name) => `${name}: поды, вызывающие выше вызываемых`,
    pods: 'Поды',
    grey: 'серый: не авария (см. слова)',
    orange: 'оранжевый: без резерва',
    red: 'красный, и линии: авария',
    meanings: {
      critical: 'не работает',
      'at-risk': 'работает без резерва',
      warning: 'работает за счёт резерва',
      unknown: 'неизвестно или планово',
    },
    legend: (ok, meanings) => `Под каждым именем — важность. ${ok}: работает; ${meanings}.`,
    whileDown: 'Пока система не работает, о работе без резерва говорят только эти слова.',
  },
  frames: {
    page: 'Вживую',
    incidents: 'Инциденты по важности',
    functions: 'Что доступно пользователям',
    map: 'Подсистемы и кто кого вызывает',
  },
  services: {
    outage: (name) => `${name}: авария`,
    reserve: (name) => `${name}: потеря резерва`,
  },
  escalation: {
    over: 'Завершено',
    update: 'Изменение',
    root: 'Первопричина',
    subsystems: 'Подсистемы',
    lost: 'Потерянные функции',
    system: 'Система',
    reserve: 'резерв',
    action: 'Что делать',
    since: 'С',
    shown: (host, problem) => `Показано как: ${host}, проблема ${problem}`,
    lasted: (duration) => `Продолжалось ${duration}.`,
  },
};
