import { isEverywhere } from '../domain/loopback.ts';
import type { Complaint } from '../model/findings.ts';
import { complaints } from './complaints.ts';
import { readSecret } from './read-secret.ts';
import type { SourcePlace, Surroundings } from './read-secret.ts';
import type { SecretSource } from './form/schema.ts';
import type { Written } from './schema.ts';
import type { Secret } from './secrets.ts';
import type { HttpSettings, WakeSettings } from './settings.ts';

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

/** What is served and where, and to whom but for the tokens; nothing unless `http` or `wake` is configured. */
export function httpOf({ http, wake }: Written): Omit<HttpSettings, 'tokens'> | undefined {
  if (http === undefined && wake === undefined) return undefined;
  const { listen = '127.0.0.1:8480', basePath = '/', publicUrl, frameAncestors = [] } = http ?? {};
  const address = listenAddress(listen);
  if (address === undefined) return undefined;
  const url = publicUrl ?? derivedUrl(listen, address, basePath);
  return {
    ...address,
    basePath,
    frameAncestors,
    ...(url !== undefined && { publicUrl: withSlash(url) }),
    ...(publicUrl !== undefined && { writtenUrl: withSlash(publicUrl) }),
  };
}

/** The tokens by which people and programs view and operate; one that can't be read is noted, and left out. */
export async function httpTokens({ http }: Written, around: Surroundings): Promise<HttpSettings['tokens']> {
  const { view, operate } = http?.tokens ?? {};
  const viewing = view && (await token({ key: 'http.tokens.view', path: ['http', 'tokens', 'view'] }, view, around));
  const path = ['http', 'tokens', 'operate'];
  const operating = operate && (await token({ key: 'http.tokens.operate', path }, operate, around));
  if (viewing && viewing.reveal() === operating?.reveal()) around.note(complaints.sameTokens(), path);
  return { ...(viewing && { view: viewing }), ...(operating && { operate: operating }) };
}

/** Where others may reach what listens there; nowhere that could be told, where it listens at every address. */
function derivedUrl(listen: string, { host, port }: ListenAddress, basePath: string): string | undefined {
  return isEverywhere(host) || port === 0 ? undefined : `http://${listen}${basePath}`;
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

/** The least length of a token that may be tried from outside for ever. */
const shortestToken = 16;

/** Who may wake Linchpin and how often; `undefined` where nobody may, or where the token can't be read, which is then noted. */
export async function wakeAccess({ wake }: Written, around: Surroundings): Promise<WakeSettings | undefined> {
  if (wake === undefined) return undefined;
  const { token: from = { env: 'LINCHPIN_WAKE_TOKEN' }, debounce = 0.5, atMost = 0.1 } = wake;
  const path = wake.token === undefined ? ['wake'] : ['wake', 'token'];
  const secret = await token({ key: 'wake.token', path }, from, around);
  return secret && { token: secret, debounce, atMost };
}

/** A token that others show to Linchpin; `undefined` where it can't be read or could be guessed, which is then noted. */
async function token(place: SourcePlace, from: SecretSource, around: Surroundings): Promise<Secret | undefined> {
  const reading = await readSecret(place, from, around);
  const complaint = 'complaint' in reading ? reading.complaint : mistakeIn(place.key, reading.secret.reveal());
  if (complaint !== undefined) around.note(complaint, place.path);
  return 'secret' in reading && complaint === undefined ? reading.secret : undefined;
}

function mistakeIn(key: string, text: string): Complaint | undefined {
  const isStrong = text.length >= shortestToken && /^[\x21-\x7e]+$/u.test(text);
  return isStrong ? undefined : complaints.weakToken(key, shortestToken);
}
