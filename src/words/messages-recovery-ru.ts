import type { recoveryMessagesEn } from './messages-recovery-en.ts';

/** The texts of what recovery plans, does and does not do. */
export const recoveryMessagesRu: Readonly<Record<keyof typeof recoveryMessagesEn, string>> = {
  'recovery.order': '{what} ({by})',
  'recovery.order.revert': 'отменить: {what} ({by})',
  'recovery.it': 'то, что неисправно',
  'recovery.restart': 'перезапустить {names}',
  'recovery.restart-with': 'перезапустить {names} с параметрами {parameters}',
  'recovery.free-disk': 'освободить место: {names}',
  'recovery.scale':
    'добавить {add, plural, one {# реплику} few {# реплики} many {# реплик} other {# реплики}}: {names}',
  'recovery.scale.order': 'изменить число реплик {names} с {from} до {to}',
  'recovery.resize': 'изменить ресурсы {names}: {parameters}',
  'recovery.roll-back': 'откатить {names} на версию, которая работала раньше',
  'recovery.roll-back.order': 'откатить {names} с {from} на {to}',
  'recovery.drain': 'освободить от нагрузки {names}',
  'recovery.reroute': 'направить нагрузку в обход {names}',
  'recovery.escalate': 'передать людям ({to})',
  'recovery.escalate.text': 'передать людям ({to}): {text}',

  'recovery.plan.held': 'Если не пройдёт до {until}: {next}',
  'recovery.plan.held.asking': 'Далее: {next}',
  'recovery.plan.advised': 'Совет: {next}',
  'recovery.plan.advised.but': 'Совет: {next}; но {refusal}',
  'recovery.plan.refused': 'Сейчас не выполняется: {next}; {refusal}',
  'recovery.plan.waiting': 'Ожидает одобрения до {until}: {next}',
  'recovery.plan.acting': 'Выполняется: {next}',
  'recovery.plan.verifying': 'Выполнено: {next}; должно помочь до {until}',
  'recovery.plan.backing-off': 'Помогло ненадолго или не помогло; снова в {until}: {next}',
  'recovery.plan.escalated': 'Передано людям; само больше ничего не делается',
  'recovery.plan.rejected': 'Человек отказал; само больше ничего не делается',

  'recovery.refused.mode': 'режим этого не разрешает',
  'recovery.refused.actuator': 'в конфигурации нет исполнителя «{by}»',
  'recovery.refused.targets': 'больше не к чему это применить',
  'recovery.refused.version': 'ни одна другая версия не проработала на глазах у Linchpin {time}',
  'recovery.refused.stopped': 'восстановление остановлено: {by}',
  'recovery.refused.leader': 'ведущий сейчас другой Linchpin',
  'recovery.refused.data':
    '{what, select, unreadable {данные Zabbix не читаются} stale {состояние на текущий момент неизвестно} other {состояние {name} неизвестно}}',
  'recovery.refused.planned': '{name}: идут плановые работы',
  'recovery.refused.in-flight': 'ещё не ясно, помогло ли другое действие на том же шарде или сервере',
  'recovery.refused.storm':
    '{what, select, failed {отказали} other {в неизвестном состоянии}} {count} из {all} контейнеров: при таком размахе даются только советы',
  'recovery.refused.at-once':
    'не больше {limit, plural, one {# цели} few {# целей} many {# целей} other {# цели}} одновременно',
  'recovery.refused.per-hour':
    'не больше {limit, plural, one {# цели} few {# целей} many {# целей} other {# цели}} в час',
  'recovery.refused.per-pod': 'не больше {limit} за {time} на {name}',
  'recovery.refused.per-server': 'не больше {limit} за {time} на сервере {name}',
  'recovery.refused.at-most': 'не больше {limit} за {time} для этого инцидента',
  'recovery.refused.quota':
    'не больше {limit, plural, one {# реплики} few {# реплик} many {# реплик} other {# реплики}}',
  'recovery.refused.capacity': 'нет сервера, о котором известно, что процессор и память заняты менее чем на {limit} %',
  'recovery.refused.budget':
    'не больше {limit, plural, one {# лишней реплики} few {# лишних реплик} many {# лишних реплик} other {# лишней реплики}} всего; сейчас их {extra}',
  'recovery.refused.twin':
    '{what, select, shard {{name} перестанет работать} function {пользователи потеряют: {name}} reserve {{name} останется без резерва} other {в этом цикле двойнику задано слишком много вопросов}}',
  'recovery.refused.reserve': 'у {name} останется резерва меньше {limit}',

  'recovery.told.plan': 'Восстановление «{recovery}», шаг {step} из {steps}: {text}',
  'recovery.told.refuse': 'Восстановление «{recovery}» не выполняется: {refusals}',
  'recovery.told.ask':
    'Восстановление «{recovery}» спрашивает: {next}? Чтобы одобрить, подтвердите эту проблему до {until} с кодом {code} в сообщении или выполните: linchpin approve {code}',
  'recovery.told.approved': '{by} одобряет: {next}',
  'recovery.told.rejected': '{by} отказывает: {next}',
  'recovery.told.expired': 'Никто не одобрил вовремя: {next}',
  'recovery.told.withdrawn': 'Вопрос снят: {next}',
  'recovery.told.act': 'Восстановление «{recovery}» начинает: {next}. {foresight}',
  'recovery.told.foresight':
    'Пока это идёт, из затронутого не работает шардов: {failed}, потеряно функций: {lost} (сейчас {failedBefore} и {lostBefore}).',
  'recovery.told.begun': 'Начато: {next}',
  'recovery.told.done': 'Выполнено за {time}: {next}',
  'recovery.told.failed': 'Не удалось: {next}. {output}',
  'recovery.told.unknown': 'Ответа нет, возможно выполнено: {next}. {output}',
  'recovery.told.withheld': 'Не начато: {next}. {reason}',
  'recovery.told.helped': 'Помогло: {next}',
  'recovery.told.no-effect': 'Не подействовало: {next}',
  'recovery.told.worse': 'Стало хуже: {next}',
  'recovery.told.escalate': 'Восстановление «{recovery}» передаёт людям ({to}): {because}',
  'recovery.told.escalate.text': 'Восстановление «{recovery}» передаёт людям ({to}): {because}. {text}',
  'recovery.people': 'дежурным',
  'recovery.because.step': 'таков следующий шаг',
  'recovery.because.steps-used-up': 'шаги исчерпаны',
  'recovery.because.no-help': 'сделанное не помогло',
  'recovery.because.does-not-last': 'то, что помогает, помогает ненадолго',
  'recovery.because.came-back': 'то, что уже передавалось людям, вернулось',
  'recovery.because.worse': 'после сделанного стало хуже',
  'recovery.because.unknown-outcome': 'неизвестно, выполнено ли действие, и лучше не стало',
};
