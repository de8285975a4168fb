import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ZabbixClient } from '../../src/zabbix/client.ts';

let folder: string;
let certificate: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  certificate = readFileSync(cert, 'utf8');
  server = createServer({ key: readFileSync(key), cert: certificate }, (_, response) => {
    response.end('{"jsonrpc":"2.0","result":"6.0.14","id":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function versionOf(address: string, ca?: string): Promise<string> {
  const { version } = await new ZabbixClient({
    url: address,
    credentials: { kind: 'token', token: 't' },
    ...(ca === undefined ? {} : { ca }),
  }).adapter();
  return version;
}

it('refuses a certificate that is not trusted, and names the setting', async () => {
  await expect(versionOf(url)).rejects.toMatchObject({ kind: 'refused' });
  await expect(versionOf(url)).rejects.toThrow(/is not trusted \(\w+\): .*`zabbix\.ca`/);
});

it('accepts it by the authority given', async () => {
  expect(await versionOf(url, certificate)).toBe('6.0.14');
});

it('refuses a trusted certificate of another name', async () => {
  await expect(versionOf(url.replace('localhost', '127.0.0.1'), certificate)).rejects.toThrow(
    /not valid for this address/,
  );
});
