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
  checkReach(written, note);
  for (const [index, origin] of (http.frameAncestors ?? []).entries()) {
    const isOrigin = /^https?:/u.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
    if (!isOrigin) note(complaints.badFrameAncestor(JSON.stringify(origin)), ['http', 'frameAncestors', index]);
  }
  if (wake?.debounce !== undefined && wake.debounce > 60) {
    note(complaints.outOfRange('debounce', '0s', '1m'), ['wake', 'debounce']);
  }
  if (wake?.atMost !== undefined && (wake.atMost <= 0 || wake.atMost > 10)) {
    note(complaints.outOfRange('atMost', '1/d', '10/s'), ['wake', 'atMost']);
  }
}

/** Who may be reached from other machines must know who calls, and should not be told in the clear. */
function checkReach(written: Written, note: Note): void {
  const { listen = '', tokens } = written.http ?? {};
  const address = listenAddress(listen);
  if (tokens === undefined) {
    if (address && !isLoopback(address.host)) note(complaints.noTokens(JSON.stringify(listen)), ['http', 'listen']);
    return;
  }
  const url = httpOf(written)?.publicUrl;
  if (url === undefined || !URL.canParse(url) || written.wake !== undefined) return;
  if (isPlain(new URL(url), written)) note(complaints.plainTokens(new URL(url).host), ['http', 'tokens']);
}

function isPlain({ protocol, hostname }: URL, { zabbix }: Written): boolean {
  return protocol === 'http:' && !isLoopback(hostname) && zabbix?.allowPlainHttp !== true;
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
  const url = new URL(settings.publicUrl);
  if (isPlain(url, written)) note(complaints.plainWake(url.host), path);
}
