import { isLoopback } from '../domain/loopback.ts';
import type { Complaint } from '../model/findings.ts';
import { checkHttp } from './check-http.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkSignals } from './check-signals.ts';
import { complaints } from './complaints.ts';
import type { Note } from './layers.ts';
import { checkRecovery } from './recovery/check.ts';
import type { Written } from './schema.ts';

/** Checks what the form alone can't: addresses, placeholders, names of signals and time zones. */
export function checkMeaning(written: Written, note: Note): void {
  const { publish } = written;
  checkZabbix(written, note);
  checkGroups(written, note);
  checkTimes(written, note);
  checkSchedule(written, note);
  checkInventory(written, note);
  checkStore(written, note);
  checkHttp(written, note);
  checkPlaceholders(publish?.host ?? '', { names: ['system'], path: ['publish', 'host'] }, note);
  checkSignals(written, note);
  checkRecovery(written, note);
}

const day = 86_400;

/** The times that something waits for: none at all would ask Zabbix without a pause, and timers take no more than 24 days. */
function checkTimes({ schedule = {}, zabbix = {} }: Written, note: Note): void {
  const times = [
    { key: 'every', path: ['schedule', 'every'], time: schedule.every, least: 1 },
    { key: 'jitter', path: ['schedule', 'jitter'], time: schedule.jitter, least: 0 },
    { key: 'timeout', path: ['zabbix', 'timeout'], time: zabbix.timeout, least: 1 },
  ];
  for (const { key, path, time, least } of times) {
    if (time !== undefined && (time < least || time > day)) note(complaints.outOfRange(key, `${least}s`, '1d'), path);
  }
}

/** How often something is looked at that is not looked at, or without a pause. */
function checkInventory({ inventory }: Written, note: Note): void {
  if (typeof inventory !== 'object' || inventory.every === undefined) return;
  const path = ['inventory', 'every'];
  if (inventory.from !== 'zabbix') note(complaints.onlyWith('every', 'from: zabbix'), path);
  else if (inventory.every < 60 || inventory.every > day) note(complaints.outOfRange('every', '1m', '1d'), path);
}

/** No store is smaller than what it may not forget, and less time than an hour would take incidents out of sight. */
function checkStore({ store = {} }: Written, note: Note): void {
  const { sqlite, postgres, keep, maxSize } = store;
  if (sqlite !== undefined && postgres !== undefined) note(complaints.bothStores(), ['store', 'postgres']);
  if (keep !== undefined && (keep < 3600 || keep > 3650 * day)) {
    note(complaints.outOfRange('keep', '1h', '3650d'), ['store', 'keep']);
  }
  if (maxSize !== undefined && maxSize < leastSize) note(complaints.tooSmall('maxSize', '64Mi'), ['store', 'maxSize']);
}

const leastSize = 64 * 1024 ** 2;

function checkSchedule({ schedule = {} }: Written, note: Note): void {
  const { every, jitter, cron, timezone } = schedule;
  if (every !== undefined && cron !== undefined) note(complaints.bothSchedules(), ['schedule', 'cron']);
  if (timezone !== undefined && !isTimezone(timezone)) {
    note(complaints.badTimezone(JSON.stringify(timezone)), ['schedule', 'timezone']);
  }
  if (timezone !== undefined && cron === undefined)
    note(complaints.onlyWith('timezone', 'cron'), ['schedule', 'timezone']);
  if (jitter !== undefined && cron !== undefined) note(complaints.onlyWith('jitter', 'every'), ['schedule', 'jitter']);
}

function checkZabbix({ zabbix = {} }: Written, note: Note): void {
  const wrong = zabbix.url === undefined ? undefined : urlComplaint(zabbix.url, zabbix.allowPlainHttp ?? false);
  if (wrong) note(wrong, ['zabbix', 'url']);
  for (const [index, node] of (zabbix.trapper?.nodes ?? []).entries()) {
    if (!isTrapperNode(node)) note(complaints.badNode(JSON.stringify(node)), ['zabbix', 'trapper', 'nodes', index]);
  }
  if (zabbix.push === 'history.push' && zabbix.trapper !== undefined) {
    note(complaints.onlyWith('trapper', 'push: auto'), ['zabbix', 'trapper']);
  }
}

/** What Linchpin writes to is never read: of a group named there nothing would be seen, and nobody told. */
function checkGroups({ zabbix = {}, publish: { group: own = 'Linchpin' } = {} }: Written, note: Note): void {
  for (const [index, group] of (zabbix.groups ?? []).entries()) {
    const isOwn = group === own || group.startsWith(`${own}/`);
    if (isOwn) note(complaints.ownGroup(JSON.stringify(group), JSON.stringify(own)), ['zabbix', 'groups', index]);
  }
}

function urlComplaint(text: string, allowPlainHttp: boolean): Complaint | undefined {
  if (!URL.canParse(text)) {
    // An address that can't be read may still hold a password.
    return complaints.badUrl(text.includes('@') ? 'found no address' : `found ${JSON.stringify(text)}`);
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return complaints.badUrl(`found ${JSON.stringify(url.protocol)} in the place of https:`);
  }
  if (url.username !== '' || url.password !== '') {
    return complaints.badUrl('found a user name or password in it, which do not belong there');
  }
  // Not shown: it may be a session that was copied along.
  if (url.search !== '' || url.hash !== '') return complaints.badUrl('found something after the path, from ? or # on');
  const isOpen = url.protocol === 'http:' && !allowPlainHttp && !isLoopback(url.hostname);
  return isOpen ? complaints.plainHttp(url.host) : undefined;
}

function isTrapperNode(node: string): boolean {
  const port = /^(?:[^\s:/[\]]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/iu.exec(node);
  return port !== null && (port[1] === undefined || (Number(port[1]) > 0 && Number(port[1]) < 65_536));
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
