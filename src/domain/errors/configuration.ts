import type { ErrorEntry } from './entry.ts';

/** Mistakes in `linchpin.yaml`, in the environment, and in the files that these name. */
export const configurationErrors = {
  E201: {
    title: 'The configuration cannot be read',
    meaning: 'The file named by --config, or the one at a default place, is not there or may not be read.',
    advice:
      'Correct --config, or leave it out: then ./linchpin.yaml counts, and where there is none /etc/linchpin/linchpin.yaml.',
    findings: ['no-file'],
  },
  E202: {
    title: 'A file cannot be used',
    meaning:
      'A file that the configuration or the model needs is missing, empty, not text, or not readable for this user.',
    advice: 'See that it exists and that the user of Linchpin may read it and every folder above it (namei -l FILE).',
    kind: 'invalid',
    findings: ['unreadable-file', 'empty-file'],
  },
  E203: {
    title: 'Others may read or change a secret',
    meaning: 'The permissions of the file let everybody on this machine read the secret, or put another in its place.',
    advice: 'chmod 640 it, with the group that Linchpin runs as; change the secret where others could have read it.',
    findings: ['open-secret'],
  },
  E204: {
    title: 'A secret stands in the configuration',
    meaning:
      'Secrets come from a file, from the environment or from systemd, since configurations are copied and shown around.',
    advice:
      'Put it into a file of its own and write `{ file: /etc/linchpin/token }`; change it if others could read it.',
    example: 'zabbix: { token: 0123456789abcdef }',
    findings: ['plain-secret'],
  },
  E205: {
    title: 'A secret is not where the configuration says',
    meaning: 'The environment variable is not set or empty, or the credential of systemd is not there.',
    advice:
      'Set the variable for the process that runs Linchpin (a service has another environment than a shell), or add LoadCredential= to the unit.',
    findings: ['no-variable', 'no-credential'],
  },
  E206: {
    title: 'One setting comes by two variables',
    meaning: 'Both a variable and the one that names a file for it are set.',
    advice: 'Unset one of them.',
    findings: ['two-variables'],
  },
  E207: {
    title: 'An environment variable means nothing',
    meaning: 'It begins as those of Linchpin do, but there is no such setting, so it has no effect.',
    advice: 'Correct the spelling (the nearest one is named), or unset it.',
    findings: ['unknown-variable'],
  },
  E208: {
    title: 'There is no usable address of Zabbix',
    meaning: 'Neither ZABBIX_URL nor `zabbix.url` is set, or it is no address of a web page.',
    advice: 'Give the address of the frontend as browsers have it, such as https://zabbix.example.org/zabbix.',
    kind: 'invalid',
    findings: ['no-zabbix-url'],
  },
  E209: {
    title: 'There is no token or password for Zabbix',
    meaning: 'Linchpin needs a user of Zabbix to read and to write its own values.',
    advice: 'Make an API token (docs/zabbix-setup.md says where) and set ZABBIX_TOKEN_FILE or `zabbix.token`.',
    findings: ['no-zabbix-token', 'no-zabbix-password'],
  },
  E210: {
    title: 'A secret or an order would go unencrypted',
    meaning:
      'The address is http and not of this machine, so who is in between could read a token or change what is done.',
    advice:
      'Use https, with a proxy before what speaks no TLS; or say `zabbix.allowPlainHttp: true` where that network is trusted.',
    findings: ['plain-http'],
  },
  E211: {
    title: "Linchpin's own host group is among those that are read",
    meaning: 'It would judge its own values as if they were those of a site.',
    advice: 'Take it out of `zabbix.groups`, or give `publish.group` another name.',
    findings: ['own-group'],
  },
  E212: {
    title: 'Nobody could say at which address Linchpin is reached',
    meaning: '`http.listen` is every address or any port, and Zabbix must be told one.',
    advice: 'Give the address as `http.publicUrl`.',
    findings: ['no-public-url'],
  },
  E213: {
    title: 'A token is too weak',
    meaning: 'It is short or has unfit signs, or who may look has the same one as who may change things.',
    advice: 'Make one for each with: openssl rand -hex 32',
    findings: ['weak-token', 'same-token'],
  },
  E214: {
    title: 'Everybody could look at Linchpin and change it',
    meaning: 'It listens to other machines and has no tokens.',
    advice: 'Set `http.tokens`, or listen at 127.0.0.1 (docs/http-access.md).',
    findings: ['no-http-tokens'],
  },
  E215: {
    title: 'Nobody says which recoveries may act by themselves',
    meaning: '`recovery.mode: auto` needs a file that only root can write, with the recoveries that may.',
    advice: 'Name it as `recovery.allow` (docs/recovery.md), or set `mode: approve`.',
    findings: ['no-recovery-allow'],
  },
  E216: {
    title: 'Nobody can say on which host a script runs',
    meaning: '`hosts.server` is a regular expression, which says of a host its server, and not the other way round.',
    advice: "Give the actuator `host`: the technical name of a server's host, with {server} or {host} in it.",
    findings: ['no-script-host'],
  },
  E217: {
    title: 'A shell would read a name as commands',
    meaning: 'A placeholder stands within the text of a shell, and names in Zabbix may hold anything.',
    advice: 'Give it as an argument of its own: [/bin/sh, -c, \'restart "$1"\', sh, "{container}"].',
    findings: ['shell-text'],
  },
  E218: {
    title: 'A setting has no effect',
    meaning: 'It means something together with another setting only, which is not there.',
    advice: 'Take it away, or set the other one too.',
    findings: ['no-effect'],
  },
  E219: {
    title: 'There is no trapper to send values to',
    meaning: '`zabbix.trapper.nodes` is empty, or what stands there is no address.',
    advice: 'Give at least one host:port of a Zabbix server or proxy, such as zbx1:10051.',
    kind: 'invalid',
  },
  E220: {
    title: 'A file could not be written',
    meaning: 'It is as it was before: files are written beside and put in place whole.',
    advice: 'See that its folder exists, that this user may write there, and that the disk is not full.',
    kind: 'invalid',
  },
  E221: {
    title: 'The address to listen at cannot be had',
    meaning: 'Another program has the port, the address is not of this machine, or this user may not have it.',
    advice: 'See who has it (ss -ltnp), or choose another `http.listen`; ports below 1024 need a right of their own.',
    kind: 'invalid',
  },
} as const satisfies Readonly<Record<`E2${number}`, ErrorEntry>>;
