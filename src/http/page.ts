import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The web page as `npm run build` makes it. */
export interface PageFiles {
  /** Where it lies: `index.html`, and beside it in `assets/` files that are named by a hash of their content. */
  readonly folder: string;
  /** The language that it speaks to whose browser wants none that it knows. */
  readonly language: string;
}

/**
 * Adds the web page at `/`, for anybody: it holds nothing of the installation, and asks the API for everything. Its files
 * stay with browsers for good, since another content has another name; the page itself is asked for each time.
 */
export async function addPage(routes: FastifyInstance, { folder, language }: PageFiles): Promise<void> {
  const page = (await readFile(join(folder, 'index.html'), 'utf8')).replace('{language}', language);
  await routes.register(fastifyStatic, { root: join(folder, 'assets'), serve: false, preCompressed: true });
  const config = { access: 'public' } as const;
  routes.get('/', { config }, (request, reply) => {
    // Its links are relative: without the slash they would lead beside it.
    const [path = '', query] = request.url.split('?');
    if (!path.endsWith('/')) return reply.redirect(`${path}/${query === undefined ? '' : `?${query}`}`);
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
  routes.get<{ Params: { readonly file: string } }>('/assets/:file', { config }, (request, reply) =>
    reply.sendFile(request.params.file, { maxAge: '365d', immutable: true }),
  );
}
