import { fastify } from 'fastify';
import { Door } from '../door.ts';
import type { Answers } from './answers.ts';
import { addApi } from './api.ts';
import { Watchers } from './watchers.ts';

/** The OpenAPI document of the API as `docs/openapi.json` holds it, of a server at the root of its host. */
export async function openApiText(): Promise<string> {
  const server = fastify();
  // Nobody is asked anything: only what is described counts.
  const answers = {} as Answers;
  const freshness = (): never => {
    throw new Error('nobody watches');
  };
  const nothing = (): undefined => undefined;
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const door = new Door({ host: '127.0.0.1', tokens: {}, now: () => 0, log });
  const session = { door, basePath: '/', isHttps: false, onLogOut: nothing };
  addApi(server, session, { answers, watchers: new Watchers(freshness) });
  await server.ready();
  const { body } = await server.inject('/api/v1/openapi.json');
  await server.close();
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
}
