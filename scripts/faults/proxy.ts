import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/**
 * What a network does: hand on, hand on late, break the connection instead of handing an answer on, be there and hand
 * nothing on (half-open: who asked hears nothing, ever).
 */
export type NetworkState = 'well' | 'slow' | 'reset' | 'half-open';

/**
 * Looks at a piece before it is handed on, which waits for that, and says whether it shall be; each connection has a
 * number of its own.
 */
export type Look = (piece: Buffer, connection: number) => Promise<boolean>;

/** The network between Linchpin and one part of its world, which can be cut. */
export class Proxy {
  /** Applies to what is under way too. */
  state: NetworkState = 'well';
  /** How late a slow network hands on each piece. */
  slowMs = 300;
  /** Called with each piece of what is asked, and with each piece of an answer before it is handed on. */
  onRequest: Look | undefined;
  onAnswer: Look | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port of this machine and hands on to the target. */
  static async before(target: { readonly host: string; readonly port: number }): Promise<Proxy> {
    // Half-closed as it comes: an end is handed on like everything else.
    const server = createServer({ allowHalfOpen: true });
    const proxy = new Proxy(server);
    server.on('connection', (client) => proxy.#connect(client, target));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Takes all connections away and listens no more. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connect(client: Socket, target: { readonly host: string; readonly port: number }): void {
    const server = connect({ ...target, allowHalfOpen: true });
    const both = [client, server];
    const number = (this.#connections += 1);
    for (const socket of both) {
      this.#sockets.add(socket);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        // Nobody hears of an end behind a network that hands nothing on.
        if (this.state !== 'half-open') for (const other of both) other.destroy();
      });
      socket.on('error', () => {
        if (this.state !== 'half-open') for (const other of both) other.resetAndDestroy();
      });
    }
    this.#handOn(client, server, async (request) => (await this.onRequest?.(request, number)) ?? true);
    this.#handOn(server, client, async (answer) => {
      if (this.state === 'reset') for (const socket of both) socket.resetAndDestroy();
      return (await this.onAnswer?.(answer, number)) ?? true;
    });
  }

  /** Piece by piece in order, each after it was looked at. What came while nothing was handed on never is. */
  #handOn(from: Socket, to: Socket, look: (piece: Buffer) => Promise<boolean>): void {
    let last: Promise<void> = Promise.resolve();
    let isDead = false;
    const next = (piece: Buffer | undefined): void => {
      last = last.then(async () => {
        if (this.state === 'half-open') isDead = true;
        if (isDead || to.destroyed) return;
        if (this.state === 'slow') await new Promise((resolve) => setTimeout(resolve, this.slowMs));
        const isHandedOn = piece === undefined || (await look(piece));
        if (!isHandedOn || !to.writable) return;
        if (piece === undefined) to.end();
        else to.write(piece);
      });
    };
    from.on('data', (piece: Buffer) => next(piece));
    from.on('end', () => next(undefined));
  }
}
