import { createSecureContext } from 'node:tls';

import { errorCode } from './error-code.ts';
import type { Secret } from './secrets.ts';

/** PEM texts: an authority, and a certificate with its key. */
export interface PemTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: Secret;
}

/** Why PEM texts do not go together, by the code that Node gives: its words could hold a part of the key. */
export function pemMistake({ ca, cert, key }: PemTexts): string | undefined {
  try {
    createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key: key.reveal() }) });
    return undefined;
  } catch (error) {
    return errorCode(error) ?? 'unreadable';
  }
}
