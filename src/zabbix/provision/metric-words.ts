import type { countedStates, cycleStages } from '../../domain/counts.ts';
import type { Language } from '../../domain/language.ts';
import type { Effect } from '../../domain/severity.ts';

type Stage = (typeof cycleStages)[number];
type CountedKind = keyof typeof countedStates;
type CountedState = (typeof countedStates)[CountedKind][number];

interface Named {
  readonly name: string;
  readonly about: string;
}

/** How the items of Linchpin's own metrics are called in one language. */
interface MetricWords {
  readonly metrics: Named;
  readonly leader: Named;
  readonly staleness: Named;
  readonly observations: Named;
  readonly stage: (stage: Stage) => string;
  readonly stageAbout: string;
  readonly incidents: (effect: Effect) => string;
  readonly incidentsAbout: string;
  readonly nodes: (kind: CountedKind, state: CountedState) => string;
  readonly nodesAbout: string;
}

const stagesEn: Readonly<Record<Stage, string>> = {
  read: 'reading Zabbix',
  judge: 'judging',
  save: 'saving',
  send: 'sending to Zabbix',
  annotate: "writing on the site's problems",
  tidy: 'tidying the store',
};

const stagesRu: Readonly<Record<Stage, string>> = {
  read: 'чтение Zabbix',
  judge: 'оценка',
  save: 'запись в хранилище',
  send: 'отправка в Zabbix',
  annotate: 'пометки на проблемах площадки',
  tidy: 'уборка хранилища',
};

const kindsEn: Readonly<Record<CountedKind, string>> = {
  system: 'systems',
  subsystem: 'subsystems',
  pod: 'pods',
  shard: 'shards',
  container: 'containers',
  server: 'servers',
  disk: 'disks',
  network: 'networks',
  function: 'functions',
};

const kindsRu: Readonly<Record<CountedKind, string>> = {
  system: 'системы',
  subsystem: 'подсистемы',
  pod: 'поды',
  shard: 'шарды',
  container: 'контейнеры',
  server: 'серверы',
  disk: 'диски',
  network: 'сети',
  function: 'функции',
};

const statesRu: Readonly<Record<CountedState, string>> = {
  working: 'работают',
  failed: 'отказали',
  unknown: 'неизвестно',
  off: 'выключены',
  available: 'доступны',
  impaired: 'ухудшены',
  lost: 'потеряны',
};

const effectsRu: Readonly<Record<Effect, string>> = {
  critical: 'пользователи затронуты',
  'at-risk': 'без резерва',
  unseen: 'не видно',
  warning: 'покрыто резервом',
  unknown: 'последствия неизвестны',
  planned: 'плановые работы',
};

/** How the items of Linchpin's own metrics are called, by language. */
export const metricWords: Readonly<Record<Language, MetricWords>> = {
  en: {
    metrics: {
      name: 'Linchpin: metrics',
      about: 'What Linchpin counts of itself, as JSON; other items of this template take their values from it.',
    },
    leader: { name: 'Linchpin: leader', about: 'Which of the instances that share a store leads: host and process.' },
    staleness: { name: 'Linchpin: age of what was read', about: 'How long ago Zabbix was last read.' },
    observations: {
      name: 'Linchpin: values read',
      about: 'What the newest reading of Zabbix gave: values of signals of nodes.',
    },
    stage: (stage) => `Linchpin: time of ${stagesEn[stage]}`,
    stageAbout: 'How long this stage of the cycle before took.',
    incidents: (effect) => `Linchpin: incidents, ${effect}`,
    incidentsAbout: 'How many incidents of all systems of the model are open, by what they do.',
    nodes: (kind, state) => `Linchpin: ${kindsEn[kind]}, ${state}`,
    nodesAbout: 'How many nodes of the whole model are of this kind and in this state.',
  },
  ru: {
    metrics: {
      name: 'Linchpin: показатели',
      about: 'Что Linchpin считает о себе, в JSON; из него берут значения другие элементы этого шаблона.',
    },
    leader: { name: 'Linchpin: ведущий', about: 'Какой из экземпляров с общим хранилищем ведёт: хост и процесс.' },
    staleness: { name: 'Linchpin: возраст прочитанного', about: 'Как давно Zabbix был прочитан в последний раз.' },
    observations: {
      name: 'Linchpin: прочитанные значения',
      about: 'Что дало новейшее чтение Zabbix: значения сигналов узлов модели.',
    },
    stage: (stage) => `Linchpin: длительность, ${stagesRu[stage]}`,
    stageAbout: 'Сколько длилась эта часть предыдущего цикла.',
    incidents: (effect) => `Linchpin: инциденты, ${effectsRu[effect]}`,
    incidentsAbout: 'Сколько инцидентов всех систем модели открыто, по последствиям.',
    nodes: (kind, state) => `Linchpin: ${kindsRu[kind]}, ${statesRu[state]}`,
    nodesAbout: 'Сколько узлов всей модели этого вида находится в этом состоянии.',
  },
};
