import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Host, Item } from '../domain/zabbix.ts';
import type { CompiledMapping } from '../observe/compile.ts';
import type { ZabbixClient } from '../zabbix/client.ts';

/** A Zabbix with what it means to the model. */
export interface Site {
  readonly client: ZabbixClient;
  readonly compiled: CompiledMapping;
  readonly graph: ServiceGraph;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly items: readonly Item[];
}
