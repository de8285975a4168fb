import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a double got it, its body read. */
export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a double answers; `undefined`: nothing at all, for ever. */
export type Reply =
  { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } | undefined;

/** An HTTP server of a test, on a port of its own or on a socket, and where it is. */
export class Listening {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(answer: (received: Received) => Reply, socket?: string): Promise<Listening> {
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { method = '', url: path = '', headers } = request;
        const reply = answer({ method, path, headers, body });
        if (reply === undefined) return;
        response.writeHead(reply.status, reply.headers);
        const isText = typeof reply.body === 'string' || reply.body === undefined;
        response.end(isText ? reply.body : JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((resolve) => {
      if (socket === undefined) server.listen(0, '127.0.0.1', resolve);
      else server.listen(socket, resolve);
    });
    return new Listening(server);
  }

  get url(): string {
    const address = this.#server.address();
    return typeof address === 'string' ? `unix://${address}` : `http://127.0.0.1:${(address as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
