import type { explainMessagesEn } from './messages-explain-en.ts';

/** The texts of `explain`, part of the catalogue: why a node is in its state. */
export const explainMessagesRu: Readonly<Record<keyof typeof explainMessagesEn, string>> = {
  'explain.state.working': 'работает',
  'explain.state.failed': 'отказ',
  'explain.state.unknown': 'неизвестно',
  'explain.state.masked': 'работает; неполадка — лишь симптом',
  'explain.state.available': 'доступно',
  'explain.state.impaired': 'ухудшено',
  'explain.state.lost': 'потеряно',
  'explain.state.off': 'выключено',
  'explain.state.retired': 'выведено',
  'explain.state.strained': 'под нагрузкой',
  'explain.state.planned': 'планово',

  'explain.about.container': 'реплика: {shard}',
  'explain.about.missing': 'есть в модели, отсутствует в инвентаре',
  'explain.about.shard': 'шард пода {pod} ({kind})',
  'explain.about.pod': 'под ({kind}); подсистемы: {subsystems}',
  'explain.about.function': 'функция подсистемы {subsystem}',
  'explain.about.off':
    'Модель это выключает (enabled: false): его самого, как и вызовов к нему и от него, как будто нет.',
  'explain.about.retired':
    'Под масштабируется сам, и других реплик у него достаточно: эта выведена и нигде не учитывается, пока не появится снова.',
  'explain.shard': 'шард {shard} пода {pod}',
  'explain.more': 'и ещё {count}',

  'explain.heading.evidence': 'Свидетельства',
  'explain.heading.standsOn': 'Стоит на',
  'explain.heading.symptom': 'Почему это симптом',
  'explain.heading.noSymptom': 'Почему это не симптом того, что вызывается',
  'explain.heading.suspects': 'Подозреваемые',
  'explain.heading.containers': 'Контейнеры: не в порядке {bad} из {total}',
  'explain.heading.allWell': 'Контейнеры',
  'explain.heading.rollUp': 'Как это складывается',
  'explain.heading.needs': 'Нужно для работы',

  'explain.evidence.none': 'ни одно правило не говорит о неполадке',
  'explain.evidence.unknown': 'достаточно свежих данных, чтобы судить, нет',
  'explain.evidence.unseen': 'молчит: ни агента, ни контейнеров не слышно',
  'explain.evidence.unseen.source': 'не слышно ничего из того, что через него наблюдается',
  'explain.evidence.through': 'не работает из-за отказа: {resources}',
  'explain.class.direct': 'прямое',
  'explain.class.growth': 'рост',
  'explain.class.pressure': 'нагрузка',
  'explain.fact.value': '{signal} {value}',
  'explain.fact.limit': '{signal} {value}, предел {limit}',
  'explain.fact.level': 'сверх нормы {level}, терпимо {burst}',
  'explain.since': 'с {at}',

  'explain.masking.down.called': 'вызывается и не работает',
  'explain.masking.down.leaned': 'не работает, входит в вызываемую подсистему',
  'explain.masking.through': 'за тем, о чём судить нельзя: {pods}',
  'explain.masking.failed': 'отказали: {containers}',
  'explain.masking.masked':
    '{count, plural, one {# его контейнер сам лишь симптом} few {# его контейнера сами лишь симптомы} many {# его контейнеров сами лишь симптомы} other {# его контейнера сами лишь симптомы}}',
  'explain.masking.nothingDown': 'всё, что вызывается, работает',
  'explain.masking.culprit': 'виновник: {why}',
  'explain.masking.root': 'первопричина',
  'explain.masking.not.needs-direct':
    'рост вместе с нагрузкой не оправдывает: он сам не работает лишь из-за роста, а не по прямому правилу',
  'explain.masking.not.standing': 'не оправдывает: так было задолго до этого, и хуже не стало',
  'explain.masking.not.only-slow':
    'не оправдывает: он лишь медленный, а медленность вызываемых не даёт ошибок другого рода',
  'explain.masking.not.own-pod': 'не оправдывает: то, что за ним, находится в том же поде',
  'explain.masking.not.began-first': 'не оправдывает: они вызывают друг друга, и этот начал не позже',

  'explain.suspect.failed-replicas': 'работает, но отказали: {containers}',
  'explain.suspect.unseen': 'судить нельзя, неизвестны: {containers}',

  'explain.container.well':
    '{count, plural, =1 {Единственный контейнер работает} one {Работают все: # контейнер} few {Работают все: # контейнера} many {Работают все: # контейнеров} other {Работают все: # контейнера}}',
  'explain.container.masked': 'симптом',

  'explain.rule.stateless': 'нужно {required} из {replicas}',
  'explain.rule.quorum': 'нужно {required} из {replicas} (кворум)',
  'explain.rule.all': 'нужны все {replicas}',
  'explain.rule.primary-replica.automatic': 'нужно {required} из {replicas}, основной может быть любая',
  'explain.rule.primary-replica.manual':
    'нужна основная{others, plural, =0 {} one { и ещё # другая} few { и ещё # другие} many { и ещё # других} other { и ещё # другой}} из {replicas}',
  'explain.count.working': '{count, plural, one {работает #} few {работают #} many {работает #} other {работает #}}',
  'explain.count.masked': 'из них симптомов: {count}',
  'explain.count.strained': 'из них под нагрузкой: {count}',
  'explain.count.failed': 'отказало: {count}',
  'explain.count.unknown': 'неизвестно: {count}',
  'explain.count.retired': 'выведено: {count}',
  'explain.primary': 'основная {container}: {state}',
  'explain.primary.none': 'основной никто себя не называет',
  'explain.parts.pod': '{total, plural, one {# шард} few {# шарда} many {# шардов} other {# шарда}}',
  'explain.parts.subsystem': '{total, plural, one {# под} few {# пода} many {# подов} other {# пода}}',
  'explain.parts.system':
    '{total, plural, one {# подсистема} few {# подсистемы} many {# подсистем} other {# подсистемы}}',
  'explain.parts.working': '{total, plural, =1 {{what}, работает} other {{what}, работают все}}',
  'explain.parts.mixed': '{what}, {counts}',
  'explain.parts.none': 'отказать нечему',
  'explain.verdict': '{rule}; {counts} — {state}',
  'explain.step': '{parts} — {state}',
  'explain.reserve': 'резерв {reserve}',
  'explain.reserve.null': 'отказать не может',
  'explain.reserve.noData': 'резерв 0, так как не хватает данных',
  'explain.decisive': '({parts})',

  'explain.need.needed': 'нужен напрямую: {state}',
  'explain.need.reached':
    '{distance, plural, =1 {вызывается напрямую} one {через # вызов} few {через # вызова} many {через # вызовов} other {через # вызова}}: {state}',

  'explain.part.root': 'его первопричина',
  'explain.part.member': 'один из его контейнеров',
  'explain.part.symptom': 'его симптом',
  'explain.part.failed': 'отказ из-за него',
  'explain.part.touched': 'затронуто им',
  'explain.part.lost': 'потеряно из-за него',
  'explain.part.impaired': 'ухудшено из-за него',
};
