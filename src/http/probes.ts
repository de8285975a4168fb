import type { FastifyInstance } from 'fastify';

/** Adds what a supervisor asks (contracts, HTTP): `healthz`, the process is alive; `readyz`, 503 with what fails. */
export function addProbes(routes: FastifyInstance, failing: () => readonly string[]): void {
  const config = { access: 'public' } as const;
  routes.get('/healthz', { config }, () => ({ alive: true }));
  routes.get('/readyz', { config }, (_, reply) => {
    const found = failing();
    return reply.code(found.length === 0 ? 200 : 503).send({ ready: found.length === 0, failing: found });
  });
}
