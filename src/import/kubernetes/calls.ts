import { byText } from '../../domain/node.ts';
import type { Listed } from '../imported.ts';
import { hostsIn } from '../references.ts';
import type { Objects, Workload } from './objects.ts';
import type { KubernetesContainer } from './schema.ts';

/** Finds the workloads that a host name means to a Pod of a namespace (Kubernetes: DNS for Services and Pods). */
export function reaching({ services, workloads }: Objects): (host: string, namespace: string) => readonly Workload[] {
  const byName = new Map<string, readonly Workload[]>();
  for (const { name, namespace, selector } of services) {
    const wanted = Object.entries(selector);
    if (wanted.length === 0) continue;
    const behind = workloads.filter(
      ({ namespace: other, labels }) =>
        other === namespace && wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value),
    );
    byName.set(`${name}.${namespace}`.toLowerCase(), behind);
  }
  return (host, namespace) => {
    const [first = '', second, third] = host.split('.');
    // `db-0.db`: one Pod of a StatefulSet, by its own name.
    return (
      byName.get(`${first}.${second ?? namespace}`) ??
      (second === undefined ? undefined : byName.get(`${second}.${third ?? namespace}`)) ??
      []
    );
  };
}

/** Whom a container names in its settings, by the ids of their pods. */
export function callsOf(container: KubernetesContainer, { namespace, settings, podsOf }: Asking): readonly Listed[] {
  const found = new Map<string, string>();
  const look = (value: string, name: string, why: string): void => {
    for (const host of hostsIn(value, name)) {
      for (const pod of podsOf(host)) if (!found.has(pod)) found.set(pod, `guess: ${why}`);
    }
  };
  const wordsOf = (name: string | null | undefined): Readonly<Record<string, string>> =>
    settings.find((each) => each.name === name && each.namespace === namespace)?.words ?? {};
  for (const { name, value, valueFrom } of container.env ?? []) {
    const reference = valueFrom?.configMapKeyRef;
    const words = wordsOf(reference?.name);
    const referred = reference && Object.hasOwn(words, reference.key) ? words[reference.key] : undefined;
    look(value ?? referred ?? '', name, `its variable ${name} names it`);
  }
  for (const { configMapRef } of container.envFrom ?? []) {
    for (const [name, value] of Object.entries(wordsOf(configMapRef?.name))) {
      look(value, name, `${name} of its ConfigMap names it`);
    }
  }
  for (const word of [...(container.command ?? []), ...(container.args ?? [])]) look(word, '', 'its command names it');
  return [...found].map(([name, guess]) => ({ name, guess })).toSorted((a, b) => byText(a.name, b.name));
}

interface Asking {
  readonly namespace: string;
  readonly settings: Objects['settings'];
  readonly podsOf: (host: string) => readonly string[];
}
