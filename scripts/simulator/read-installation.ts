import { readModelFolder } from '../../src/config/load.ts';
import type { Container, Model, Pod, Resource } from '../../src/domain/model.ts';
import { kindOf, localId } from '../../src/domain/node.ts';
import type { NodeId } from '../../src/domain/node.ts';
import { readModel } from '../../src/model/read-model.ts';
import { WorldError } from '../../src/ports.ts';
import type { Installation, SimulatedContainer, SimulatedServer } from './installation.ts';
import { character } from './installation.ts';

/**
 * Reads what runs where and who calls whom from a model folder; nothing else of a model means anything to a simulation.
 * Rejects with `WorldError` where the model is not one.
 */
export async function readInstallation(folder: string, hostPrefix: string): Promise<Installation> {
  const { model, findings } = readModel(await readModelFolder(folder));
  if (model === undefined) {
    const errors = findings.filter(({ level }) => level === 'error');
    const first = errors[0]?.message ?? '';
    throw new WorldError(
      'E108',
      `The model in ${folder} has ${errors.length} errors, the first: ${first} See: linchpin check --model ${folder}`,
    );
  }
  return installationOf(model, hostPrefix);
}

/** The installation that a model describes; the technical name of a server's host is its name after a prefix. */
export function installationOf(model: Model, hostPrefix: string): Installation {
  const pods = new Map(model.pods.map((pod) => [pod.id, pod]));
  return {
    servers: model.resources
      .filter(({ kind }) => kind === 'server')
      .map((server) => toServer(model, server, hostPrefix)),
    containers: model.containers
      .filter(({ missing }) => !missing)
      .map((container) => toContainer(container, pods.get(container.pod))),
    pods: model.pods.map(({ id, calls }) => ({ id: localId(id), calls: calls.map(localId) })),
  };
}

function toServer(model: Model, server: Resource, hostPrefix: string): SimulatedServer {
  const disks = model.resources.filter((resource) => resource.kind === 'disk' && resource.server === server.id);
  return {
    id: localId(server.id),
    name: server.name,
    host: `${hostPrefix}${server.name}`,
    tags: server.tags,
    disks: disks.map(({ id, name }) => ({ id: lastPart(id), mount: name })),
  };
}

function toContainer(container: Container, of: Pod | undefined): SimulatedContainer {
  const server = container.runsOn.find((id) => kindOf(id) === 'server') ?? '';
  const pod = localId(container.pod);
  const isPromotedByPeople = of?.kind === 'primary-replica' && of.failover === 'manual';
  return {
    name: container.name,
    pod,
    shard: lastPart(container.shard),
    server: localId(server),
    stores: of?.kind !== 'stateless',
    ...(isPromotedByPeople && { fixedRole: container.role ?? 'replica' }),
    ...character(pod),
  };
}

/** `data1` of `disk/vm-07/data1`. */
function lastPart(id: NodeId): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
