import { isLoopback } from '../domain/loopback.ts';
import { complaints } from './complaints.ts';
import { httpOf, listenAddress } from './http-access.ts';
import type { Note } from './layers.ts';
import type { Written } from './schema.ts';

/** Checks what is written under `http` and `wake` beyond its form. */
export function checkHttp(written: Written, note: Note): void {
  const { http = {}, wake } = written;
  const { listen, basePath, publicUrl } = http;
  if (listen !== undefined && listenAddress(listen) === undefined) {
    note(complaints.badListen(JSON.stringify(listen)), ['http', 'listen']);
  }
  if (basePath !== undefined && !/^\/([\w.~-]+\/)*$/u.test(basePath)) {
    note(complaints.badBasePath(JSON.stringify(basePath)), ['http', 'basePath']);
  }
  if (publicUrl !== undefined && !isPublicUrl(publicUrl)) note(complaints.badPublicUrl(), ['http', 'publicUrl']);
  else if (wake !== undefined) checkCall(written, note);
  if (wake?.debounce !== undefined && wake.debounce > 60) {
    note(complaints.outOfRange('debounce', '0s', '1m'), ['wake', 'debounce']);
  }
  if (wake?.atMost !== undefined && (wake.atMost <= 0 || wake.atMost > 10)) {
    note(complaints.outOfRange('atMost', '1/d', '10/s'), ['wake', 'atMost']);
  }
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username + password + search + hash === '';
}

/** Zabbix must know where to call, and calls with the token. */
function checkCall(written: Written, note: Note): void {
  const path = written.http?.publicUrl === undefined ? ['http', 'listen'] : ['http', 'publicUrl'];
  const settings = httpOf(written);
  if (settings === undefined) return;
  if (settings.publicUrl === undefined) {
    note(complaints.noPublicUrl(), path);
    return;
  }
  if (!URL.canParse(settings.publicUrl)) return;
  const { protocol, hostname, host } = new URL(settings.publicUrl);
  if (protocol === 'http:' && !isLoopback(hostname) && written.zabbix?.allowPlainHttp !== true) {
    note(complaints.plainWake(host), path);
  }
}
