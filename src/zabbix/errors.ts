import { WorldError } from '../ports.ts';

/** Zabbix could not answer because one request asked for too much: ask for less at a time. */
export class TooMuchAskedError extends WorldError {
  constructor(message: string) {
    super('E303', message);
    this.name = 'TooMuchAskedError';
  }
}

interface NoAnswer {
  readonly passing: boolean;
  /** Where something answered, but not as it should. */
  readonly code?: 'E301' | 'E302';
  readonly cause?: unknown;
}

/** No usable answer came; `passing` says that the same request may well succeed a moment later. */
export class NoAnswerError extends WorldError {
  readonly passing: boolean;

  constructor(message: string, { code = 'E301', passing, cause }: NoAnswer) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.name = 'NoAnswerError';
    this.passing = passing;
  }
}

/** Zabbix answered a request with an error of its own; `detail` is Zabbix's text. */
export class ZabbixApiError extends WorldError {
  readonly method: string;
  readonly detail: string;

  constructor(
    message: string,
    facts: { readonly code: 'E308' | 'E309'; readonly method: string; readonly detail: string },
  ) {
    super(facts.code, message);
    this.name = 'ZabbixApiError';
    this.method = facts.method;
    this.detail = facts.detail;
  }
}

/** The token or session is not (or no longer) accepted. */
export class NotAuthorisedError extends WorldError {
  constructor(message: string) {
    super('E306', message);
    this.name = 'NotAuthorisedError';
  }
}

/** Makes text that came from outside fit for a message: one line, no control characters, of limited length. */
export function quoted(text: string, atMost = 300): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > atMost ? `${line.slice(0, atMost)}…` : line;
}

const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
]);

const passingCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAI_AGAIN']);

/** What it means that no HTTP answer came: by the code that Node gives. */
export function connectionError(url: string, code: string, cause: unknown): WorldError {
  if (untrusted.has(code)) {
    return new WorldError(
      'E304',
      `The certificate of Zabbix at ${url} is not trusted (${code}): give the file of the authority that signed it as \`zabbix.ca\`.`,
      { cause },
    );
  }
  if (code.startsWith('CERT_') || code.startsWith('ERR_TLS_')) {
    return new WorldError(
      'E304',
      `The certificate of Zabbix at ${url} is not valid for this address now (${code}): check \`zabbix.url\`, the certificate and the clocks.`,
      { cause },
    );
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return new WorldError('E304', `${url} does not speak TLS (${code}): is \`zabbix.url\` http, or another port?`, {
      cause,
    });
  }
  const why = connectionReason(code);
  return new NoAnswerError(`Zabbix at ${url} could not be reached: ${why}.`, {
    passing: passingCodes.has(code),
    cause,
  });
}

function connectionReason(code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name of the host was not found (${code}); check \`zabbix.url\` and the name server`;
    case 'ECONNREFUSED':
      return 'nothing listens at this address and port (ECONNREFUSED); check `zabbix.url` and whether the frontend runs';
    case 'ECONNRESET':
    case 'EPIPE':
      return `the connection was closed before an answer came (${code})`;
    default:
      return `${code}; check \`zabbix.url\` and the network between`;
  }
}

/** What it means that something answered, but not as the API of Zabbix does. */
export function answerError(
  url: string,
  answer: { readonly status: number; readonly text: string; readonly location?: string },
): WorldError {
  const { status, text } = answer;
  if (status === 413 || (status === 500 && text.trim() === '') || text.includes('Allowed memory size')) {
    return new TooMuchAskedError(
      `Zabbix at ${url} gave up on a request without a word (HTTP ${status}): most likely PHP's memory_limit or time limit was too small for it.`,
    );
  }
  if (status >= 300 && status < 400) {
    const target = answer.location === undefined ? 'elsewhere' : `to ${quoted(answer.location)}`;
    return new WorldError(
      'E305',
      `${url} redirects ${target}: give the address of the Zabbix frontend itself as \`zabbix.url\`.`,
    );
  }
  if (status === 401 || status === 403) {
    return new WorldError(
      'E305',
      `${url} answered HTTP ${status} before Zabbix was asked: a web server or proxy in front of it refuses the request.`,
    );
  }
  if (status >= 500) {
    return new NoAnswerError(`Zabbix at ${url} answered HTTP ${status}: its web server or PHP is not working.`, {
      code: 'E302',
      passing: status === 502 || status === 503 || status === 504,
    });
  }
  if (text.trimStart().startsWith('{"jsonrpc"')) {
    return new NoAnswerError(
      `The answer of Zabbix at ${url} breaks off after ${text.length} characters: its web server, PHP or something between ended it early.`,
      { code: 'E302', passing: true },
    );
  }
  const found = text.trim() === '' ? 'nothing' : `"${quoted(text, 60)}"`;
  return new WorldError(
    'E305',
    `${url} answered HTTP ${status} with ${found} where the JSON of the Zabbix API was expected: is this the address of the Zabbix frontend?`,
  );
}

/** What it means that the API of Zabbix answered with an error, in its words. */
export function apiError(url: string, method: string, said: string): WorldError {
  const detail = quoted(said);
  if (/session terminated|not authori[sz]ed|token (has )?expired/i.test(detail)) {
    return new NotAuthorisedError(
      `Zabbix at ${url} did not accept the token ("${detail}"): check that it exists there, is enabled and has not expired (Users → API tokens, in 6.0 Administration → General → API tokens).`,
    );
  }
  if (method === 'user.login') {
    return new WorldError('E307', `Zabbix at ${url} did not accept the user name and password ("${detail}").`);
  }
  if (/no permissions to call/i.test(detail)) {
    return new ZabbixApiError(
      `The user that Linchpin has in Zabbix at ${url} may not call ${method}: allow this API method in its user role (Users → User roles, in 6.0 Administration → User roles).`,
      { code: 'E308', method, detail },
    );
  }
  if (/^Connection to Zabbix server\b/i.test(detail)) {
    return new NoAnswerError(`Zabbix at ${url} can't reach its own server process ("${detail}").`, {
      code: 'E302',
      passing: false,
    });
  }
  // In Zabbix's own words, since "database" may also stand in the name of a host that a refusal is about.
  if (/^(Error connecting to database|SQL statement execution has failed)/i.test(detail)) {
    return new NoAnswerError(`Zabbix at ${url} can't use its own database ("${detail}").`, {
      code: 'E302',
      passing: false,
    });
  }
  return new ZabbixApiError(`Zabbix at ${url} refused ${method}: "${detail}".`, { code: 'E309', method, detail });
}
