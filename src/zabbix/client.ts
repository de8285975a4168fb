import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import pLimit from 'p-limit';

import type { Duration } from '../domain/instant.ts';
import { WorldError } from '../ports.ts';
import type { Log } from '../ports.ts';
import { readAddress } from './address.ts';
import {
  NoAnswerError,
  NotAuthorisedError,
  TooMuchAskedError,
  answerError,
  apiError,
  connectionError,
  quoted,
} from './errors.ts';
import { Answer, Text, UserIds } from './schema.ts';
import type { ReplySchema } from './schema.ts';
import { adapterFor } from './versions.ts';
import type { VersionAdapter } from './versions.ts';

/** Clocks that are kept right are closer, and an answer may take as long. */
const mostApart: Duration = 60;

/** Who Linchpin is to Zabbix. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly user: string; readonly password: string };

/** How to reach the API of a Zabbix. */
export interface ZabbixAccess {
  /** The address of the frontend, with or without `api_jsonrpc.php`. */
  readonly url: string;
  readonly credentials: Credentials;
  /** PEM text of the authorities to trust instead of the system's. */
  readonly ca?: string;
  /** How long one request may take in all; default 30 s. */
  readonly timeout?: Duration;
  /** How many requests may run at once; default 3. */
  readonly concurrency?: number;
  readonly allowPlainHttp?: boolean;
  /** Asked right before a request that writes goes out; throws where that may not be, or not any more. */
  readonly mayWrite?: () => void;
  /** Where it is told which version Zabbix has, and whether Linchpin may not know it. */
  readonly log?: Log;
}

/** An answer larger than this is taken for "too much asked": what Linchpin asks for fits many times over. */
const largestAnswer = 64 * 1024 * 1024;

// Asking again is for what passes in a moment (a worker restarting), so it is short; the next cycle is the real retry.
const twiceMore = retry(
  handleWhen((error) => error instanceof NoAnswerError && error.passing),
  { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 150, maxDelay: 1000 }) },
);

/** A connection to the API of one Zabbix. Every method rejects with `WorldError`. */
export class ZabbixClient {
  /** The address of the API: safe to show, it never holds a secret. */
  readonly url: string;
  readonly #access: ZabbixAccess;
  readonly #isLoopback: boolean;
  #areClocksApart = false;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #kept: ReturnType<typeof agents>;
  readonly #fresh: ReturnType<typeof agents>;
  #adapter: Promise<VersionAdapter> | undefined;
  #told: string | undefined;
  #session: Promise<string> | undefined;

  /** Asks nothing yet; throws `WorldError` ("invalid") where the address can't be one. */
  constructor(access: ZabbixAccess) {
    const address = readAddress(access.url, access.allowPlainHttp ?? false);
    this.url = address.api;
    this.#access = access;
    this.#isLoopback = address.isLoopback;
    this.#limit = pLimit(access.concurrency ?? 3);
    this.#kept = agents(access.ca, true);
    this.#fresh = agents(access.ca, false);
  }

  /** What Zabbix's version asks for; Zabbix is asked once, and again after a failure, since it may have been upgraded. */
  adapter(): Promise<VersionAdapter> {
    this.#adapter ??= this.#askVersion().catch((error: unknown) => {
      this.#adapter = undefined;
      throw error;
    });
    return this.#adapter;
  }

  /**
   * Calls an API method and gives its result as the schema reads it. Only reading methods are ever asked again. Where
   * Zabbix has become another version meanwhile it rejects as if there had been no answer: what is asked depends on that.
   */
  call<T>(method: string, params: unknown, schema: ReplySchema<T>): Promise<T> {
    return this.#limit(async () => {
      const adapter = await this.adapter();
      try {
        return this.#fit(await this.#authorised(method, params, adapter), method, schema);
      } catch (error) {
        throw await this.#unlessUpgraded(error, adapter);
      }
    });
  }

  /** Whether Linchpin logs in to Zabbix, or has a token. */
  get hasSession(): boolean {
    return this.#access.credentials.kind === 'password';
  }

  /** Whether the clock of the frontend was far from this machine's when it answered last. */
  get areClocksApart(): boolean {
    return this.#areClocksApart;
  }

  /** The id of the user that Linchpin is in Zabbix; `undefined` where Zabbix does not show it. */
  async userId(): Promise<string | undefined> {
    const { credentials } = this.#access;
    const found =
      credentials.kind === 'token'
        ? await this.call('token.get', { token: credentials.token, output: ['userid'] }, UserIds)
        : await this.call('user.get', { filter: { username: credentials.user }, output: ['userid'] }, UserIds);
    return found[0]?.userid;
  }

  /** Asks fewer things at once where Zabbix is slow, down to one, and one more each time that it is not. */
  pace(isSlow: boolean): void {
    const { concurrency } = this.#limit;
    this.#limit.concurrency = isSlow
      ? Math.max(1, Math.floor(concurrency / 2))
      : Math.min(this.#access.concurrency ?? 3, concurrency + 1);
  }

  /** Lets go of the kept connections. */
  close(): void {
    for (const agent of [this.#kept, this.#fresh]) {
      agent.httpAgent.destroy();
      agent.httpsAgent.destroy();
    }
  }

  async #askVersion(): Promise<VersionAdapter> {
    const answer = await this.#exchange('apiinfo.version', {}, undefined);
    const adapter = adapterFor(quoted(this.#fit(answer, 'apiinfo.version', Text), 40), this.url);
    const { version, doubt } = adapter;
    if (version !== this.#told) {
      if (doubt === undefined) this.#access.log?.debug({ version }, 'speaking with Zabbix');
      else this.#access.log?.warn({ version }, `speaking with a Zabbix that may not fit: ${doubt}`);
    }
    this.#told = version;
    return adapter;
  }

  /** Zabbix ignores much of what it does not know, so an answer that does not fit may be another version's. */
  async #unlessUpgraded(error: unknown, { version }: VersionAdapter): Promise<unknown> {
    if (error instanceof TooMuchAskedError) return error;
    this.#adapter = undefined;
    if (!(error instanceof WorldError) || error.kind !== 'refused') return error;
    const now = await this.adapter().catch(() => undefined);
    if (now === undefined || now.version === version) return error;
    return new NoAnswerError(
      `Zabbix at ${this.url} was ${version} and is ${now.version} now: what failed meanwhile is asked anew in its way.`,
      { passing: false, cause: error },
    );
  }

  async #authorised(method: string, params: unknown, adapter: VersionAdapter): Promise<unknown> {
    const secret = await this.#secret();
    try {
      return await this.#exchange(method, params, { secret, adapter });
    } catch (error) {
      if (!(error instanceof NotAuthorisedError) || this.#access.credentials.kind === 'token') {
        throw error;
      }
      this.#session = undefined;
      return this.#exchange(method, params, { secret: await this.#secret(), adapter });
    }
  }

  #secret(): Promise<string> {
    const { credentials } = this.#access;
    if (credentials.kind === 'token') {
      return Promise.resolve(credentials.token);
    }
    const { user, password } = credentials;
    this.#session ??= this.#exchange('user.login', { username: user, password }, undefined)
      .then((result) => this.#fit(result, 'user.login', Text))
      .catch((error: unknown) => {
        this.#session = undefined;
        throw error;
      });
    return this.#session;
  }

  #exchange(method: string, params: unknown, login: Login | undefined): Promise<unknown> {
    return isReading(method)
      ? twiceMore.execute(() => this.#once(method, params, login))
      : this.#once(method, params, login);
  }

  async #once(method: string, params: unknown, login: Login | undefined): Promise<unknown> {
    const inBody = login?.adapter.tokenIn === 'body' ? { auth: login.secret } : {};
    if (!isReading(method)) this.#access.mayWrite?.();
    const inHeader = login?.adapter.tokenIn === 'header' ? { Authorization: `Bearer ${login.secret}` } : {};
    const answer = await this.#post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params, ...inBody }), {
      headers: inHeader,
      // A kept connection may have been closed by the other side: harmless for reading, a doubt for writing.
      agents: isReading(method) ? this.#kept : this.#fresh,
    });
    this.#compareClocks(answer.headers['date']);
    const parsed = Answer.safeParse(parseJson(answer.data));
    if (!parsed.success) {
      const location: unknown = answer.headers['location'];
      throw answerError(this.url, {
        status: answer.status,
        text: this.#withoutSecrets(answer.data, login),
        ...(typeof location === 'string' ? { location: this.#withoutSecrets(location, login) } : {}),
      });
    }
    if (parsed.data.error !== undefined) {
      const { message, data = message } = parsed.data.error;
      throw apiError(this.url, method, this.#withoutSecrets(data, login));
    }
    return parsed.data.result;
  }

  /** Who answers may repeat what was sent; cut off in a message, a secret would not be known for one any more. */
  #withoutSecrets(text: string, login: Login | undefined): string {
    const { credentials } = this.#access;
    const secrets = [credentials.kind === 'token' ? credentials.token : credentials.password, login?.secret ?? ''];
    // A shorter one is a word, which is no secret in somebody else's text.
    return secrets.filter(({ length }) => length >= 8).reduce((safe, one) => safe.replaceAll(one, '[secret]'), text);
  }

  /** Where clocks differ, all that Zabbix has looks old, or as if it was yet to come; that alone is hard to understand. */
  #compareClocks(date: unknown): void {
    const ahead = (Date.parse(String(date)) - Date.now()) / 1000;
    if (Number.isNaN(ahead)) return;
    const areApart = Math.abs(ahead) > mostApart;
    if (areApart && !this.#areClocksApart) {
      this.#access.log?.warn(
        { zabbixAhead: Math.round(ahead) },
        'the clock of the Zabbix frontend differs from that of this machine by so many seconds, so that what Zabbix has looks old or yet to come: see which of them keeps no time',
      );
    }
    this.#areClocksApart = areApart;
  }

  async #post(
    body: string,
    how: { headers: Record<string, string>; agents: ReturnType<typeof agents> },
  ): Promise<AxiosResponse<string>> {
    const timeoutMs = (this.#access.timeout ?? 30) * 1000;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await axios.post<string>(this.url, body, {
        ...how.agents,
        signal,
        headers: {
          'Content-Type': 'application/json-rpc',
          'Accept-Encoding': this.#isLoopback ? 'identity' : 'gzip',
          ...how.headers,
        },
        responseType: 'text',
        // Both are text already: axios would parse what is asked once more, to see that it is JSON.
        transformRequest: (text: string) => text,
        transformResponse: (text: string) => text,
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: largestAnswer,
        maxBodyLength: largestAnswer,
        // A proxy of the environment is for the way out; the token shall go to Zabbix and nowhere else.
        proxy: false,
      });
    } catch (error) {
      throw this.#noAnswer(error, signal.aborted ? timeoutMs : undefined);
    }
  }

  /** Says what kept an answer from coming. Axios's own error is not passed on: it holds the request, so the token. */
  #noAnswer(error: unknown, timedOutAfterMs: number | undefined): WorldError {
    if (timedOutAfterMs !== undefined) {
      return new NoAnswerError(
        `Zabbix at ${this.url} did not answer within ${timedOutAfterMs / 1000} s: check the network and the load of Zabbix, or raise \`zabbix.timeout\`.`,
        { passing: false },
      );
    }
    const { code, message } = codeOf(error);
    if (message.includes('maxContentLength')) {
      return new TooMuchAskedError(`Zabbix at ${this.url} answered with more than ${largestAnswer / 1024 / 1024} MiB.`);
    }
    return connectionError(this.url, code, new Error(quoted(message)));
  }

  #fit<T>(result: unknown, method: string, schema: ReplySchema<T>): T {
    const read = schema.safeParse(result);
    if (read.success) {
      return read.data;
    }
    const issue = read.error.issues[0];
    const where =
      issue === undefined || issue.path.length === 0
        ? 'its result'
        : `"${quoted(issue.path.map(String).join('.'))}" of its result`;
    throw new WorldError(
      'E312',
      `Zabbix at ${this.url} answered ${method} with something that Linchpin does not understand: ${where}: ${quoted(issue?.message ?? '')}. Is it a Zabbix without changes?`,
    );
  }
}

interface Login {
  readonly secret: string;
  readonly adapter: VersionAdapter;
}

function agents(
  ca: string | undefined,
  keepAlive: boolean,
): { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent } {
  return {
    httpAgent: new HttpAgent({ keepAlive }),
    httpsAgent: new HttpsAgent({ keepAlive, ...(ca === undefined ? {} : { ca }) }),
  };
}

function isReading(method: string): boolean {
  return method.endsWith('.get') || method === 'apiinfo.version' || method === 'user.login';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) {
    return { code: 'unknown', message: String(error) };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
