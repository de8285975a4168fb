import type { DeploymentNode, Element, Workspace } from '../import/structurizr/workspace.ts';

/** A workspace as Structurizr stores it (https://github.com/structurizr/json). */
export function writeWorkspaceJson(workspace: Workspace): unknown {
  const { name = '', properties, systems, relations, environments } = workspace;
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = String(ids.size + 1);
    ids.set(key, id);
    return id;
  };
  for (const { key } of systems.flatMap((system) => [system, ...system.containers])) idOf(key);
  const relationsOf = (key: string): readonly unknown[] =>
    relations
      .filter(({ from }) => from === key)
      .map(({ from, to, description }) => ({
        ...{ id: idOf(`${from} -> ${to}`), sourceId: idOf(from), destinationId: idOf(to), description },
        tags: 'Relationship',
      }));
  const elementOf = (element: Element, tags: string): Readonly<Record<string, unknown>> => ({
    id: idOf(element.key),
    name: element.name,
    ...(element.description !== undefined && { description: element.description }),
    tags: ['Element', tags, ...element.tags].join(','),
    properties: element.properties,
  });
  let instances = 0;
  const nodeOf = (node: DeploymentNode, environment: string): unknown => ({
    ...elementOf(node, 'Deployment Node'),
    ...{ environment, instances: String(node.instances) },
    children: node.nodes.map((child) => nodeOf(child, environment)),
    infrastructureNodes: node.infrastructure.map((disk) => ({
      ...elementOf(disk, 'Infrastructure Node'),
      environment,
    })),
    containerInstances: node.containers.map(({ container, properties: own }) => ({
      ...{ id: idOf(`instance ${++instances}`), containerId: idOf(container), instanceId: instances, environment },
      ...{ tags: 'Container Instance', properties: own },
    })),
  });
  return {
    ...{ id: 1, name, properties },
    model: {
      people: [],
      softwareSystems: systems.map((system) => ({
        ...elementOf(system, 'Software System'),
        containers: system.containers.map((container) => ({
          ...elementOf(container, 'Container'),
          relationships: relationsOf(container.key),
        })),
      })),
      deploymentNodes: environments.flatMap((environment) =>
        environment.nodes.map((node) => nodeOf(node, environment.name)),
      ),
    },
    views: {},
  };
}
