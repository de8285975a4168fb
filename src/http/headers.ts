import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * Adds to every answer what browsers must know: nothing but what the server itself gives is loaded or called, nothing
 * runs or styles inline, and only pages of these origins may hold ours in a frame. That a host speaks HTTPS only
 * (HSTS) is for who speaks TLS there: the proxy.
 */
export async function addHeaders(server: FastifyInstance, frameAncestors: readonly string[]): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: frameAncestors.length === 0 ? ["'none'"] : [...frameAncestors],
      },
    },
    // It knows no list; where there is one, the policy above says it.
    xFrameOptions: frameAncestors.length === 0 ? { action: 'deny' } : false,
    strictTransportSecurity: false,
  });
}
