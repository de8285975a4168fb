import type { FindingWord } from '../domain/errors/catalogue.ts';
import type { Complaint } from '../model/findings.ts';
import { quoted } from '../model/complaints.ts';

/** What the reader of configurations has to say beside what `model/complaints.ts` has. No text ever holds a secret. */
export const complaints = {
  noFile: (file: string, why: string) =>
    error(
      'no-file',
      `the configuration ${file} ${why}; correct --config, or leave it out to use ./linchpin.yaml or /etc/linchpin/linchpin.yaml`,
    ),
  unreadable: (what: string, file: string, why: string) =>
    error('unreadable-file', `${what}: the file ${file} ${why}; expected a file that this user may read`),
  emptyFile: (what: string, file: string) => error('empty-file', `${what}: the file ${file} is empty`),
  openSecret: (key: string, file: string) =>
    warning(
      'open-secret',
      `${quoted(key)}: everybody on this machine may read or change the file ${file}; \`chmod 640\` it, with the group that Linchpin runs as`,
    ),
  plainSecret: (key: string) =>
    error(
      'plain-secret',
      `${quoted(key)} must not stand in the file: write { file: … }, { env: … } or { credential: … } with where to find it, and change the secret if others could read the file`,
    ),
  noVariable: (key: string, name: string) =>
    error('no-variable', `${quoted(key)}: the environment variable ${name} is not set, or empty`),
  noCredentials: (key: string, name: string) =>
    error(
      'no-credential',
      `${quoted(key)}: credential ${quoted(name)} needs $CREDENTIALS_DIRECTORY, which systemd sets for a unit with LoadCredential=`,
    ),
  twoVariables: (name: string) => error('two-variables', `both ${name} and ${name}_FILE are set; keep one of them`),
  unknownVariable: (name: string, nearest: string) =>
    warning('unknown-variable', `the environment variable ${name} means nothing to Linchpin: did you mean ${nearest}?`),

  noUrl: () =>
    error(
      'no-zabbix-url',
      'there is no address of Zabbix; set ZABBIX_URL, or `zabbix: { url: https://… }` in linchpin.yaml',
    ),
  noCredential: () =>
    error(
      'no-zabbix-token',
      'there is no token for Zabbix; set ZABBIX_TOKEN_FILE or ZABBIX_TOKEN, or `zabbix: { token: { file: … } }` in linchpin.yaml',
    ),
  noPassword: () =>
    error(
      'no-zabbix-password',
      '`zabbix.user` is given without a password; set ZABBIX_PASSWORD_FILE or ZABBIX_PASSWORD, or `zabbix: { password: { file: … } }`',
    ),
  badUrl: (found: string) =>
    error(
      'wrong-value',
      `\`zabbix.url\`: ${found}; expected the address of the Zabbix frontend, such as https://zabbix.example.org/zabbix`,
    ),
  plainHttp: (host: string) =>
    error(
      'plain-http',
      `\`zabbix.url\`: the token would go to ${host} unencrypted; use https, or set \`zabbix.allowPlainHttp: true\` where that network is trusted`,
    ),
  badNode: (found: string) =>
    error(
      'wrong-value',
      `\`nodes\`: found ${found}, expected host:port of a Zabbix server or proxy, such as zbx1:10051`,
    ),
  badPsk: () =>
    error(
      'wrong-value',
      '`psk`: expected a pre-shared key as Zabbix has it, 32 to 512 hexadecimal digits; make one with: openssl rand -hex 32',
    ),
  badCertificate: (why: string) =>
    error(
      'wrong-value',
      `\`zabbix.trapper.tls\`: \`ca\`, \`cert\` and \`key\` do not go together (${why}); expected three files in PEM form, the key being that of the certificate, without a password`,
    ),
  ownGroup: (found: string, own: string) =>
    error(
      'own-group',
      `\`groups\`: ${found} belongs to ${own}, the host group of Linchpin's own hosts (\`publish.group\`), which is never read; expected groups of the hosts that are watched`,
    ),

  badListen: (found: string) =>
    error('wrong-value', `\`listen\`: found ${found}, expected host:port such as 127.0.0.1:8480 or [::1]:8480`),
  badBasePath: (found: string) =>
    error(
      'wrong-value',
      `\`basePath\`: found ${found}, expected a path such as / or /linchpin/, with a slash at both ends`,
    ),
  badPublicUrl: () =>
    error(
      'wrong-value',
      '`publicUrl`: expected an address such as https://linchpin.example.org/, without user, password or query',
    ),
  noPublicUrl: () =>
    error(
      'no-public-url',
      '`http.listen` is every address, or any port, so nobody can say to Zabbix which one to call; give that as `http.publicUrl`',
    ),
  plainWake: (host: string) =>
    error(
      'plain-http',
      `Zabbix would send the token of \`wake\` to ${host} unencrypted; put a proxy that speaks TLS before Linchpin and give its https address as \`http.publicUrl\`, or set \`zabbix.allowPlainHttp: true\` where that network is trusted`,
    ),
  weakToken: (key: string, shortest: number) =>
    error(
      'weak-token',
      `${quoted(key)}: expected at least ${shortest} characters, letters, digits and signs without blanks; make one with: openssl rand -hex 32`,
    ),
  sameTokens: () =>
    error(
      'same-token',
      '`http.tokens`: `view` and `operate` are one and the same, so who may look could change things; make another one with: openssl rand -hex 32',
    ),
  noTokens: (where: string) =>
    error(
      'no-http-tokens',
      `\`http.listen\`: ${where} is reached from other machines, and there are no \`http.tokens\`; set \`tokens: { view: { file: … }, operate: { file: … } }\`, or listen at 127.0.0.1`,
    ),
  plainTokens: (host: string) =>
    warning(
      'plain-http',
      `the tokens of \`http.tokens\` would go to ${host} unencrypted; put a proxy that speaks TLS before Linchpin and give its https address as \`http.publicUrl\`, or set \`zabbix.allowPlainHttp: true\` where that network is trusted`,
    ),
  badFrameAncestor: (found: string) =>
    error(
      'wrong-value',
      `\`frameAncestors\`: found ${found}, expected the origin of a page, such as https://zabbix.example.org, without a path`,
    ),

  noAllow: () =>
    error(
      'no-recovery-allow',
      '`recovery.mode: auto` lets Linchpin act without asking; name with `recovery.allow` the file, owned by root and writable by nobody else, that lists the recoveries which may, or set `mode: approve`',
    ),
  noPlaceholders: (key: string) => error('wrong-value', `${quoted(key)}: expected an address without placeholders`),
  noScriptHost: () =>
    error(
      'no-script-host',
      "`hosts.server` is a regular expression, which says of a host its server and not the other way round; expected `host` here: the technical name of a server's Zabbix host, with {server} for its id or {host} for its name",
    ),
  badVariable: (found: string) =>
    error('wrong-value', `${quoted(found)} is no name of an environment variable; expected letters, digits and _`),
  badEndpoint: (servers: string) =>
    error(
      'wrong-value',
      `${quoted(servers)}: expected the engine as unix:///run/docker.sock, or as https://{host}:2376 (http on this machine only)`,
    ),
  goTogether: (one: string, other: string) =>
    error('wrong-value', `${quoted(one)} and ${quoted(other)} go together: expected both or neither`),
  badOwnCertificate: (where: string, why: string) =>
    error(
      'wrong-value',
      `${quoted(where)}: \`ca\`, \`cert\` and \`key\` do not go together (${why}); expected files in PEM form, the key being that of the certificate, without a password`,
    ),
  badOrigin: (found: string) =>
    error(
      'wrong-value',
      `\`allow\`: found ${found}, expected the origin of an address, such as https://deploy.example.org or https://deploy.example.org:8443, without a path`,
    ),
  notAllowed: (origin: string) =>
    error('wrong-value', `\`url\`: ${origin} is not in \`allow\`; add it there, or correct the address`),
  badProgram: (found: string) =>
    error(
      'wrong-value',
      `\`command\`: found ${found}, expected a program by its whole path, such as /usr/bin/ansible-playbook, and its arguments one by one: no shell is asked`,
    ),
  shellText: () =>
    error(
      'shell-text',
      'a shell would read the names that stand for the placeholders as commands; give them as arguments of their own: [/bin/sh, -c, \'restart "$1"\', sh, "{container}"]',
    ),
  badNamespace: (found: string) =>
    error('wrong-value', `\`namespace\`: found ${found}, expected lower-case letters, digits and -`),
  badWorkload: (found: string) =>
    error(
      'wrong-value',
      `\`workload\`: found ${found}, expected deployment/{pod}, statefulset/{pod} or daemonset/{pod}, or the like`,
    ),
  badAddress: (key: string) =>
    error(
      'wrong-value',
      `${quoted(key)}: expected an address such as https://deploy.example.org/hook, without user and password`,
    ),
  plainAddress: (key: string, host: string) =>
    error(
      'plain-http',
      `${quoted(key)}: what is to be done would go to ${host} unencrypted; use https (http is for this machine only)`,
    ),

  badPlaceholder: (found: string, expected: string) =>
    error('wrong-value', `there is no ${quoted(found)}; expected ${expected}`),
  regexWithoutSlashes: () =>
    error('wrong-value', 'a regular expression stands between slashes: `"/^mail-(?<id>.+)$/"`'),
  badRegex: (why: string) => error('wrong-value', why),
  longRegex: (most: number) =>
    error('wrong-value', `the regular expression is too long; expected ${most} characters at most`),
  badGroup: (found: string, expected: string) =>
    error('wrong-value', `there is no group ${quoted(found)}; expected ${expected}`),
  regexWithoutGroup: (expected: string) =>
    error('wrong-value', `the regular expression names nothing; expected a group: ${expected}`),
  badItemKey: () =>
    error('wrong-value', 'Zabbix would not take this for an item key; expected one such as `app.errors[{container}]`'),
  loosePlaceholder: (found: string) =>
    error(
      'wrong-value',
      `nobody can say where ${quoted(found)} begins and ends beside a wildcard; put the text between them that the name has there`,
    ),
  halfKubePod: () =>
    error('wrong-value', '`{namespace}` and `{kubePod}` go together: only both name the pod of Kubernetes'),
  namesNone: (node: string, expected: string) =>
    error('wrong-value', `nothing here says which ${node} it is; expected ${quoted(expected)} in key, tag or name`),
  bothStores: () => error('wrong-value', '`store` has both `sqlite` and `postgres`; keep one of them'),
  badPostgresUrl: (why: string) =>
    error(
      'wrong-value',
      `\`store.postgres.url\`: ${why}; expected an address such as postgres://linchpin:PASSWORD@db.example.org:5432/linchpin`,
    ),
  badSslMode: () =>
    error(
      'wrong-value',
      '`store.postgres.url`: expected `sslmode=verify-full` (the default, but on this machine itself), with `sslrootcert=FILE` for an authority of your own, or `sslmode=disable` where that network is trusted; nothing in between is safe',
    ),
  tooSmall: (key: string, least: string) => error('wrong-value', `${quoted(key)}: expected at least ${least}`),
  bothSchedules: () => error('wrong-value', '`schedule` has both `every` and `cron`; keep one of them'),
  onlyWith: (key: string, other: string) =>
    warning('no-effect', `${quoted(key)} means something with ${quoted(other)} only, and does nothing here`),
  outOfRange: (key: string, least: string, most: string) =>
    error('wrong-value', `${quoted(key)}: expected between ${least} and ${most}`),
  badTimezone: (found: string) =>
    error('wrong-value', `\`timezone\`: found ${found}, expected a name such as Europe/Moscow`),
  unknownSignal: (signal: string, nearest: string | undefined) =>
    warning(
      'unknown-signal',
      `no rule reads the signal ${quoted(signal)}${nearest === undefined ? '' : `: did you mean ${quoted(nearest)}?`}`,
    ),
} as const;

function error(code: FindingWord, message: string): Complaint {
  return { level: 'error', code, message };
}

function warning(code: FindingWord, message: string): Complaint {
  return { level: 'warning', code, message };
}
