import { createServer } from 'node:tls';
import type { Server, TlsOptions } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { WorldError } from '../../src/ports.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import type { TrapperTls } from '../../src/zabbix/trapper-tls.ts';
import { selfSigned } from '../support/self-signed.ts';
import { frame } from './tiny-trapper.ts';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A trapper behind TLS that takes one value. */
async function trapper(options: TlsOptions): Promise<string> {
  const server = createServer(options, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end(frame('{"response":"success","info":"processed: 1; failed: 0; total: 1"}')));
  });
  server.on('tlsClientError', () => undefined);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const value = { host: 'h', key: 'k', value: 1, clock: 1, ns: 1 };
const identity = 'linchpin';
const key = '00112233445566778899aabbccddeeff';

const send = (node: string, tls: TrapperTls): Promise<unknown> =>
  new TrapperSender({ nodes: [node], tls, timeoutMs: 5000 }).send([value]);
const failure = (node: string, tls: TrapperTls): Promise<WorldError> =>
  send(node, tls).then(
    () => {
      throw new Error('was sent');
    },
    (error: unknown) => error as WorldError,
  );

describe('with a pre-shared key', () => {
  const psk = { ciphers: 'PSK+AES', maxVersion: 'TLSv1.2', pskIdentityHint: '' } as const;
  const knows = (known: string): TlsOptions => ({
    ...psk,
    pskCallback: (_, name) => (name === identity ? Buffer.from(known, 'hex') : null),
  });

  it('values go to a trapper that knows identity and key', async () => {
    const node = await trapper(knows(key));
    await expect(send(node, { kind: 'psk', identity, key })).resolves.toEqual({ accepted: 1, refused: [] });
  });

  it.each([
    ['another key', { kind: 'psk', identity, key: key.replace('00', '01') } as const],
    ['an unknown identity', { kind: 'psk', identity: 'nobody', key } as const],
  ])('%s is told with what to compare, and never the key', async (_, tls) => {
    const { message } = await failure(await trapper(knows(key)), tls);
    expect(message).toMatch(/protected connection.*identity and key must be those of Linchpin's hosts/u);
    expect(message).not.toContain(tls.key.slice(4));
  });

  it('a trapper that has only certificates is not taken for one that knows the key', async () => {
    const node = await trapper(selfSigned);
    await expect(failure(node, { kind: 'psk', identity, key })).resolves.toMatchObject({ kind: 'refused' });
  });
});

describe('with certificates', () => {
  const own = { kind: 'certificate', ca: selfSigned.cert, ...selfSigned } as const;
  const both: TlsOptions = { ...selfSigned, ca: selfSigned.cert, requestCert: true, rejectUnauthorized: true };

  it('values go to a trapper that trusts ours, and bears the name of the configuration', async () => {
    const node = await trapper(both);
    await expect(send(node, { ...own, serverName: 'localhost' })).resolves.toEqual({ accepted: 1, refused: [] });
  });

  it('a certificate for another name is refused, and the setting for that is named', async () => {
    const error = await failure(await trapper(both), own);
    expect(error).toMatchObject({ kind: 'refused' });
    expect(error.message).toMatch(/another name.*zabbix\.trapper\.tls\.serverName/u);
  });

  it('a certificate of an authority that is not ours is refused', async () => {
    const node = await trapper(both);
    const error = await failure(node, { ...own, ca: otherAuthority, serverName: 'localhost' });
    expect(error).toMatchObject({ kind: 'refused' });
    expect(error.message).toMatch(/not trusted.*zabbix\.trapper\.tls\.ca/u);
  });

  it('a trapper without encryption is told as such', async () => {
    const { createServer: plain } = await import('node:net');
    const server = plain((socket) => socket.end('ZBXD\u0001 nothing of TLS'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const node = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await failure(node, { ...own, serverName: 'localhost' });
    server.close();
    expect(error.message).toMatch(/broke the protected connection off .*TLSCertFile/u);
  });
});

/** Another self-signed certificate, of whose key nobody knows. */
const otherAuthority = `-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUbRl7xsEfQAUzbIy8X+CHb2pUoMswCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFb3RoZXIwIBcNMjYxMTIyMTYxMTE0WhgPMjEyNjEwMjkxNjEx
MTRaMBAxDjAMBgNVBAMMBW90aGVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
CHCKxanwrnik/f/Ma9NiFCndK/HwjTnw2gLb6QDPdEtRInvM/6ZwTPrb6TT5fKgr
JJUEZG8Bb6iJhsLpZsLCvqNTMFEwHQYDVR0OBBYEFNqJRY0SrxJG6BV/NwWDgjnt
OgNyMB8GA1UdIwQYMBaAFNqJRY0SrxJG6BV/NwWDgjntOgNyMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKuBVdUGANBOxWO8adjsklJQuj4uMjXL
qtQIvo+tYH8UAiB2SOVc5ofm5hCE8cUi+TBlf8D0mUcqOI2wHTOIbCn/hQ==
-----END CERTIFICATE-----`;
