import { localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { visibleName } from '../zabbix/provision/desired.ts';
import type { FrameAddresses } from '../zabbix/provision/frames.ts';
import type { ObjectWish } from '../zabbix/provision/objects.ts';
import { viewWish } from '../zabbix/provision/view.ts';
import { desiredObjects } from './desired-objects.ts';
import type { Setup } from './setup.ts';

/** What the dashboard of each system is called. */
export function dashboardNames({ settings, graph }: Setup): ReadonlyMap<NodeId, string> {
  const { hosts } = desiredObjects(settings, graph);
  return new Map(
    graph.model.systems.flatMap(({ id }, index) =>
      hosts.slice(index, index + 1).map((host) => [id, visibleName(host)]),
    ),
  );
}

/** Dashboard and maps of each system of the model, with the views that Linchpin itself serves for some of them. */
export function viewObjects(
  client: ZabbixClient,
  { settings, graph }: Setup,
  frames: ReadonlyMap<NodeId, FrameAddresses> = new Map(),
): Promise<ObjectWish> {
  const { group, hosts, language } = desiredObjects(settings, graph);
  const systems = graph.model.systems.map((system, index) => {
    const host = hosts[index];
    if (host === undefined) throw new Error(`no host is wished for system ${system.id}`);
    const subsystems = system.subsystems.flatMap((id) => graph.subsystems.get(id) ?? []);
    const pods = new Set(subsystems.flatMap((subsystem) => subsystem.pods));
    const node = (id: NodeId): { readonly id: string; readonly name: string } => ({
      id: localId(id),
      name: (graph.pods.get(id) ?? graph.subsystems.get(id))?.name ?? localId(id),
    });
    return {
      host: host.host,
      visibleName: visibleName(host),
      frames: frames.get(system.id),
      subsystems: subsystems.map((subsystem) => ({ ...node(subsystem.id), pods: subsystem.pods.map(node) })),
      calls: [...pods].flatMap((caller) =>
        (graph.pods.get(caller)?.calls ?? []).map((callee) => [localId(caller), localId(callee)] as const),
      ),
    };
  });
  return viewWish(client, { ownGroup: group, severities: settings.publish.severities, language }, systems);
}
