import { editDistance, nearestName } from '../model/nearest-name.ts';
import type { Path } from '../model/positions.ts';

/** How the text of a variable becomes a value. */
type Kind = 'text' | 'list' | 'number' | 'boolean' | 'secret';

/** A variable that stands for a key of the configuration. */
export interface Variable {
  readonly name: string;
  readonly path: Path;
  readonly kind: Kind;
}

const variable = (name: string, path: string, kind: Kind = 'text'): Variable => ({ name, path: path.split('.'), kind });

/** Every variable that Linchpin knows; each may also be given as `…_FILE`, the path of a file that holds its value. */
export const variables: readonly Variable[] = [
  variable('ZABBIX_URL', 'zabbix.url'),
  variable('ZABBIX_TOKEN', 'zabbix.token', 'secret'),
  variable('ZABBIX_USER', 'zabbix.user'),
  variable('ZABBIX_PASSWORD', 'zabbix.password', 'secret'),
  variable('LINCHPIN_ZABBIX_CA', 'zabbix.ca'),
  variable('LINCHPIN_ZABBIX_TIMEOUT', 'zabbix.timeout'),
  variable('LINCHPIN_ZABBIX_CONCURRENCY', 'zabbix.concurrency', 'number'),
  variable('LINCHPIN_ZABBIX_GROUPS', 'zabbix.groups', 'list'),
  variable('LINCHPIN_ZABBIX_TRAPPER', 'zabbix.trapper.nodes', 'list'),
  variable('LINCHPIN_ZABBIX_PUSH', 'zabbix.push'),
  variable('LINCHPIN_ZABBIX_ALLOW_PLAIN_HTTP', 'zabbix.allowPlainHttp', 'boolean'),
  variable('LINCHPIN_MODEL', 'model'),
  variable('LINCHPIN_INVENTORY', 'inventory'),
  variable('LINCHPIN_SCHEDULE_EVERY', 'schedule.every'),
  variable('LINCHPIN_SCHEDULE_JITTER', 'schedule.jitter'),
  variable('LINCHPIN_SCHEDULE_CRON', 'schedule.cron'),
  variable('LINCHPIN_SCHEDULE_TIMEZONE', 'schedule.timezone'),
  variable('LINCHPIN_HOSTS_SERVER', 'hosts.server'),
  variable('LINCHPIN_SIGNALS_PRESETS', 'signals.presets', 'list'),
  variable('LINCHPIN_PUBLISH_MODE', 'publish.mode'),
  variable('LINCHPIN_PUBLISH_GROUP', 'publish.group'),
  variable('LINCHPIN_PUBLISH_HOST', 'publish.host'),
  variable('LINCHPIN_PUBLISH_ESCALATE_TO', 'publish.escalateTo'),
  variable('LINCHPIN_STORE_SQLITE', 'store.sqlite'),
  variable('LINCHPIN_STORE_POSTGRES_URL', 'store.postgres.url', 'secret'),
  variable('LINCHPIN_STORE_KEEP', 'store.keep'),
  variable('LINCHPIN_STORE_MAX_SIZE', 'store.maxSize'),
  variable('LINCHPIN_HTTP_LISTEN', 'http.listen'),
  variable('LINCHPIN_HTTP_BASE_PATH', 'http.basePath'),
  variable('LINCHPIN_HTTP_PUBLIC_URL', 'http.publicUrl'),
  variable('LINCHPIN_HTTP_TOKENS_VIEW', 'http.tokens.view', 'secret'),
  variable('LINCHPIN_HTTP_TOKENS_OPERATE', 'http.tokens.operate', 'secret'),
  variable('LINCHPIN_HTTP_FRAME_ANCESTORS', 'http.frameAncestors', 'list'),
  variable('LINCHPIN_WAKE_TOKEN', 'wake.token', 'secret'),
  variable('LINCHPIN_WAKE_DEBOUNCE', 'wake.debounce'),
  variable('LINCHPIN_WAKE_AT_MOST', 'wake.atMost'),
  variable('LINCHPIN_LANGUAGE', 'language'),
  variable('LINCHPIN_RECOVERY_MODE', 'recovery.mode'),
  variable('LINCHPIN_LOG_LEVEL', 'log.level'),
];

/** The value that a variable's text stands for; text that does not fit stays text, and is refused by the schema. */
export function valueOf(kind: Exclude<Kind, 'secret'>, text: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'list':
      return text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    case 'number':
      return /^-?\d+(\.\d+)?$/u.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
  }
}

/** Variables that are called nearly like a known one, with the name that was meant; others are left to others. */
export function misspelt(env: NodeJS.ProcessEnv): readonly (readonly [string, string])[] {
  const known = variables.flatMap(({ name }) => [name, `${name}_FILE`]);
  return Object.keys(env)
    .filter((name) => /^(LINCHPIN|ZABBIX)_/u.test(name) && !known.includes(name))
    .toSorted()
    .flatMap((name) => {
      const nearest = nearestName(name, known);
      return nearest !== undefined && isTypo(name, nearest) ? [[name, nearest] as const] : [];
    });
}

/** Only a slip of the hand counts: `LINCHPIN_ZABBIX_DB` is somebody else's, not a misspelt `LINCHPIN_ZABBIX_CA`. */
function isTypo(name: string, known: string): boolean {
  const lastWord = known.slice(known.lastIndexOf('_') + 1);
  return editDistance(name, known) <= Math.max(1, Math.floor(lastWord.length / 4));
}
