import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** What went over the network to one address. */
export interface Traffic {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** Counts requests and bytes to a web server, at the sockets, so that the program under measure need not know of it. */
export class TrafficCounter {
  readonly #host: string;
  readonly #sockets = new Set<Socket>();
  #requests = 0;
  #before: Traffic = { requests: 0, bytesSent: 0, bytesReceived: 0 };

  /** Counts from now on what goes to that address. */
  constructor(url: string) {
    this.#host = new URL(url).host;
    subscribe('http.client.request.start', (message) => {
      const { request } = message as { request: ClientRequest };
      if (request.getHeader('host') !== this.#host) return;
      this.#requests += 1;
      if (request.socket === null) request.once('socket', (socket) => this.#sockets.add(socket));
      else this.#sockets.add(request.socket);
    });
  }

  /** What was counted since the last call. */
  take(): Traffic {
    const sockets = [...this.#sockets];
    const now: Traffic = {
      requests: this.#requests,
      bytesSent: sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
      bytesReceived: sockets.reduce((sum, socket) => sum + socket.bytesRead, 0),
    };
    const before = this.#before;
    this.#before = now;
    return {
      requests: now.requests - before.requests,
      bytesSent: now.bytesSent - before.bytesSent,
      bytesReceived: now.bytesReceived - before.bytesReceived,
    };
  }
}
