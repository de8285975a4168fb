import { fastify } from 'fastify';
import type { Door } from '../door.ts';
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
  const session = { door: {} as Door, basePath: '/', isHttps: false, onLogOut: () => undefined };
  addApi(server, session, { answers, watchers: new Watchers(freshness) });
  await server.ready();
  const { body } = await server.inject('/api/v1/openapi.json');
  await server.close();
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
}
