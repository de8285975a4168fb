import type { Written } from './schema.ts';
import type { HttpSettings, WakeSettings } from './settings.ts';
import { complaints } from './complaints.ts';
import { readSecret } from './read-secret.ts';
import type { Surroundings } from './read-secret.ts';

/** An address to listen at, taken apart. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`; `undefined` where the text is none. A numeric IPv6 address stands in brackets. */
export function listenAddress(text: string): ListenAddress | undefined {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+)):(\d{1,5})$/iu.exec(text);
  const port = Number(found?.[3]);
  return found === null || port > 65_535 ? undefined : { host: found[1] ?? found[2] ?? '', port };
}

/** What is served and where; nothing unless `http` or `wake` is configured. */
export function httpOf({ http, wake }: Written): HttpSettings | undefined {
  if (http === undefined && wake === undefined) return undefined;
  const { listen = '127.0.0.1:8480', basePath = '/', publicUrl } = http ?? {};
  const address = listenAddress(listen);
  if (address === undefined) return undefined;
  const url = publicUrl ?? derivedUrl(listen, address, basePath);
  return { ...address, basePath, ...(url !== undefined && { publicUrl: withSlash(url) }) };
}

/** Where others may reach what listens there; nowhere that could be told, where it listens at every address. */
function derivedUrl(listen: string, { host, port }: ListenAddress, basePath: string): string | undefined {
  return isEverywhere(host) || port === 0 ? undefined : `http://${listen}${basePath}`;
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/u.test(host);
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

/** The least length of a token that may be tried from outside for ever. */
const shortestToken = 16;

/** Who may wake Linchpin and how often; `undefined` where nobody may, or where the token can't be read, which is then noted. */
export async function wakeAccess({ wake }: Written, around: Surroundings): Promise<WakeSettings | undefined> {
  if (wake === undefined) return undefined;
  const { token = { env: 'LINCHPIN_WAKE_TOKEN' }, debounce = 0.5, atMost = 0.1 } = wake;
  const path = ['wake', 'token'];
  const reading = await readSecret({ key: 'token', path }, token, around);
  const place = wake.token === undefined ? ['wake'] : path;
  if ('complaint' in reading) {
    const { message } = reading.complaint;
    around.note({ ...reading.complaint, message: message.replace('`token`', '`wake.token`') }, place);
    return undefined;
  }
  const text = reading.secret.reveal();
  if (text.length < shortestToken || !/^[\x21-\x7e]+$/u.test(text)) {
    around.note(complaints.weakToken(shortestToken), place);
    return undefined;
  }
  return { token: reading.secret, debounce, atMost };
}
