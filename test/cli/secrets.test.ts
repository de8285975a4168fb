import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandSite } from '../support/command-site.ts';
import { Daemon } from '../support/daemon.ts';
import type { Fault } from '../support/fake-zabbix.ts';
import { ask, cookieOf } from '../support/http.ts';
import { selfSigned } from '../support/self-signed.ts';

const secrets = { view: 'view-5f1c0d'.repeat(3), operate: 'operate-77ab'.repeat(3), wake: 'wake-90cdef'.repeat(3) };

let site: CommandSite;
beforeEach(async () => {
  site = await CommandSite.start();
  site.bothRun();
});
afterEach(() => site.stop());

function environment(): NodeJS.ProcessEnv {
  return {
    ...site.environment,
    LINCHPIN_SCHEDULE_EVERY: '1s',
    LINCHPIN_SCHEDULE_JITTER: '0s',
    LINCHPIN_HTTP_LISTEN: '127.0.0.1:0',
    LINCHPIN_HTTP_PUBLIC_URL: 'http://127.0.0.1/',
    LINCHPIN_HTTP_TOKENS_VIEW: secrets.view,
    LINCHPIN_HTTP_TOKENS_OPERATE: secrets.operate,
    LINCHPIN_WAKE_TOKEN: secrets.wake,
    LINCHPIN_LOG_LEVEL: 'debug',
  };
}

/** What says back to us what we sent: a Zabbix with a module, a proxy between, a web server that shows the request. */
const echoes = (token: string): readonly Fault[] => [
  { kind: 'api', data: `Invalid parameter "/auth": ${token} is expected elsewhere.` },
  { kind: 'api', data: `${'x'.repeat(270)}${token}` },
  { kind: 'http', status: 400, body: `{"auth":"${token}"}` },
  { kind: 'http', status: 404, body: `<html>POST {"jsonrpc":"2.0","auth":"${token}"}` },
  { kind: 'http', status: 302, body: '', location: `https://elsewhere.example.org/?auth=${token}` },
  { kind: 'result', result: { [token]: token } },
];

/** Everything in the folder of the site, packed files unpacked. */
function kept(): string {
  const { path } = site.folder;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(path, name)))
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1'))
    .join('\n');
}

describe('no secret is shown', () => {
  it('by the daemon, in its log, store, backup and answers, whatever repeats it', async () => {
    const { folder, fake } = site;
    const daemon = new Daemon(folder.start(['run'], environment()));
    try {
      await daemon.until(() => site.zabbix.sent('linchpin.heartbeat').length > 3, 'cycles that outlive a refusal');
      const port = Number(daemon.log.find(({ msg }) => msg === 'linchpin serves HTTP')?.['port']);
      const answers = [
        await ask(port, '/api/v1/session', { headers: { authorization: `Bearer ${secrets.view}x` } }),
        await ask(port, `/api/v1/session?token=${secrets.operate}`),
        await ask(port, '/api/v1/wake', { method: 'POST', headers: { authorization: `Bearer ${secrets.wake}` } }),
        await ask(port, '/api/v1/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: secrets.operate }),
        }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 202, 200]);
      const cookie = cookieOf(answers[3]!);
      for (const fault of echoes(fake.token)) {
        fake.fault = ({ method }) => (method === 'history.get' || method === 'host.get' ? fault : undefined);
        const before = daemon.log.length;
        await daemon.until(() => daemon.log.length > before, 'the failure in its log');
      }
      fake.fault = () => undefined;
      const { stderr: backedUp } = await folder.run(['backup', 'backup.gz'], environment());
      const { stdout, stderr } = await daemon.stop();
      const all = [
        stdout,
        stderr,
        backedUp,
        kept(),
        JSON.stringify(answers.map(({ headers, body }) => ({ headers, body }))),
      ];
      for (const secret of [fake.token, ...Object.values(secrets)]) expect(all.join('\n')).not.toContain(secret);
      expect([stderr, kept()].join('\n')).not.toContain(cookie.split('.').at(-1));
      expect(stderr).toContain('[secret]');
    } finally {
      await daemon.kill();
    }
  });

  it.each([[['run', '--once']], [['provision', '--dry-run']], [['coverage']]])('by linchpin %j', async (command) => {
    const { folder, fake } = site;
    const said: string[] = [];
    for (const fault of echoes(fake.token).slice(1, 4)) {
      fake.fault = ({ method }) => (method === 'apiinfo.version' ? undefined : fault);
      const { stdout, stderr, status } = await folder.run(command, environment());
      expect(status).toBe(2);
      said.push(stdout, stderr);
    }
    expect(said.join('\n')).not.toContain(fake.token.slice(0, 30));
  });
});

describe('who else is on the machine', () => {
  it('may not read a new store', async () => {
    const { folder } = site;
    await folder.run(['run', '--once'], environment());
    expect(statSync(join(folder.path, 'linchpin.db')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['640', 0],
    ['644', 1],
    ['602', 1],
  ])('is told of by check --strict, where it may read or change a secret: mode %s', async (mode, status) => {
    const { folder, fake } = site;
    chmodSync(folder.write('token.txt', fake.token), Number.parseInt(mode, 8));
    folder.write('linchpin.yaml', 'model: ./model\nzabbix: { url: http://127.0.0.1, token: { file: token.txt } }\n');
    const outcome = await folder.run(['check', '--strict'], { LINCHPIN_STORE_SQLITE: 'linchpin.db' });
    const isTold = `${outcome.stdout}${outcome.stderr}`.includes(
      'everybody on this machine may read or change the file',
    );
    expect([outcome.status, isTold]).toEqual([status, status === 1]);
  });
});

it('certificates are verified, whatever the environment says', async () => {
  const server = createServer(selfSigned, (_, response) => response.end('{"jsonrpc":"2.0","result":"6.0.14","id":1}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const address = { ZABBIX_URL: `https://localhost:${port}`, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { status, stderr } = await site.folder.run(['provision', '--dry-run'], { ...environment(), ...address });
    expect([status, stderr]).toEqual([2, expect.stringContaining('is not trusted') as string]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
