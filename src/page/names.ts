import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ModelDocument } from '../http/api/schema.ts';
import { say } from './say.ts';
import type { Drawing, ModelPod } from './wire.ts';

/** The model, ready to be asked by id. */
export interface Installation {
  readonly model: ModelDocument;
  readonly pods: ReadonlyMap<string, ModelPod>;
  /** By the system or subsystem that is drawn. */
  readonly drawings: ReadonlyMap<string, Drawing>;
  readonly names: ReadonlyMap<string, string>;
}

/** Makes a model ready to be asked. */
export function installationOf(model: ModelDocument): Installation {
  const { systems, subsystems, functions, pods, servers, off } = model;
  const named = [
    ...systems,
    ...subsystems,
    ...functions,
    ...pods,
    ...servers,
    ...servers.flatMap(({ disks }) => disks),
    ...off,
  ];
  return {
    model,
    pods: new Map(pods.map((pod) => [pod.id, pod])),
    drawings: new Map(model.drawings.map((drawing) => [drawing.of, drawing])),
    names: new Map(named.map(({ id, name }) => [id, name])),
  };
}

/** An installation of which nothing is known yet. */
export const nothingInstalled = installationOf({
  hash: '',
  systems: [],
  subsystems: [],
  functions: [],
  pods: [],
  servers: [],
  tags: [],
  off: [],
  drawings: [],
});

/** The model in force. */
export const InForce = createContext(nothingInstalled);

/** What nodes are called by people; an id that the model does not know is its own name. */
export function useNames(): (id: string) => string {
  const installation = useContext(InForce);
  return (id) => nameOf(installation, id);
}

/** What a node is called by people: "disk /data1 on mail-vm-07". */
export function nameOf({ names }: Installation, id: string): string {
  const { kind, parts } = partsOf(id);
  const own = names.get(id);
  const server = names.get(`server/${parts[0] ?? ''}`) ?? parts[0] ?? '';
  switch (kind) {
    case 'container':
      return parts[0] === '-'
        ? say('name.missing', { name: rest(parts) })
        : say('name.container', { name: rest(parts), server });
    case 'disk':
      return say('name.disk', { name: own ?? rest(parts), server });
    case 'network':
      return say('name.network', { server });
    case 'shard':
      return say('name.shard', { pod: names.get(`pod/${parts[0] ?? ''}`) ?? parts[0] ?? '', shard: rest(parts) });
    case 'source':
      return parts[0] === 'zabbix' ? 'Zabbix' : say('name.proxy', { name: parts.join('/') });
    default:
      return own ?? parts.join('/');
  }
}

/** The kind of a node and the parts of its id. */
export function partsOf(id: string): { readonly kind: string; readonly parts: readonly string[] } {
  const [kind = '', ...parts] = id.split('/');
  return { kind, parts };
}

function rest(parts: readonly string[]): string {
  return parts.slice(1).join('/');
}

/** The pod of a container that its shard or id names; `undefined` where an id does not say it. */
export function podOfShard(id: string): string | undefined {
  const { kind, parts } = partsOf(id);
  return kind === 'shard' ? `pod/${parts[0] ?? ''}` : undefined;
}
