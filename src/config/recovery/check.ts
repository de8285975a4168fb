import { isLoopback } from '../../domain/loopback.ts';
import { regexSource } from '../../domain/regex-source.ts';
import type { Complaint } from '../../model/findings.ts';
import type { Path } from '../../model/positions.ts';
import { checkPlaceholders } from '../check-placeholders.ts';
import { complaints } from '../complaints.ts';
import type { Note } from '../layers.ts';
import type { Written } from '../schema.ts';
import type { WrittenActuator } from './schema.ts';

type Of<K extends WrittenActuator['kind']> = Extract<WrittenActuator, { kind: K }>;

/** Checks what is written under `recovery` beyond its form. */
export function checkRecovery(written: Written, note: Note): void {
  const { recovery } = written;
  if (recovery === undefined) return;
  const { mode, allow, notify, actuators = {} } = recovery;
  if (mode === 'auto' && allow === undefined) note(complaints.noAllow(), ['recovery', 'mode']);
  checkTimes(written, note);
  for (const [key, share] of Object.entries(recovery.storm ?? {})) {
    if (share !== undefined && (share <= 0 || share > 100))
      note(complaints.outOfRange(key, '1%', '100%'), ['recovery', 'storm', key]);
  }
  if (notify !== undefined) {
    const wrong = addressMistake(notify.url, 'url');
    if (wrong) note(wrong, ['recovery', 'notify', 'url']);
    if (/\{/u.test(notify.url)) note(complaints.noPlaceholders('url'), ['recovery', 'notify', 'url']);
    checkPlaceholders(
      (notify.template ?? '').replaceAll('{}', ''),
      { names: noticeNames, path: ['recovery', 'notify', 'template'] },
      note,
    );
  }
  for (const [name, actuator] of Object.entries(actuators)) {
    checkActuator(actuator, { path: ['recovery', 'actuators', name], written }, note);
  }
}

/** What the template of a notification may name. */
const noticeNames = ['text', 'event', 'at', 'incident', 'recovery', 'action', 'kind', 'actuator', 'node', 'state'];

function checkTimes({ recovery = {} }: Written, note: Note): void {
  const { approvalExpires, limits = {}, notify, actuators = {} } = recovery;
  const times: { readonly key: string; readonly at: Path; readonly time: number | undefined }[] = [
    { key: 'actionTimeout', at: ['limits', 'actionTimeout'], time: limits.actionTimeout },
    { key: 'timeout', at: ['notify', 'timeout'], time: notify?.timeout },
    ...Object.entries(actuators).map(([name, { timeout }]) => {
      return { key: 'timeout', at: ['actuators', name, 'timeout'], time: timeout };
    }),
  ];
  for (const { key, at, time } of times) {
    if (time !== undefined && (time < 1 || time > 3600)) {
      note(complaints.outOfRange(key, '1s', '1h'), ['recovery', ...at]);
    }
  }
  if (approvalExpires !== undefined && (approvalExpires < 60 || approvalExpires > 86_400)) {
    note(complaints.outOfRange('approvalExpires', '1m', '1d'), ['recovery', 'approvalExpires']);
  }
}

interface Place {
  readonly path: Path;
  readonly written: Written;
}

function checkActuator(actuator: WrittenActuator, { path, written }: Place, note: Note): void {
  switch (actuator.kind) {
    case 'docker':
      checkDocker(actuator, path, note);
      return;
    case 'zabbix-script':
      if (actuator.host === undefined && regexSource(written.hosts?.server ?? '') !== undefined) {
        note(complaints.noScriptHost(), path);
      }
      checkNames(actuator.host, [...path, 'host'], note);
      checkNames(actuator.input, [...path, 'input'], note);
      return;
    case 'webhook':
      checkWebhook(actuator, path, note);
      return;
    case 'command':
      checkCommand(actuator.command, [...path, 'command'], note);
      if (actuator.revert) checkCommand(actuator.revert, [...path, 'revert'], note);
      for (const name of Object.keys(actuator.environment ?? {})) {
        if (!/^[A-Za-z_]\w*$/u.test(name)) note(complaints.badVariable(name), [...path, 'environment', name]);
      }
      return;
    case 'kubernetes':
      checkKubernetes(actuator, path, note);
      return;
  }
}

function checkDocker({ endpoints, stopTimeout, tls }: Of<'docker'>, path: Path, note: Note): void {
  for (const [servers, url] of Object.entries(endpoints)) {
    const at = [...path, 'endpoints', servers];
    const isSocket = /^unix:\/\/\/./u.test(url);
    if (!isSocket && addressMistake(filled(url), servers)) note(complaints.badEndpoint(servers), at);
    checkNames(url, at, note);
  }
  if (tls && (tls.cert === undefined) !== (tls.key === undefined)) {
    note(complaints.goTogether('cert', 'key'), [...path, 'tls']);
  }
  if (stopTimeout !== undefined && stopTimeout > 600) {
    note(complaints.outOfRange('stopTimeout', '0s', '10m'), [...path, 'stopTimeout']);
  }
}

function checkWebhook({ url, allow }: Of<'webhook'>, path: Path, note: Note): void {
  const at = [...path, 'url'];
  checkNames(url, at, note);
  const wrong = addressMistake(filled(url), 'url');
  if (wrong) note(wrong, at);
  for (const [index, origin] of allow.entries()) {
    const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin;
    if (!isOrigin) note(complaints.badOrigin(JSON.stringify(origin)), [...path, 'allow', index]);
  }
  // With a placeholder in its origin only what it comes to can be looked up, when it is called.
  const isFixed = !/^[^/]*\/\/[^/]*\{/u.test(url);
  if (!wrong && isFixed && !allow.includes(new URL(filled(url)).origin)) {
    note(complaints.notAllowed(new URL(filled(url)).origin), at);
  }
}

function checkCommand([program = '', ...rest]: readonly string[], path: Path, note: Note): void {
  if (!program.startsWith('/') || /\{/u.test(program)) {
    note(complaints.badProgram(JSON.stringify(program)), [...path, 0]);
  }
  for (const [index, argument] of rest.entries()) {
    checkNames(argument, [...path, index + 1], note);
    const isScript = /^-[a-z]*c$/u.test(rest[index - 1] ?? '') && /\{\w/u.test(argument);
    if (isScript && /(?:^|\/)(?:ba|da|z|k|a)?sh$/u.test(program)) note(complaints.shellText(), [...path, index + 1]);
  }
}

function checkKubernetes({ url, namespace, workload }: Of<'kubernetes'>, path: Path, note: Note): void {
  const wrong = addressMistake(url, 'url');
  if (wrong) note(wrong, [...path, 'url']);
  if (namespace !== undefined && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/u.test(namespace)) {
    note(complaints.badNamespace(JSON.stringify(namespace)), [...path, 'namespace']);
  }
  if (workload === undefined) return;
  if (!/^(deployment|statefulset|daemonset)\/./u.test(workload)) {
    note(complaints.badWorkload(JSON.stringify(workload)), [...path, 'workload']);
  }
  checkNames(workload, [...path, 'workload'], note);
}

/** The names that placeholders of actuators may have beside `{parameter.…}`. */
const orderNames = [
  'action',
  'kind',
  'incident',
  'recovery',
  'node',
  'name',
  'container',
  'pod',
  'shard',
  'server',
  'host',
  'from',
  'to',
];

function checkNames(text: string | undefined, path: Path, note: Note): void {
  checkPlaceholders(text ?? '', { names: orderNames, path }, note);
}

/** With a word in place of each placeholder. */
function filled(url: string): string {
  return url.replaceAll(/\{[\w.-]+\}/gu, 'x');
}

/** What an address may not be: what goes there says what is to be done, and is signed but not hidden. */
function addressMistake(url: string, key: string): Complaint | undefined {
  if (!URL.canParse(url)) return complaints.badAddress(key);
  const { protocol, username, password, hash, hostname } = new URL(url);
  if (username + password + hash !== '' || (protocol !== 'https:' && protocol !== 'http:')) {
    return complaints.badAddress(key);
  }
  return protocol === 'http:' && !isLoopback(hostname) ? complaints.plainAddress(key, hostname) : undefined;
}
