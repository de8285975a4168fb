import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';

import { ApiFault } from './fake-zabbix-fault.ts';
import { methodOf } from './fake-zabbix-methods.ts';
import type { Method } from './fake-zabbix-methods.ts';
import { FakeState } from './fake-zabbix-state.ts';
import type { Row } from './fake-zabbix-state.ts';

/** What may go wrong with one request. */
export type Fault =
  | { readonly kind: 'http'; readonly status: number; readonly body: string; readonly location?: string }
  | { readonly kind: 'api'; readonly data: string; readonly code?: number }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'drop' };

/** A request as it came. */
export interface SeenRequest {
  readonly method: string;
  readonly params: Row;
  readonly auth: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

/** A value as it comes over the sender protocol. */
export interface SentValue {
  readonly host: string;
  readonly key: string;
  readonly value: unknown;
  readonly clock?: number;
  readonly ns?: number;
}

const sessionEnded = 'Session terminated, re-login, please.';

/**
 * A Zabbix in this process, over real HTTP and TCP: the API methods that Linchpin calls and the trapper, as measured
 * on 6.0.14 and 7.0.22; it passes the same contract suite as those. As 7.4 and 8.0 it is constructed: 7.0 with the
 * differences that Zabbix's manual lists. Tests may add methods and make things go wrong.
 */
export class FakeZabbix {
  readonly token = 'f'.repeat(64);
  readonly state = new FakeState();
  readonly requests: SeenRequest[] = [];
  /** Methods of a test's own, before the built-in ones. */
  readonly methods = new Map<string, Method>();
  /** Methods that the user role does not allow. */
  readonly denied = new Set<string>();
  readonly sessions = new Set<string>();
  password = 'secret of the test';
  /** Asked before each request is answered; `undefined` lets it pass. */
  fault: (request: SeenRequest) => Fault | undefined = () => undefined;
  /** What came over the sender protocol, request by request. */
  readonly sendings: (readonly SentValue[])[] = [];
  /** Waited for before a sending is answered, when its values have been taken already. */
  beforeAnswer: (sending: readonly SentValue[]) => Promise<void> = () => Promise.resolve();
  readonly #http: Server;
  readonly #tcp: TcpServer;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#http = createServer((request, response) => void this.#answer(request, response));
    this.#tcp = createTcpServer((socket) => this.#take(socket));
    for (const server of [this.#http, this.#tcp]) {
      server.on('connection', (socket: Socket) => {
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
      });
    }
  }

  static async start(version = '6.0.14'): Promise<FakeZabbix> {
    const fake = new FakeZabbix();
    fake.version = version;
    for (const server of [fake.#http, fake.#tcp]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
    return fake;
  }

  get version(): string {
    return this.state.version;
  }

  /** May change at any time, as where somebody upgrades Zabbix. */
  set version(version: string) {
    this.state.version = version;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/zabbix`;
  }

  get trapper(): string {
    return `127.0.0.1:${(this.#tcp.address() as AddressInfo).port}`;
  }

  /** The methods asked since the last call. */
  asked(): readonly string[] {
    return this.requests.splice(0).map((request) => request.method);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    for (const server of [this.#http, this.#tcp]) await new Promise((resolve) => server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const contentType = request.headers['content-type'] ?? '';
    if (!/^application\/json(-rpc|request)?/.test(contentType)) {
      response.writeHead(412).end();
      return;
    }
    if (request.url !== '/zabbix/api_jsonrpc.php') {
      response
        .writeHead(404, { 'Content-Type': 'text/html' })
        .end('<html><head><title>404 Not Found</title></head></html>');
      return;
    }
    const call = JSON.parse(text) as { id: number; method: string; params: Row; auth?: string };
    const seen: SeenRequest = { method: call.method, params: call.params, auth: call.auth, headers: request.headers };
    this.requests.push(seen);
    const fault = this.fault(seen);
    if (fault?.kind === 'drop') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'http') {
      response
        .writeHead(fault.status, fault.location === undefined ? {} : { Location: fault.location })
        .end(fault.body);
      return;
    }
    if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false });
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', ...this.#outcome(seen, fault), id: call.id }));
  }

  #outcome(seen: SeenRequest, fault: Fault | undefined): Row {
    try {
      if (fault?.kind === 'api') throw new ApiFault(fault.data, fault.code);
      return { result: fault?.kind === 'result' ? fault.result : this.#result(seen) };
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      return { error: { code: error.code, message: 'Invalid params.', data: error.message } };
    }
  }

  #result({ method, params, auth, headers }: SeenRequest): unknown {
    if (auth !== undefined && this.state.isFrom('7.2')) {
      throw new ApiFault('Invalid parameter "/": unexpected parameter "auth".', -32600);
    }
    const inHeader = this.state.isFrom('6.4') ? headers.authorization?.replace(/^Bearer /, '') : undefined;
    const secret = auth ?? inHeader;
    if (method === 'apiinfo.version') {
      if (auth !== undefined)
        throw new ApiFault('The "apiinfo.version" method must be called without the "auth" parameter.');
      if (inHeader !== undefined)
        throw new ApiFault('The "apiinfo.version" method must be called without authorization header.');
      return this.version;
    }
    if (method === 'user.login') return this.#login(params);
    if (secret === undefined) throw new ApiFault('Not authorized.');
    if (secret !== this.token && !this.sessions.has(secret)) throw new ApiFault(sessionEnded);
    const known = this.methods.get(method) ?? methodOf(this.state, method);
    if (known === undefined) throw new ApiFault(`Incorrect API "${method.split('.')[0] ?? ''}".`, -32601);
    this.state.userId = secret === this.token ? '1' : '2';
    if (this.denied.has(method)) throw new ApiFault(`No permissions to call "${method}".`, -32500);
    return known(this.state, params);
  }

  #login(params: Row): string {
    if (params['password'] !== this.password) {
      throw new ApiFault('Incorrect user name or password or account is temporarily blocked.', -32500);
    }
    const session = String(this.sessions.size + 1).padStart(32, 'a');
    this.sessions.add(session);
    return session;
  }

  /** The sender protocol, as far as it is measured: only counts, never which. */
  #take(socket: Socket): void {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const length = bytes.length < 13 ? Infinity : bytes.readUInt32LE(5);
      if (bytes.length < 13 + length) return;
      const packed = bytes.subarray(13, 13 + length);
      const text = ((bytes[4] ?? 1) & 2) === 2 ? inflateSync(packed).toString() : packed.toString();
      const { data } = JSON.parse(text) as { data: readonly SentValue[] };
      const processed = data.filter((value) => this.state.receive(value)).length;
      const answer = JSON.stringify({
        response: 'success',
        info: `processed: ${processed}; failed: ${data.length - processed}; total: ${data.length}; seconds spent: 0.000100`,
      });
      const header = Buffer.from([...Buffer.from('ZBXD'), 1, 0, 0, 0, 0, 0, 0, 0, 0]);
      header.writeUInt32LE(Buffer.byteLength(answer), 5);
      this.sendings.push(data);
      void this.beforeAnswer(data).then(() => socket.end(Buffer.concat([header, Buffer.from(answer)])));
    });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
