import type { ErrorEntry } from './entry.ts';

/** What Zabbix does not do, and what is in its way. */
export const zabbixErrors = {
  E301: {
    title: 'Zabbix cannot be reached',
    meaning:
      'No answer came from the frontend. The daemon waits and goes on by itself; what it shows meanwhile is marked as old.',
    advice:
      'Try the address from this machine: curl -s ZABBIX_URL/api_jsonrpc.php. Check `zabbix.url`, name server, firewall, and whether the frontend runs; where answers come late, `zabbix.timeout`.',
    example: 'Zabbix at https://zabbix.example.org/… could not be reached: nothing listens at this address and port',
    kind: 'unreachable',
  },
  E302: {
    title: 'Zabbix answers, but does not work',
    meaning: 'Its web server, PHP, database or server process fails, or its answers break off.',
    advice: 'See the logs of web server, PHP and Zabbix server on its machine. Linchpin goes on once it works.',
    kind: 'unreachable',
  },
  E303: {
    title: 'One request asked too much of Zabbix',
    meaning:
      'The frontend gave up without a word, or the answer was larger than Linchpin takes. It then asks for less at a time.',
    advice:
      'Where it comes again and again: raise memory_limit and max_execution_time of PHP, and see `zabbix.groups`.',
    kind: 'unreachable',
  },
  E304: {
    title: 'The connection to Zabbix is not safe',
    meaning:
      'Its certificate is not trusted or not valid for this address, or what listens there speaks no TLS. Nothing was sent.',
    advice:
      'Give the authority that signed it as `zabbix.ca`; check `zabbix.url`, the dates of the certificate, and the clocks.',
    kind: 'refused',
  },
  E305: {
    title: 'What answers at the address is not the API of Zabbix',
    meaning:
      'It redirects, refuses by itself, or sends something else: another page, a proxy with a log-in, a wrong path.',
    advice:
      'Give the address of the frontend itself as `zabbix.url`: the one at which browsers show the log-in page of Zabbix.',
    kind: 'refused',
  },
  E306: {
    title: 'Zabbix does not accept the token',
    meaning: 'It is wrong, disabled, expired or deleted, or its user may not use the API.',
    advice:
      'See Administration → General → API tokens (Users → API tokens from 6.4 on), make a new one where needed, and restart Linchpin.',
    kind: 'refused',
  },
  E307: {
    title: 'Zabbix does not accept user name and password',
    meaning:
      'They are wrong, the user is blocked after wrong tries or has no access to the frontend, or no user group with API access.',
    advice: 'Try them in the frontend, and see the user and its groups there.',
    kind: 'refused',
  },
  E308: {
    title: 'The role in Zabbix does not allow a method',
    meaning: "The user role of Linchpin's user lacks the API method that is named.",
    advice: 'Allow it in the role; `linchpin provision --roles` makes roles with just what is needed (docs/rights.md).',
    kind: 'refused',
  },
  E309: {
    title: 'Zabbix refused a request',
    meaning: 'Zabbix says why, in its own words, in the message.',
    advice:
      'Most often a permission lacks or somebody changed an object by hand: see docs/rights.md, then `linchpin provision --dry-run`.',
    kind: 'refused',
  },
  E310: {
    title: 'This version of Zabbix is not spoken',
    meaning: 'It is older than 6.0, or its version cannot be read.',
    advice: 'Upgrade Zabbix to 6.0 LTS or 7.0 LTS.',
    kind: 'refused',
  },
  E311: {
    title: 'This Zabbix has no history.push',
    meaning: 'Only Zabbix 7.0 and later takes values by its API.',
    advice: 'Set `zabbix.push` to auto or sender, and see that `zabbix.trapper.nodes` names the trapper port.',
    kind: 'refused',
  },
  E312: {
    title: 'Zabbix answers in a form that is not known',
    meaning:
      'The answer to a method lacks what every known version has: a changed Zabbix, a plugin, or a proxy that rewrites.',
    advice:
      'Ask Zabbix without what is in between; where it is a Zabbix without changes, please report it with its version.',
    kind: 'refused',
  },
  E313: {
    title: 'Something on the way changes what is sent',
    meaning: 'Zabbix answered for another number of values than it was sent.',
    advice: 'Connect to the Zabbix server or proxy itself, without what filters or rewrites in between.',
    kind: 'invalid',
  },
  E314: {
    title: 'The trapper of Zabbix cannot be reached',
    meaning:
      'Values could not be given to any of `zabbix.trapper.nodes`. They are kept and sent later; nothing is lost.',
    advice:
      'See whether the Zabbix server or proxy runs there, and whether its ListenPort (usually 10051) is open from here.',
    kind: 'unreachable',
  },
  E315: {
    title: 'The trapper of Zabbix refused the values',
    meaning: 'The Zabbix server or proxy took the request and said no.',
    advice: 'See its log; most often the host is unknown there, or is monitored by another proxy.',
    kind: 'refused',
  },
  E316: {
    title: 'The protected connection to the trapper was refused',
    meaning: 'Certificate, key or identity do not fit what Zabbix expects of the host or of the sender.',
    advice:
      "Compare `zabbix.trapper.tls` with Encryption of Linchpin's hosts in Zabbix and with TLSCAFile and TLSCertFile of the Zabbix server (docs/sending.md).",
    kind: 'refused',
  },
  E317: {
    title: 'What listens there is no trapper',
    meaning: 'It answers, but not as a Zabbix server or proxy does: a frontend, an agent, another program.',
    advice: 'Let `zabbix.trapper.nodes` name the port of the Zabbix server or proxy, usually 10051.',
    kind: 'invalid',
  },
  E318: {
    title: 'The proxies send values from one to the other',
    meaning: 'Each proxy of the group says that another one has the host.',
    advice: 'See whether all proxies of that group are online and reach the Zabbix server; it passes once they agree.',
    kind: 'unreachable',
  },
  E320: {
    title: 'Zabbix was not provisioned',
    meaning:
      'The template, hosts or items that Linchpin sends its values to are not there, or its user may not see them.',
    advice: 'Run `linchpin provision`; where that was done, give its user read access to the host group of Linchpin.',
    kind: 'not-provisioned',
  },
  E321: {
    title: 'Zabbix shows nothing of what is to be read',
    meaning: 'There is no enabled host, no such host group, or no item of a container for the user of the token.',
    advice: 'Give a user group of that user read access to the host groups of the servers, and check `zabbix.groups`.',
    kind: 'refused',
  },
  E322: {
    title: 'There is no user group to escalate to',
    meaning: 'Zabbix shows no user group of the name in `publish.escalateTo`.',
    advice: 'Correct the name, or make the group in Zabbix.',
    kind: 'invalid',
  },
  E323: {
    title: 'An object of that name is not of Linchpin',
    meaning:
      'Zabbix has a template, host or other object of a name that Linchpin needs, made by somebody else. It is left alone.',
    advice: 'Rename or delete it, or choose another name under `publish`; then run `linchpin provision` again.',
    kind: 'refused',
  },
  E324: {
    title: 'Zabbix took changes and does not show them',
    meaning: 'What was written was read back and is not there as it was written.',
    advice: 'See whether somebody, or another program, changes the same objects; then run `linchpin provision` again.',
    kind: 'refused',
  },
  E325: {
    title: 'The user may not provision this',
    meaning:
      'Some of it only a Super admin may make or see in Zabbix, or the user lacks read-write permission on the host group.',
    advice:
      'Let a Super admin run it once, with a token of their own in ZABBIX_TOKEN_FILE; docs/rights.md says what needs which right.',
    kind: 'refused',
  },
  E326: {
    title: 'Zabbix has not discovered all hosts yet',
    meaning: 'The items of new hosts come into being by a discovery of Zabbix, which takes its time.',
    advice: 'Wait a few minutes and run `linchpin provision` again: it goes on from where it was.',
    kind: 'unreachable',
  },
} as const satisfies Readonly<Record<`E3${number}`, ErrorEntry>>;
