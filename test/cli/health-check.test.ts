import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandFolder } from '../support/command.ts';

let folder: CommandFolder;
let server: Server | undefined;

beforeEach(() => {
  folder = new CommandFolder();
});
afterEach(() => {
  server?.close();
  server = undefined;
  folder.remove();
});

/** Something that answers each path with a status and a text; gives where. */
async function answering(answers: Readonly<Record<string, readonly [number, string]>>): Promise<string> {
  const listening = createServer((request, response) => {
    const [status, text] = answers[request.url ?? ''] ?? [404, ''];
    response.writeHead(status).end(text);
  });
  server = listening;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
}

const ask = (listen: string | undefined, ...words: readonly string[]): ReturnType<CommandFolder['run']> =>
  folder.run(['healthcheck', ...words], listen === undefined ? {} : { LINCHPIN_HTTP_LISTEN: listen });

describe('linchpin healthcheck', () => {
  it('ends with 0 where Linchpin is alive, whatever fails', async () => {
    const listen = await answering({
      '/healthz': [200, '{"alive":true}'],
      '/readyz': [503, '{"ready":false,"failing":["zabbix"]}'],
    });
    expect(await ask(listen)).toMatchObject({ status: 0, stdout: 'alive\n' });
  });

  it('with --ready ends with 1 and names what fails', async () => {
    const listen = await answering({ '/readyz': [503, '{"ready":false,"failing":["zabbix","store"]}'] });
    expect(await ask(listen, '--ready')).toMatchObject({ status: 1, stdout: 'not ready: zabbix, store\n' });
  });

  it('says of who stands by that it does', async () => {
    const listen = await answering({ '/readyz': [200, '{"ready":true,"failing":[],"standsBy":true}'] });
    expect(await ask(listen, '--ready')).toMatchObject({ status: 0, stdout: 'ready, and stands by\n' });
  });

  it('asks on this machine where Linchpin listens at every address', async () => {
    const listen = await answering({ '/healthz': [200, '{"alive":true}'] });
    const tokens = { LINCHPIN_HTTP_TOKENS_VIEW: 'v'.repeat(32), LINCHPIN_HTTP_TOKENS_OPERATE: 'o'.repeat(32) };
    const environment = { ...tokens, LINCHPIN_HTTP_LISTEN: listen.replace('127.0.0.1', '0.0.0.0') };
    expect(await folder.run(['healthcheck'], environment)).toMatchObject({ status: 0 });
  });

  it('ends with 3 where nothing answers', async () => {
    const listen = await answering({});
    server?.close();
    expect(await ask(listen)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`No Linchpin answers at http://${listen}/healthz`) as string,
    });
  });

  it('ends with 3 where something else answers', async () => {
    const listen = await answering({ '/healthz': [200, 'It works!'] });
    expect(await ask(listen)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('is no Linchpin') as string,
    });
  });

  it('ends with 2 where nothing is served', async () => {
    expect(await ask(undefined)).toMatchObject({ status: 2, stderr: expect.stringContaining('http: {}') as string });
  });
});
