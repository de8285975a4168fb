import { addTo } from '../../domain/gather.ts';
import type { Report } from '../../model/findings.ts';
import { type Place, positionOf, type Source, within } from '../../model/positions.ts';
import { reportMistakes } from '../../model/shape/report-mistakes.ts';
import { checkShape } from '../../model/shape/schema.ts';
import { nodeSchema, workspaceSchema, type WrittenElement, type WrittenRelations } from './schema.ts';
import {
  type DeploymentNode,
  type Element,
  longestName,
  type Relation,
  type SoftwareSystem,
  type Workspace,
} from './workspace.ts';

/** Reads a workspace in JSON, as Structurizr stores it. */
export function readWorkspaceJson(source: Source, report: Report): Workspace | undefined {
  const top: Place = { source, path: [] };
  const { value, mistakes } = checkShape(workspaceSchema, source.value);
  reportMistakes(mistakes, { place: top, value: source.value }, report);
  if (value === undefined) return undefined;
  const { people, softwareSystems, deploymentNodes } = value.model;
  const relations: Relation[] = [];
  const components = new Map<string, string>();
  const take = (from: string, written: WrittenRelations, place: Place): void => {
    // Those between components stand once more between their containers, as their consequence.
    for (const { destinationId, description, technology, linkedRelationshipId } of written ?? []) {
      if (linkedRelationshipId) continue;
      relations.push({
        from,
        to: destinationId,
        ...(description && { description }),
        ...(technology && { technology }),
        position: positionOf(place),
      });
    }
  };
  for (const [index, { id, relationships }] of (people ?? []).entries()) {
    take(id, relationships, within(top, 'model', 'people', index));
  }
  const systems = (softwareSystems ?? []).map((system, index): SoftwareSystem => {
    const place = within(top, 'model', 'softwareSystems', index);
    take(system.id, system.relationships, place);
    const containers = (system.containers ?? []).map((container, at) => {
      const inner = within(place, 'containers', at);
      take(container.id, container.relationships, inner);
      for (const component of container.components ?? []) {
        components.set(component.id, container.id);
        take(component.id, component.relationships, inner);
      }
      return elementOf(container, inner);
    });
    return { ...elementOf(system, place), containers };
  });
  return {
    ...(value.name && { name: value.name.slice(0, longestName) }),
    properties: value.properties ?? {},
    systems,
    components,
    people: new Set((people ?? []).map(({ id }) => id)),
    relations,
    environments: environmentsOf(deploymentNodes ?? [], within(top, 'model', 'deploymentNodes'), report),
  };
}

function elementOf(written: WrittenElement, place: Place): Element {
  const { id, name, description, technology, tags, properties } = written;
  return {
    key: id,
    name: name.slice(0, longestName),
    ...(description && { description }),
    ...(technology && { technology }),
    tags: (tags ?? '').split(',').filter((tag) => tag !== ''),
    properties: properties ?? {},
    position: positionOf(place),
  };
}

function environmentsOf(nodes: readonly unknown[], place: Place, report: Report): Workspace['environments'] {
  const environments = new Map<string, DeploymentNode[]>();
  for (const [index, value] of nodes.entries()) {
    const read = nodeOf(value, { place: within(place, index), report, depth: 0 });
    if (read !== undefined) addTo(environments, read.environment, read.node);
  }
  return [...environments].map(([name, own]) => ({ name, nodes: own }));
}

const deepest = 50;

function nodeOf(
  value: unknown,
  { place, report, depth }: { readonly place: Place; readonly report: Report; readonly depth: number },
): { readonly node: DeploymentNode; readonly environment: string } | undefined {
  const { value: written, mistakes } = checkShape(nodeSchema, value);
  reportMistakes(mistakes, { place, value }, report);
  if (written === undefined || depth > deepest) return undefined;
  const { instances, infrastructureNodes, containerInstances, children, environment } = written;
  const count = Number(String(instances ?? 1).split('..')[0]);
  const nodes = (children ?? []).flatMap(
    (child, index) => nodeOf(child, { place: within(place, 'children', index), report, depth: depth + 1 })?.node ?? [],
  );
  const node: DeploymentNode = {
    ...elementOf(written, place),
    instances: Number.isInteger(count) && count > 0 ? count : 1,
    nodes,
    infrastructure: (infrastructureNodes ?? []).map((each, index) =>
      elementOf(each, within(place, 'infrastructureNodes', index)),
    ),
    containers: (containerInstances ?? []).map(({ containerId, properties }) => ({
      container: containerId,
      properties: properties ?? {},
    })),
  };
  return { node, environment: environment ?? 'Default' };
}
