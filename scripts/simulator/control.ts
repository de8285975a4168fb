import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What a command gives back; `ok` false with words of what is wrong. */
export type Reply =
  { readonly ok: true; readonly [fact: string]: unknown } | { readonly ok: false; readonly error: string };

/** Carries out one command, given as words. */
type Obey = (words: readonly string[]) => Promise<Reply>;

/** Listens for commands, one a line, each answered by one line of JSON; gives the server and its `host:port`. */
export async function listen(
  address: { host: string; port: number },
  obey: Obey,
): Promise<{ server: Server; at: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void converse(socket, obey);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, at: `${address.host}:${port}` };
}

async function converse(socket: Socket, obey: Obey): Promise<void> {
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  for await (const line of lines) {
    const words = line.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) continue;
    const reply = await obey(words);
    socket.write(`${JSON.stringify(reply)}\n`);
    // A web page can make a browser post here; its header is no command, and nothing after it must become one.
    if (!reply.ok) break;
  }
  socket.end();
}

/** Sends one command to a running simulation; rejects when none answers there. */
export function tell(address: { host: string; port: number }, words: readonly string[]): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    let received = '';
    socket.setEncoding('utf8').setTimeout(60_000, () => socket.destroy(new Error('no answer within 60 s')));
    socket.on('connect', () => socket.write(`${words.join(' ')}\n`));
    socket.on('error', reject);
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (!received.includes('\n')) return;
      socket.end();
      resolve(JSON.parse(received) as Reply);
    });
    socket.on('close', () => reject(new Error('it closed the connection without an answer')));
  });
}
