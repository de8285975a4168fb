import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { deflateSync, inflateSync } from 'node:zlib';

/** A value as it came over the wire. */
export interface WireValue {
  readonly host: string;
  readonly key: string;
  readonly value: string;
  readonly clock: number;
  readonly ns: number;
}

/** A trapper over real TCP that keeps what Zabbix 6.0 keeps: known items only, one value for each (item, clock, ns). */
export class TinyTrapper {
  readonly requests: WireValue[][] = [];
  readonly stored: WireValue[] = [];
  readonly flags: number[] = [];
  readonly known: Set<string>;
  /** Runs before a request is judged; may change `known`. */
  beforeRequest: (count: number) => void = () => undefined;
  compressAnswers = false;
  /** Answers with these bytes instead, or not at all. */
  answer: ((socket: Socket) => void) | undefined;
  readonly #server: Server;
  readonly #seen = new Set<string>();

  constructor(known: Iterable<string>) {
    this.known = new Set(known);
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 13 || received.length < 13 + received.readUInt32LE(5)) return;
      if (this.answer !== undefined) {
        this.answer(socket);
        return;
      }
      const flags = received.readUInt8(4);
      const body = received.subarray(13);
      this.flags.push(flags);
      const plain = flags === 3 ? inflateSync(body) : body;
      if (flags === 3 && plain.length !== received.readUInt32LE(9)) throw new Error('the plain size is wrong');
      const request = JSON.parse(plain.toString('utf8')) as { request: string; data: WireValue[] };
      if (request.request !== 'sender data') throw new Error('not a sender request');
      socket.end(frame(JSON.stringify(this.#take(request.data)), this.compressAnswers));
    });
  }

  #take(values: WireValue[]): object {
    this.requests.push(values);
    this.beforeRequest(this.requests.length);
    let processed = 0;
    for (const value of values) {
      const item = `${value.host}/${value.key}`;
      if (!this.known.has(item)) continue;
      processed += 1;
      const identity = `${item} ${value.clock} ${value.ns}`;
      if (!this.#seen.has(identity)) this.stored.push(value);
      this.#seen.add(identity);
    }
    const total = values.length;
    return {
      response: 'success',
      info: `processed: ${processed}; failed: ${total - processed}; total: ${total}; seconds spent: 0.000144`,
    };
  }
}

/** Frames an answer as a Zabbix server does. */
export function frame(text: string, compress = false): Buffer {
  const plain = Buffer.from(text);
  const body = compress ? deflateSync(plain) : plain;
  const header = Buffer.from('ZBXD\x01\0\0\0\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(body.length, 5);
  if (compress) {
    header.writeUInt8(3, 4);
    header.writeUInt32LE(plain.length, 9);
  }
  return Buffer.concat([header, body]);
}
