import { createHmac } from 'node:crypto';

import type { Instant } from '../domain/instant.ts';

/** The headers by which a receiver knows who sent a body and when: HMAC-SHA256 over `timestamp.body`, as docs/actuators.md says. */
export function signatureHeaders(
  body: string,
  { secret, at, key }: { readonly secret: string; readonly at: Instant; readonly key: string },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    'Linchpin-Timestamp': timestamp,
    'Linchpin-Signature': `v1=${signature}`,
  };
}
