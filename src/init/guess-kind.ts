import { dataPrograms } from '../domain/data-programs.ts';
import type { PodKind } from '../domain/model.ts';

/** How redundant a pod is by all that its containers' names tell, and why that was guessed. */
export interface GuessedKind {
  readonly kind: PodKind;
  /** Of what is stateless: how many must work. */
  readonly minReplicas?: string;
  readonly why: string;
}

/** What is known of a pod's replicas. */
interface Grounds {
  readonly id: string;
  readonly isSharded: boolean;
  /** In the largest shard. */
  readonly replicas: number;
  /** Zabbix tells which of them is primary. */
  readonly tellsRole: boolean;
  /** Their names say which of them is. */
  readonly namesRole: boolean;
}

/** Words in the names of what keeps data, and of programs that do. */
const stores = new Set([
  ...dataPrograms,
  ...(
    'db database store storage log journal index queue meta data ledger registry bucket tnt postgresql pg patroni galera mongodb zk ' +
    'redpanda rabbit elastic solr s3 ceph ldap openldap couchbase hdfs yugabyte aerospike'
  ).split(' '),
]);

/** What a name ends with that only uses what is named before: `queue-api` is no queue. */
const users = new Set(
  'api gateway gw proxy writer reader worker consumer producer importer exporter web ui console agent'.split(' '),
);

/** Below these a majority is all of them. */
const fewestVoters = 3;

/**
 * Guesses on the safe side: rather call an outage what is none than the other way round. What keeps data needs its
 * majority, what is stateless half of its replicas, until somebody who knows says what is enough.
 */
export function guessKind({ id, isSharded, replicas, tellsRole, namesRole }: Grounds): GuessedKind {
  if (namesRole) return { kind: 'primary-replica', why: 'their names say which is the primary' };
  const words = id.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const keeps = isSharded || (!users.has(words.at(-1) ?? '') && words.some((word) => stores.has(word)));
  if (keeps && replicas >= fewestVoters) {
    return { kind: 'quorum', why: isSharded ? 'sharded, so it keeps data' : 'its name is that of a store' };
  }
  if (tellsRole && replicas > 1) return { kind: 'primary-replica', why: 'Zabbix tells which is the primary' };
  if (replicas < fewestVoters)
    return { kind: 'stateless', why: replicas === 1 ? 'a single one' : 'one of two is enough' };
  return { kind: 'stateless', minReplicas: '50%', why: 'half of them must work' };
}
