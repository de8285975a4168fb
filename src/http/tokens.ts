import { createHash, timingSafeEqual } from 'node:crypto';

/** What a caller may do over HTTP; who may operate may view. */
export type Role = 'view' | 'operate';

/** The tokens that are configured, by what they allow. */
export type TokenTexts = Readonly<Partial<Record<Role, string>>>;

/** A token that texts are compared with in constant time. */
export class Token {
  readonly #digest: Buffer;

  constructor(text: string) {
    this.#digest = digest(text);
  }

  /** Whether a text is this token; how long that takes says nothing of it. */
  is(text: string): boolean {
    return timingSafeEqual(this.#digest, digest(text));
  }
}

/** The token that a request brings along (RFC 6750); `undefined` where it brings none, or credentials of another kind. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/iu.exec(authorization ?? '')?.[1];
}

/** Of equal length whatever the text is, so that digests can be compared in constant time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
