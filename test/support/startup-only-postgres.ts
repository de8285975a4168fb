import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** How a connection begins: asking for TLS, or by its parameters. */
export type Startup = 'tls' | Readonly<Record<string, string>>;

/** Speaks PostgreSQL's protocol up to the start of a session (manual, "Message Formats"), and keeps what was asked for. */
export interface StartupOnlyPostgres {
  readonly port: number;
  readonly startups: readonly Startup[];
  close(): void;
}

const askForTls = 80_877_103;

/** Answers each start as `reply` says; TLS it has none. */
export async function startupOnlyPostgres(
  reply: (parameters: Readonly<Record<string, string>>) => Buffer,
): Promise<StartupOnlyPostgres> {
  const startups: Startup[] = [];
  const answer = (socket: Socket, packet: Buffer): void => {
    const asksForTls = packet.readInt32BE(4) === askForTls;
    const startup = asksForTls ? 'tls' : parametersOf(packet);
    startups.push(startup);
    socket.end(startup === 'tls' ? 'N' : reply(startup));
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (packet: Buffer) => answer(socket, packet));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: (server.address() as AddressInfo).port, startups, close: () => void server.close() };
}

function parametersOf(packet: Buffer): Readonly<Record<string, string>> {
  const words = packet.subarray(8).toString().split('\0');
  const pairs = words.flatMap((name, index) =>
    index % 2 === 0 && name !== '' ? [[name, words[index + 1] ?? '']] : [],
  );
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** A session that is let in and ready. */
export const ready: Buffer = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);

/** An error that ends the session. */
export function fatal(sqlState: string, text: string): Buffer {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${text}\0\0`));
}

function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}
