import { annotationMessagesEn } from './messages-annotation-en.ts';
import { embedMessagesEn } from './messages-embed-en.ts';
import { explainMessagesEn } from './messages-explain-en.ts';
import { recoveryMessagesEn } from './messages-recovery-en.ts';
import { summaryMessagesEn } from './messages-summary-en.ts';

/** Every text for people, in ICU message syntax; another language is another such table with the same keys. */
export const messagesEn = {
  // What an incident does, and why: "Storage is down: disk /data1 on mail-vm-07 is full (98 %)".
  incident: '{effect}: {cause}',
  'effect.critical': '{count, plural, one {{names} is down} other {{names} are down}}',
  'effect.at-risk': '{count, plural, one {{names} has} other {{names} have}} no reserve left',
  'effect.warning': '{count, plural, one {{names} is} other {{names} are}} working on reserve',
  'effect.of': '{names} ({pod})',
  'effect.warning.nothing': 'No service affected',
  'effect.unknown': 'State of {names} unknown',
  'effect.planned': 'Planned',
  'effect.unseen': 'Not visible',
  'names.more': '{names} and {more} more',
  'names.and': '{names} and {last}',

  // What a root is called.
  'root.server': '{name}',
  'root.disk': 'disk {name} on {server}',
  'root.network': 'network of {server}',
  'root.container': '{name} on {server}',
  'root.container.primary': 'primary {name} on {server}',
  'root.container.missing': 'replica {name}',
  'root.pod': '{name} ({count, plural, one {# container} other {# containers}})',
  'root.source': 'Zabbix',
  'root.source.proxy': 'Zabbix proxy {name}',
  cause: '{root} {evidence}',
  'cause.unknown': '{root} is in trouble',

  // Evidence, to be read after the name of the node.
  'rule.status': 'is not running ({value})',
  'rule.status.plain': 'is not running',
  'rule.health':
    '{value, select, unhealthy {fails its health check} starting {is still starting, long after it should be up} other {reports health "{value}"}}',
  'rule.network': 'cannot be reached over its network',
  'rule.gone': 'has vanished: its server reports, it does not',
  'rule.missing': 'is declared but not there',
  'rule.limit':
    'has no {signal, select, memoryLimit {memory limit} cpuLimit {cpu limit} other {{signal}}}, which the model requires',
  'rule.restarts': 'keeps restarting: {level} more than {allowance} allows, burst {burst}',
  'rule.errors': 'has growing errors: {level} more than {allowance} allows, burst {burst}',
  'rule.timeouts': 'has growing time-outs: {level} more than {allowance} allows, burst {burst}',
  'rule.busySeconds': 'is getting slow: {level} s busy more than {allowance} allows, burst {burst} s',
  'rule.cpu': 'uses {value} of its cpu limit',
  'rule.memory': 'uses {value} of its memory limit',
  'rule.oom': 'was out of memory {value, plural, one {once} other {# times}} lately',
  'rule.reachable': 'does not answer',
  'rule.runtime': 'has no running container runtime',
  'rule.serverCpu': 'has no cpu left ({value})',
  'rule.serverMemory': 'has no memory left ({value})',
  'rule.diskUsed': 'is full ({value})',
  'rule.diskInodes': 'is out of inodes ({value} used)',
  'rule.diskHealthy': 'is faulty',
  'rule.networkUp': 'is down',
  'rule.networkLoss': 'loses {value} of its packets',
  'rule.unseen': 'sends no data; nobody can tell how it is',
  'rule.unseen.source': 'gives no data of any server; nobody can tell how they are',
  'rule.what-if': 'is assumed to have failed',
  'rule.other': 'breaks rule {rule}: {signal} is {value}',
  'rule.other.limit': 'breaks rule {rule}: {signal} is {value}, limit {limit}',
  'rule.other.growth': 'breaks rule {rule}: {signal} grows, {level} more than {allowance} allows, burst {burst}',
  'rule.other.plain': 'breaks rule {rule}',
  // The same while a rule waits to see whether its trouble is over for good.
  'ending.restarts': 'kept restarting; it is within {allowance} again, but not yet for long enough',
  'ending.errors': 'had growing errors; they are within {allowance} again, but not yet for long enough',
  'ending.timeouts': 'had growing time-outs; they are within {allowance} again, but not yet for long enough',
  'ending.busySeconds': 'was getting slow; it is within {allowance} again, but not yet for long enough',
  'ending.growth': 'broke rule {rule}; {signal} is within {allowance} again, but not yet for long enough',
  'ending.value': 'broke rule {rule}; {signal} is {value} now, but not yet for long enough',
  'ending.plain': 'broke rule {rule}; it does so no more, but not yet for long enough',
  'allowance.time.s': '{rate}/s',
  'allowance.time.min': '{rate}/min',
  'allowance.time.h': '{rate}/h',
  'allowance.requests.percent': '{rate} % of the requests',
  'allowance.requests': '{rate} per request',
  'allowance.requests.seconds': '{rate} s per request',
  'size.KiB': '{size} KiB',
  'size.MiB': '{size} MiB',
  'size.GiB': '{size} GiB',
  'size.TiB': '{size} TiB',

  // What to do.
  'advice.check-agent': 'Check the Zabbix agent and its connection; the services on it may be fine',
  'advice.check-proxy': 'Check the Zabbix proxy and its connection; the services behind it may be fine',
  'advice.check-zabbix': 'Check Zabbix itself and the network to it; the services may be fine',
  'advice.check-server': 'Check the server: power, console, network',
  'advice.restart-runtime': 'Restart the container runtime on the server',
  'advice.free-disk': 'Free disk space',
  'advice.replace-disk': 'Replace the disk',
  'advice.check-network': 'Check the network connection',
  'advice.start': 'Start the container',
  'advice.restart': 'Restart the container',
  'advice.set-limit': 'Set the missing limit',
  'advice.read-logs': 'Read its logs; if it changed lately, roll back; else restart',
  'advice.raise-memory': 'Raise its memory limit or restart it',
  'advice.drain': 'Move containers to another server',
  'advice.scale': 'Add replicas or raise its limit',
  'advice.roll-back': 'Roll back to the version before',
  'advice.escalate': 'Escalate to those who run it',

  ...annotationMessagesEn,
  ...explainMessagesEn,
  ...summaryMessagesEn,
  ...recoveryMessagesEn,
  ...embedMessagesEn,
} as const;

/** The key of a text for people. */
export type MessageKey = keyof typeof messagesEn;
