import { localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { regexOf } from './placeholders.ts';

/** Finds the server of a Zabbix host by its technical name. */
export interface ServerNames {
  readonly serverOf: (host: string) => NodeId | undefined;
  /** The technical name that is expected of a server; `undefined` where a pattern allows many. */
  readonly hostOf: (server: NodeId) => string | undefined;
}

/** Compiles `hosts.server`: a template with `{id}` and `{name}`, or a `/pattern/` with a group `id` or `name`. */
export function serverNames(template: string, graph: ServiceGraph): ServerNames {
  const servers = graph.model.resources.filter(({ kind }) => kind === 'server');
  const pattern = regexOf(template);
  if (pattern !== undefined) {
    const byId = new Map(servers.map(({ id }) => [localId(id), id]));
    const byName = new Map(servers.map(({ id, name }) => [name, id]));
    return {
      serverOf: (host) => {
        const { id, name } = pattern.find(host)?.byName ?? {};
        return byId.get(id ?? '') ?? byName.get(name ?? '');
      },
      hostOf: () => undefined,
    };
  }
  const hosts = new Map(servers.map(({ id, name }) => [id, filledIn(template, { id: localId(id), name })] as const));
  const byHost = new Map([...hosts].map(([id, host]) => [host, id]));
  return { serverOf: (host) => byHost.get(host), hostOf: (server) => hosts.get(server) };
}

/**
 * Compiles `hosts.container`: a template with `{name}` and `{server}`, or a `/pattern/` with such groups; finds the
 * container that a Zabbix host is. A name that several containers have needs the server beside it.
 */
export function containerHosts(
  template: string | undefined,
  graph: ServiceGraph,
): (host: string) => NodeId | undefined {
  if (template === undefined) return () => undefined;
  const containers = graph.model.containers.filter(({ missing }) => !missing);
  const pattern = regexOf(template);
  const wanted = pattern === undefined ? template : keyOf(pattern.names.includes('server'));
  const byHost = new Map<string, NodeId | undefined>();
  for (const { id, name } of containers) {
    const server = localId(id).slice(0, -name.length - 1);
    const host = filledIn(wanted, { name, server });
    byHost.set(host, byHost.has(host) ? undefined : id);
  }
  if (pattern === undefined) return (host) => byHost.get(host);
  return (host) => {
    const groups = pattern.find(host)?.byName;
    return groups === undefined ? undefined : byHost.get(filledIn(wanted, groups));
  };
}

function keyOf(hasServer: boolean): string {
  return hasServer ? '{server} {name}' : '{name}';
}

function filledIn(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (text, name: string) => values[name] ?? text);
}
