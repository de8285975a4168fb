import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
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
  const rude = createTcpServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void rude.close());
  const address = `http://127.0.0.1:${(rude.address() as AddressInfo).port}`;
  await expect(exchange({ url: address }, get, endless)).rejects.toMatchObject({ name: 'DoubtError' });
});

test('a name that nobody has is told', async () => {
  await expect(exchange({ url: 'http://no-such-host.invalid/' }, get, endless)).rejects.toMatchObject({
    name: 'WorldError',
    retryable: true,
  });
});
