import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/actuators/exchange.ts';
import { endless } from '../support/action-order.ts';
import { selfSigned } from '../support/self-signed.ts';

let server: Server;
let url: string;

// It takes only who shows the certificate that it has itself.
beforeAll(async () => {
  const how = { ...selfSigned, ca: selfSigned.cert, requestCert: true, rejectUnauthorized: false };
  server = createServer(how, (request, response) => {
    const isKnown = 'authorized' in request.socket && request.socket.authorized === true;
    response.writeHead(isKnown ? 200 : 401).end('so it is');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const get = { method: 'GET' } as const;
const { cert, key } = selfSigned;

test('who is trusted is asked, and sees who asks', async () => {
  expect(await exchange({ url, ca: cert, cert, key }, get, endless)).toEqual({ status: 200, text: 'so it is' });
  expect(await exchange({ url, ca: cert }, get, endless)).toMatchObject({ status: 401 });
});

test('who is not trusted is told nothing', async () => {
  await expect(exchange({ url }, get, endless)).rejects.toMatchObject({
    name: 'WorldError',
    message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as string,
  });
});

test('a certificate of another name is not trusted', async () => {
  const elsewhere = url.replace('localhost', '127.0.0.1');
  await expect(exchange({ url: elsewhere, ca: cert }, get, endless)).rejects.toMatchObject({ name: 'WorldError' });
});

test('who ends the connection after it was asked leaves a doubt', async () => {
  await expect(exchange({ url: await rude('', true) }, get, endless)).rejects.toMatchObject({ name: 'DoubtError' });
});

test('a name that nobody has is told', async () => {
  await expect(exchange({ url: 'http://no-such-host.invalid/' }, get, endless)).rejects.toMatchObject({
    name: 'WorldError',
    retryable: true,
  });
});

const tenMegabytes = 'x'.repeat(10_000_000);

test.each([
  ['says nothing', '', false],
  ['answers no HTTP', '\u0000\u0001 garbage \r\n\r\n', true],
  ['breaks off amid its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', true],
  ['never comes to an end of its head', `HTTP/1.1 200 OK\r\nX-Long: ${tenMegabytes}`, false],
  ['never comes to an end of its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', false],
])('who %s leaves a doubt, and holds nobody up when the time is over', async (_, answer, hangsUp) => {
  const url = await rude(answer, hangsUp);
  const time = new AbortController();
  const answered = exchange({ url }, get, time.signal);
  setTimeout(() => time.abort(), 500);
  await expect(answered).rejects.toMatchObject({ name: 'DoubtError' });
});

test('of 10 MB a part is read, and the rest waited for by nobody', async () => {
  const url = await rude(`HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n${tenMegabytes}`, false);
  const { status, text } = await exchange({ url }, get, endless);
  expect([status, text.length]).toEqual([200, 256 * 1024]);
});

/** Somebody who answers whatever is asked with just this. */
async function rude(answer: string, hangsUp: boolean): Promise<string> {
  const sockets = new Set<Socket>();
  const other = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => (hangsUp ? socket.end(answer) : socket.write(answer)));
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    other.close();
  });
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}
