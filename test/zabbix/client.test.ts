import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WorldError } from '../../src/ports.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import type { Credentials, ZabbixAccess } from '../../src/zabbix/client.ts';
import { NoAnswerError, TooMuchAskedError, ZabbixApiError } from '../../src/zabbix/errors.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import type { Fault } from '../support/fake-zabbix.ts';

const groups = z.array(z.object({ groupid: z.string() }));

describe('the client', () => {
  let fake: FakeZabbix;
  const clients: ZabbixClient[] = [];
  beforeEach(async () => {
    fake = await FakeZabbix.start();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await fake.stop();
  });

  function connect(more: Partial<ZabbixAccess> = {}): ZabbixClient {
    const credentials: Credentials = { kind: 'token', token: fake.token };
    const client = new ZabbixClient({ url: fake.url, credentials, ...more });
    clients.push(client);
    return client;
  }

  const ask = (client = connect()): Promise<unknown> => client.call('hostgroup.get', { output: ['groupid'] }, groups);

  function failAlways(fault: Fault): void {
    fake.fault = ({ method }) => (method === 'apiinfo.version' ? undefined : fault);
  }

  /** Answers the first request for groups with a fault and lets all others pass. */
  function failOnce(fault: Fault, failing = 'hostgroup.get'): void {
    let left = 1;
    fake.fault = ({ method }) => (method === failing && left-- > 0 ? fault : undefined);
  }

  async function errorOf(promise: Promise<unknown>): Promise<WorldError> {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(WorldError);
    return error as WorldError;
  }

  it('asks the version once, without the token, and sends the token to 6.0 in the body', async () => {
    const client = connect();
    await Promise.all([ask(client), ask(client)]);
    expect(fake.requests.map(({ method, auth }) => [method, auth])).toEqual([
      ['apiinfo.version', undefined],
      ['hostgroup.get', fake.token],
      ['hostgroup.get', fake.token],
    ]);
    expect(fake.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it.each(['', '/', '/api_jsonrpc.php'])('takes an address that ends with "%s"', async (end) => {
    await expect(ask(connect({ url: `${fake.url}${end}` }))).resolves.toEqual([]);
  });

  it.each([
    ['5.0.40', /Zabbix 5\.0\.40 at http.* is older than 6\.0.*: upgrade/],
    ['not Zabbix', /says that its version is "not Zabbix": expected one such as 7/],
  ])('refuses a Zabbix that says it is "%s"', async (version, message) => {
    fake.version = version;
    const error = await errorOf(ask());
    expect(error.kind).toBe('refused');
    expect(error.message).toMatch(message);
  });

  it.each(['6.4.1', '7.0.22', '7.4.5', '8.0.0', '9.0.0'])(
    'sends the token to %s in the header, but not when it asks for the version',
    async (version) => {
      fake.version = version;
      await ask();
      expect(fake.requests.map(({ method, auth, headers }) => [method, auth, headers.authorization])).toEqual([
        ['apiinfo.version', undefined, undefined],
        ['hostgroup.get', undefined, `Bearer ${fake.token}`],
      ]);
    },
  );

  it.each([
    ['6.0.14', 'debug', /^speaking with Zabbix$/],
    ['7.0.22', 'debug', /^speaking with Zabbix$/],
    ['7.4.5', 'debug', /^speaking with Zabbix$/],
    ['8.0.0', 'debug', /^speaking with Zabbix$/],
    ['6.4.1', 'warn', /may not fit: it was not tried/],
    ['8.2.0', 'warn', /may not fit: it is newer than 8\.0/],
    ['60.1', 'warn', /may not fit: it is newer than 8\.0/],
  ])('says once in the log that it speaks with Zabbix %s (%s)', async (version, level, message) => {
    fake.version = version;
    const told: unknown[][] = [];
    const tell = (as: string) => (facts: object, text: string) => void told.push([as, facts, text]);
    const log = { info: tell('info'), warn: tell('warn'), error: tell('error'), debug: tell('debug') };
    const client = connect({ log });
    await ask(client);
    failOnce({ kind: 'http', status: 500, body: 'oops' });
    await errorOf(ask(client));
    await ask(client);
    expect(told).toEqual([[level, { version }, expect.stringMatching(message)]]);
  });

  it('goes on in the way of the new version when Zabbix was upgraded while it was away', async () => {
    const client = connect();
    await ask(client);
    failOnce({ kind: 'http', status: 500, body: 'upgrading' });
    await errorOf(ask(client));
    fake.version = '7.4.5';
    await expect(ask(client)).resolves.toEqual([]);
  });

  it('says that Zabbix was upgraded, and to try again, when that alone makes a request fail', async () => {
    const client = connect();
    await ask(client);
    fake.version = '7.4.5';
    const error = await errorOf(ask(client));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toContain('was 6.0.14 and is 7.4.5 now');
    await expect(ask(client)).resolves.toEqual([]);
  });

  it('passes on the refusal of a Zabbix whose version is what it was', async () => {
    const client = connect();
    await ask(client);
    failOnce({ kind: 'api', data: 'Session terminated, re-login, please.' });
    expect((await errorOf(ask(client))).message).toMatch(/did not accept the token/);
  });

  it.each<[string, Fault, WorldError['kind'], RegExp]>([
    [
      'a page that is not there',
      { kind: 'http', status: 404, body: '<html>' },
      'refused',
      /HTTP 404 with "<html>".*address of the Zabbix frontend/,
    ],
    [
      'a page of HTML',
      { kind: 'http', status: 200, body: '<!doctype html>\n<p>hi' },
      'refused',
      /HTTP 200 with "<!doctype html> <p>hi"/,
    ],
    ['a refusal of the type of content', { kind: 'http', status: 412, body: '' }, 'refused', /HTTP 412 with nothing/],
    [
      'a redirect',
      { kind: 'http', status: 301, body: '', location: 'https://x/' },
      'refused',
      /redirects to https:\/\/x\/.*zabbix\.url/,
    ],
    [
      'a web server that asks for a password',
      { kind: 'http', status: 401, body: 'no' },
      'refused',
      /before Zabbix was asked/,
    ],
    [
      'a token that is unknown',
      { kind: 'api', data: 'Session terminated, re-login, please.' },
      'refused',
      /did not accept the token.*API tokens/,
    ],
    ['a token that is not looked at', { kind: 'api', data: 'Not authorised.' }, 'refused', /did not accept the token/],
    [
      'a method that the role does not allow',
      { kind: 'api', data: 'No permissions to call "hostgroup.get".' },
      'refused',
      /may not call hostgroup\.get: allow this API method in its user role/,
    ],
    [
      'a reply of another shape',
      { kind: 'result', result: [{ groupid: 7 }] },
      'refused',
      /answered hostgroup\.get with something.*"0\.groupid"/,
    ],
    ['a database that is away', { kind: 'api', data: 'Error connecting to database' }, 'unreachable', /own database/],
    [
      'a refusal about something that is called a database',
      { kind: 'api', data: 'Host with the same visible name "Linchpin: Database" already exists.' },
      'refused',
      /refused hostgroup\.get: "Host with the same visible name/,
    ],
    ['a web server without PHP', { kind: 'http', status: 502, body: 'bad gateway' }, 'unreachable', /HTTP 502/],
    ['a connection that breaks', { kind: 'drop' }, 'unreachable', /could not be reached.*ECONNRESET/],
  ])('says what is wrong with %s', async (...[, fault, kind, message]) => {
    failAlways(fault);
    const error = await errorOf(ask());
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(fake.url);
    expect(JSON.stringify([error.message, String(error.cause), error.stack])).not.toContain(fake.token);
  });

  it.each<[string, Fault]>([
    ['an empty answer with HTTP 500', { kind: 'http', status: 500, body: '' }],
    ['a request that is too large', { kind: 'http', status: 413, body: 'Request Entity Too Large' }],
    [
      'an answer cut by a lack of memory',
      { kind: 'http', status: 200, body: 'Fatal error: Allowed memory size of 1 bytes exhausted' },
    ],
  ])('takes %s for too much asked, and does not ask the same again', async (_, fault) => {
    failAlways(fault);
    expect(await errorOf(ask())).toBeInstanceOf(TooMuchAskedError);
    expect(fake.asked()).toEqual(['apiinfo.version', 'hostgroup.get']);
  });

  it.each<[string, Fault]>([
    ['a broken connection', { kind: 'drop' }],
    ['HTTP 503', { kind: 'http', status: 503, body: '' }],
  ])('asks again after %s', async (_, fault) => {
    failOnce(fault);
    await expect(ask()).resolves.toEqual([]);
    expect(fake.asked()).toEqual(['apiinfo.version', 'hostgroup.get', 'hostgroup.get']);
  });

  it('never repeats a request that changes something', async () => {
    failOnce({ kind: 'drop' }, 'hostgroup.create');
    await errorOf(connect().call('hostgroup.create', { name: 'x' }, z.unknown()));
    expect(fake.asked()).toEqual(['apiinfo.version', 'hostgroup.create']);
  });

  it('gives up a request after the time-out, and does not repeat it', async () => {
    failAlways({ kind: 'slow', ms: 20_000 });
    const error = await errorOf(ask(connect({ timeout: 2 })));
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error.message).toMatch(/did not answer within 2 s.*zabbix\.timeout/);
    expect(fake.asked().filter((method) => method === 'hostgroup.get')).toHaveLength(1);
  });

  it('runs no more requests at once than allowed', async () => {
    let running = 0;
    let most = 0;
    fake.methods.set('hostgroup.get', () => []);
    fake.fault = ({ method }) => {
      if (method === 'apiinfo.version') return undefined;
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => (running -= 1), 45);
      return { kind: 'slow', ms: 50 };
    };
    const client = connect({ concurrency: 2 });
    await Promise.all(Array.from({ length: 7 }, () => ask(client)));
    expect(most).toBe(2);
  });

  it('says that nothing listens at the address', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await errorOf(ask(connect({ url: `http://127.0.0.1:${port}` })));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(/nothing listens at this address and port \(ECONNREFUSED\)/);
  });

  it('says that the name of the host is unknown', async () => {
    const error = await errorOf(ask(connect({ url: 'https://zabbix.invalid/zabbix' })));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(/name of the host was not found/);
  });

  it("tells Zabbix's own errors with the method and their text, without control characters and not at length", async () => {
    failAlways({ kind: 'api', data: `bad\u001b[31m\n${'x'.repeat(1000)}` });
    const error = await errorOf(ask());
    expect(error).toBeInstanceOf(ZabbixApiError);
    expect(error).toHaveProperty('method', 'hostgroup.get');
    expect(error.message).toMatch(/refused hostgroup\.get: "bad \[31m x+…"/);
    expect(error.message.length).toBeLessThan(450);
  });

  describe('with user and password', () => {
    const login = (password: string): Partial<ZabbixAccess> => ({
      credentials: { kind: 'password', user: 'reader', password },
    });

    it('logs in once', async () => {
      const client = connect(login(fake.password));
      await Promise.all([ask(client), ask(client)]);
      expect(fake.asked().filter((method) => method === 'user.login')).toHaveLength(1);
    });

    it('logs in again when Zabbix ended the session', async () => {
      const client = connect(login(fake.password));
      await ask(client);
      fake.sessions.clear();
      fake.asked();
      await expect(ask(client)).resolves.toEqual([]);
      expect(fake.asked()).toEqual(['hostgroup.get', 'user.login', 'hostgroup.get']);
    });

    it('says that they were not accepted, without telling them', async () => {
      const error = await errorOf(ask(connect(login('a wrong one'))));
      expect(error.kind).toBe('refused');
      expect(error.message).toMatch(/did not accept the user name and password/);
      expect(error.message).not.toContain('a wrong one');
    });
  });
});
