import type { FastifyRequest } from 'fastify';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something may come from a page of somebody else, by what browsers say of it and pages
 * can't forge (Sec-Fetch-Site, Origin). Who is known by a cookie must show where the request comes from; a request that
 * brings its own token can't be sent by a stranger's page at all.
 */
export function mayBeForged(
  { method, headers, host }: Pick<FastifyRequest, 'method' | 'headers' | 'host'>,
  known: { readonly byCookie: boolean; readonly publicUrl?: string | undefined },
): boolean {
  if (safeMethods.has(method) || headers.authorization?.toLowerCase().startsWith('bearer ') === true) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return known.byCookie;
  if (!URL.canParse(origin)) return true;
  // A proxy may have put another name in the place of the one that the browser asked for.
  const isPublic =
    known.publicUrl !== undefined && URL.canParse(known.publicUrl) && new URL(known.publicUrl).origin === origin;
  return !isPublic && new URL(origin).host !== host;
}
