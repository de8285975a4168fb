/**
 * A value as Zabbix is sent it. Zabbix 6.0 counts a value with a NUL or half a surrogate pair as processed, but cuts it
 * at the NUL or loses it (measured): both become U+FFFD. Long values go as they are: it cuts what it stores to 64 KiB by
 * itself, and a discovery value may be longer.
 */
export function wireValue(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return Buffer.from(value.replaceAll('\0', '\u{fffd}'), 'utf8').toString('utf8');
}
