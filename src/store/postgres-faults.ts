import type { Fault } from './engine.ts';

const goesOn = 'Linchpin goes on by itself as soon as it answers.';
const notReached: Fault = {
  found: 'cannot be reached',
  advice: `See whether PostgreSQL runs and listens there, and what lies between. ${goesOn}`,
};
const notTrusted: Fault = {
  found: 'has a certificate that is not trusted',
  advice:
    'Name the authority that signed it by `sslrootcert=FILE` in the address, and the host as the certificate does; `sslmode=disable` only where the network is trusted.',
};
const damaged: Fault = {
  found: 'is damaged',
  advice: 'See what PostgreSQL logs, and restore the database from a backup.',
};

// By SQLSTATE (PostgreSQL's manual, appendix A), a class of them by its first two letters; and by the codes of Node.
const faults: Readonly<Record<string, Fault>> = {
  '28': {
    found: 'does not let Linchpin in',
    advice:
      'Correct user or password in the address (`store.postgres.url`), or let the user in from here in pg_hba.conf. Linchpin tries on by itself.',
  },
  '3D': {
    found: 'does not exist',
    advice: 'Create it, with its user as the owner: docs/store.md says how. Linchpin tries on by itself.',
  },
  '42501': {
    found: 'does not let Linchpin write',
    advice: 'Make the user of the address the owner of the database, or of its schema: docs/store.md says how.',
  },
  '25006': {
    found: 'is read-only',
    advice: `It is a standby, or was made read-only: name the primary in the address. ${goesOn}`,
  },
  '53100': {
    found: 'cannot grow: the disk is full',
    advice: "Free space on PostgreSQL's disk; Linchpin goes on by itself.",
  },
  '53': {
    found: 'has no room for another connection or its memory',
    advice: `Raise max_connections, or stop who takes them. ${goesOn}`,
  },
  '55P03': {
    found: 'is locked by another program',
    advice: 'See pg_stat_activity for who holds a lock on its tables. Linchpin tries on by itself.',
  },
  '57P': { found: 'is shutting down or starting', advice: goesOn },
  '57014': { found: 'took too long to answer', advice: `See what else keeps PostgreSQL busy. ${goesOn}` },
  '25P03': { found: 'ended a transaction that stood still', advice: goesOn },
  '40': { found: 'was changed by another program at the same time', advice: 'Linchpin tries again by itself.' },
  '58': { found: 'cannot be read or written', advice: "Look at PostgreSQL's disk and its log." },
  XX001: damaged,
  XX002: damaged,
  '08': notReached,
  ECONNREFUSED: notReached,
  ECONNRESET: notReached,
  ENOTFOUND: notReached,
  EAI_AGAIN: notReached,
  EHOSTUNREACH: notReached,
  ENETUNREACH: notReached,
  ETIMEDOUT: notReached,
  EPIPE: notReached,
  ENOENT: { found: 'cannot be reached', advice: 'A socket or file that the address names is not there.' },
  EACCES: {
    found: 'cannot be reached',
    advice: 'Let the user that Linchpin runs as use the socket and files of the address.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: notTrusted,
  SELF_SIGNED_CERT_IN_CHAIN: notTrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: notTrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: notTrusted,
  CERT_HAS_EXPIRED: notTrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: notTrusted,
};

// What node-postgres says without a code: connections that ended under a query, or that nobody answered.
const words: readonly (readonly [RegExp, Fault])[] = [
  [/^Connection terminated|timeout exceeded when trying to connect|^timeout expired/u, notReached],
  [/^Query read timeout/u, { found: 'does not answer', advice: goesOn }],
  [
    /does not support SSL/u,
    {
      found: 'speaks no TLS',
      advice:
        'Switch it on in PostgreSQL (`ssl = on`), or add `sslmode=disable` to the address where the network is trusted.',
    },
  ],
  [/^Client has encountered a connection error|not queryable/u, notReached],
  [
    /SASL|SCRAM|password must be a string/u,
    {
      found: 'does not let Linchpin in',
      advice: 'The address lacks a password, or it is not the one that PostgreSQL has.',
    },
  ],
];

const other: Fault = {
  found: 'cannot be used now',
  advice: "See what PostgreSQL's log says. Linchpin tries on by itself.",
};

// Broken rules and statements that PostgreSQL does not understand are our own fault; all else it says is the world's.
const ourFault = /^(?:23|42)/u;
const sqlState = /^[0-9A-Z]{5}$/u;
const ofCertificate = /^(?:CERT|CRL|UNABLE_TO|SELF_SIGNED|INVALID|HOSTNAME)_\w+$/u;
const ofNetwork = /^(?:E[A-Z]{3,}|ERR_(?:SSL|TLS|OSSL)_\w+)$/u;

/** What PostgreSQL or its client says has happened; `undefined` where it is no failure of the world. */
export function postgresFault(error: Error): Fault | undefined {
  const code: unknown = Reflect.get(error, 'code');
  const text = typeof code === 'string' ? code : '';
  const known = [text, text.slice(0, 3), text.slice(0, 2)].map((name) =>
    Object.hasOwn(faults, name) ? faults[name] : undefined,
  );
  const named = known.find((fault) => fault !== undefined) ?? words.find(([say]) => say.test(error.message))?.[1];
  if (named !== undefined) return named;
  if (sqlState.test(text) && !ourFault.test(text)) return other;
  if (ofCertificate.test(text)) return notTrusted;
  return ofNetwork.test(text) ? notReached : undefined;
}
