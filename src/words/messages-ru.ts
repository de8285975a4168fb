import { annotationMessagesRu } from './messages-annotation-ru.ts';
import { embedMessagesRu } from './messages-embed-ru.ts';
import type { MessageKey } from './messages-en.ts';
import { explainMessagesRu } from './messages-explain-ru.ts';
import { recoveryMessagesRu } from './messages-recovery-ru.ts';
import { summaryMessagesRu } from './messages-summary-ru.ts';

/**
 * Every text for people in Russian. What follows a name is said in the present tense: of a name nobody knows the gender.
 */
export const messagesRu: Readonly<Record<MessageKey, string>> = {
  // What an incident does, and why: "Хранилище не работает: диск /data1 на mail-vm-07 заполнен (98 %)".
  incident: '{effect}: {cause}',
  'effect.critical': '{count, plural, =1 {{names} не работает} other {{names} не работают}}',
  'effect.at-risk': '{count, plural, =1 {{names} работает} other {{names} работают}} без резерва',
  'effect.warning': '{count, plural, =1 {{names} работает} other {{names} работают}} за счёт резерва',
  'effect.of': '{names} ({pod})',
  'effect.warning.nothing': 'Сервисы не затронуты',
  'effect.unknown': '{names} в неизвестном состоянии',
  'effect.planned': 'Плановые работы',
  'effect.unseen': 'Не видно',
  'names.more': '{names} и ещё {more}',
  'names.and': '{names} и {last}',

  // What a root is called.
  'root.server': '{name}',
  'root.disk': 'диск {name} на {server}',
  'root.network': 'сеть {server}',
  'root.container': '{name} на {server}',
  'root.container.primary': 'основная реплика {name} на {server}',
  'root.container.missing': 'реплика {name}',
  'root.pod':
    '{name} ({count, plural, one {# контейнер} few {# контейнера} many {# контейнеров} other {# контейнера}})',
  'root.source': 'Zabbix',
  'root.source.proxy': 'Zabbix-прокси {name}',
  cause: '{root} {evidence}',
  'cause.unknown': '{root}: неполадка',

  // Evidence, to be read after the name of the node.
  'rule.status': 'не работает ({value})',
  'rule.status.plain': 'не работает',
  'rule.health':
    '{value, select, unhealthy {не проходит проверку работоспособности} starting {всё ещё запускается, хотя запуск давно должен был закончиться} other {сообщает о своём здоровье «{value}»}}',
  'rule.network': 'не отвечает по сети',
  'rule.gone': 'больше не обнаруживается, хотя данные с сервера приходят',
  'rule.missing': 'числится в модели, но отсутствует',
  'rule.limit':
    'не имеет {signal, select, memoryLimit {лимита памяти} cpuLimit {лимита процессора} other {{signal}}}, хотя модель этого требует',
  'rule.restarts': 'перезапускается снова и снова: на {level} сверх нормы {allowance}, терпимо {burst}',
  'rule.errors': 'даёт всё больше ошибок: на {level} сверх нормы {allowance}, терпимо {burst}',
  'rule.timeouts': 'даёт всё больше тайм-аутов: на {level} сверх нормы {allowance}, терпимо {burst}',
  'rule.busySeconds': 'отвечает всё медленнее: {level} с работы сверх нормы {allowance}, терпимо {burst} с',
  'rule.cpu': 'расходует {value} лимита процессора',
  'rule.memory': 'расходует {value} лимита памяти',
  'rule.oom':
    'страдает от нехватки памяти: за последнее время {value, plural, one {# раз} few {# раза} many {# раз} other {# раза}}',
  'rule.reachable': 'не отвечает',
  'rule.runtime': 'не имеет работающей среды контейнеров',
  'rule.serverCpu': 'исчерпывает процессор ({value})',
  'rule.serverMemory': 'исчерпывает память ({value})',
  'rule.diskUsed': 'заполнен ({value})',
  'rule.diskInodes': 'исчерпывает inode (занято {value})',
  'rule.diskHealthy': 'неисправен',
  'rule.networkUp': 'не работает',
  'rule.networkLoss': 'теряет {value} пакетов',
  'rule.unseen': 'не присылает данных, состояние неизвестно',
  'rule.unseen.source': 'не даёт данных ни об одном сервере, их состояние неизвестно',
  'rule.what-if': 'по предположению не работает',
  'rule.other': 'нарушает правило {rule}: {signal} = {value}',
  'rule.other.limit': 'нарушает правило {rule}: {signal} = {value}, предел {limit}',
  'rule.other.growth': 'нарушает правило {rule}: {signal} растёт, на {level} сверх нормы {allowance}, терпимо {burst}',
  'rule.other.plain': 'нарушает правило {rule}',
  // The same while a rule waits to see whether its trouble is over for good.
  'ending.restarts': 'перезапускается в пределах нормы {allowance}, но ещё недостаточно долго',
  'ending.errors': 'даёт ошибки снова в пределах нормы {allowance}, но ещё недостаточно долго',
  'ending.timeouts': 'даёт тайм-ауты снова в пределах нормы {allowance}, но ещё недостаточно долго',
  'ending.busySeconds': 'отвечает снова в пределах нормы {allowance}, но ещё недостаточно долго',
  'ending.growth':
    'больше не нарушает правило {rule}: {signal} снова в пределах нормы {allowance}, но ещё недостаточно долго',
  'ending.value': 'больше не нарушает правило {rule}: теперь {signal} = {value}, но ещё недостаточно долго',
  'ending.plain': 'больше не нарушает правило {rule}, но ещё недостаточно долго',
  'allowance.time.s': '{rate}/с',
  'allowance.time.min': '{rate}/мин',
  'allowance.time.h': '{rate}/ч',
  'allowance.requests.percent': '{rate} % запросов',
  'allowance.requests': '{rate} на запрос',
  'allowance.requests.seconds': '{rate} с на запрос',
  'size.KiB': '{size} КиБ',
  'size.MiB': '{size} МиБ',
  'size.GiB': '{size} ГиБ',
  'size.TiB': '{size} ТиБ',

  // What to do.
  'advice.check-agent': 'Проверить агент Zabbix и связь с ним; сервисы на сервере, возможно, в порядке',
  'advice.check-proxy': 'Проверить Zabbix-прокси и связь с ним; сервисы за ним, возможно, в порядке',
  'advice.check-zabbix': 'Проверить сам Zabbix и сеть до него; сервисы, возможно, в порядке',
  'advice.check-server': 'Проверить сервер: питание, консоль, сеть',
  'advice.restart-runtime': 'Перезапустить среду контейнеров на сервере',
  'advice.free-disk': 'Освободить место на диске',
  'advice.replace-disk': 'Заменить диск',
  'advice.check-network': 'Проверить сетевое подключение',
  'advice.start': 'Запустить контейнер',
  'advice.restart': 'Перезапустить контейнер',
  'advice.set-limit': 'Задать недостающий лимит',
  'advice.read-logs': 'Изучить логи; если недавно что-то меняли — откатить, иначе перезапустить',
  'advice.raise-memory': 'Увеличить лимит памяти или перезапустить',
  'advice.drain': 'Перенести контейнеры на другой сервер',
  'advice.scale': 'Добавить реплик или увеличить лимит',
  'advice.roll-back': 'Откатить на прежнюю версию',
  'advice.escalate': 'Передать тем, кто за это отвечает',

  ...annotationMessagesRu,
  ...explainMessagesRu,
  ...summaryMessagesRu,
  ...recoveryMessagesRu,
  ...embedMessagesRu,
};
