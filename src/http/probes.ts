import type { FastifyInstance } from 'fastify';

/** What is known of whether Linchpin does what it is there for. */
export interface Readiness {
  /** What of Linchpin fails now, in words; none: it is ready. */
  readonly failing: () => readonly string[];
  /** Whether another instance leads, so that this one does nothing but wait for its turn. */
  readonly standsBy: () => boolean;
}

/** Adds what a supervisor asks (contracts, HTTP): `healthz`, the process is alive; `readyz`, 503 with what fails. */
export function addProbes(routes: FastifyInstance, { failing, standsBy }: Readiness): void {
  const config = { access: 'public' } as const;
  routes.get('/healthz', { config }, () => ({ alive: true }));
  routes.get('/readyz', { config }, (_, reply) => {
    const found = failing();
    return reply
      .code(found.length === 0 ? 200 : 503)
      .send({ ready: found.length === 0, failing: found, ...(standsBy() && { standsBy: true }) });
  });
}
