import { addTo, gatheredBy } from '../domain/gather.ts';
import { byText, idFrom } from '../domain/node.ts';
import type { GuessedPod } from './guess-pods.ts';

/** Pods that were put together because their names begin alike. */
export interface GuessedSubsystem {
  readonly id: string;
  readonly pods: readonly string[];
}

/** With what names begin that tell which program it is, and nothing of what it is for. */
const programs = new Set(
  'tnt tarantool postgres postgresql pg patroni mysql mariadb mongo mongodb redis memcached valkey nginx haproxy envoy etcd kafka rabbitmq nats s3 minio app svc srv service docker k8s prod stage'.split(
    ' ',
  ),
);

/** Where the pods are whose names begin like no others'. */
const rest = 'other';

/**
 * Guesses subsystems: the namespaces of Kubernetes, else the first word that the names of several pods share. What begins
 * like nothing else goes into one of its own, so that every pod is in a subsystem. In the order of ids.
 */
export function guessSubsystems(pods: readonly GuessedPod[]): readonly GuessedSubsystem[] {
  const groups = gatheredBy(pods, firstWord);
  const found = new Map<string, string[]>();
  for (const [word, group] of groups) {
    const id = (group.length > 1 || groups.size === 1 ? idFrom(word) : undefined) ?? rest;
    for (const pod of group) addTo(found, id, pod.id);
  }
  return [...found]
    .map(([id, ids]) => ({ id, pods: ids.toSorted(byText) }))
    .toSorted((a, b) => Number(a.id === rest) - Number(b.id === rest) || byText(a.id, b.id));
}

function firstWord({ id, containers }: GuessedPod): string {
  const [namespace, ...inside] = containers[0]?.name.split('/') ?? [];
  if (inside.length === 2 && namespace !== undefined) return namespace;
  const words = id.split(/[-_.:]+/u);
  return words.find((word) => !programs.has(word.toLowerCase())) ?? id;
}
