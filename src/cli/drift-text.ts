import type { DriftCount, DriftReason } from '../domain/inventory.ts';
import { amount } from './amount.ts';

/** Why something that Zabbix shows is not taken over, in words that follow what it is. */
export const driftReasons: Readonly<Record<DriftReason, string>> = {
  'no-pod': "no pod's pattern fits",
  'two-pods': 'the patterns of two pods fit',
  'no-shard': 'the pod has shards, and its pattern does not say which',
  'unknown-shard': 'the shard is not declared',
  'too-many': 'more than declared: see `replicas` of the pod',
  'second-primary': 'the shard has a primary already',
  'two-disks': 'the model calls two disks so',
  'no-such-disk': 'no server of the model has such a disk',
  'odd-name': 'the name is none that a model can have',
  'no-server-pattern': '`hosts.server` does not fit',
  'same-server': 'another host is that server',
  'not-in-zabbix': 'not in Zabbix',
};

/** One line that says that Zabbix and the model differ; nothing where they agree or nobody compares them. */
export function driftText(drift: readonly DriftCount[] = []): string {
  if (drift.length === 0) return '';
  const counts = drift.map(
    ({ node, reason, count }) => `${amount(count, node === 'server' ? 'host' : node)} (${driftReasons[reason]})`,
  );
  return `Zabbix and the model differ in ${counts.join(', ')}: see \`linchpin discover\`.\n`;
}
