import { createHash } from 'node:crypto';

/** Never to change: Zabbix knows the objects of its template by their UUIDs, also those of older versions. */
const namespace = 'linchpin/zabbix/';

/** The UUID of a Zabbix object of ours, in Zabbix's form (version 4, 32 digits), the same for the same name for ever. */
export function stableUuid(name: string): string {
  const digits = createHash('sha256')
    .update(namespace + name)
    .digest('hex')
    .slice(0, 32)
    .split('');
  digits[12] = '4';
  digits[16] = '89ab'.charAt(Number.parseInt(digits[16] ?? '0', 16) & 3);
  return digits.join('');
}
