import type { Position } from '../../domain/finding.ts';
import { type DeploymentNode, type Element, type Instance, longestName } from './workspace.ts';

/** What a block of Structurizr's language describes. */
export type Kind =
  | 'workspace'
  | 'model'
  | 'group'
  | 'person'
  | 'system'
  | 'container'
  | 'component'
  | 'environment'
  | 'node'
  | 'infrastructure'
  | 'instance'
  | 'properties'
  | 'archetypes'
  | 'passed-over';

/** The words that begin an element, in lower case. */
export const kinds: Readonly<Record<string, Kind>> = {
  person: 'person',
  softwaresystem: 'system',
  container: 'container',
  component: 'component',
  element: 'component',
  deploymentenvironment: 'environment',
  deploymentnode: 'node',
  infrastructurenode: 'infrastructure',
  containerinstance: 'instance',
  instanceof: 'instance',
  softwaresysteminstance: 'infrastructure',
};

/** An element while its block is read. */
export interface Draft {
  readonly kind: Kind;
  readonly key: string;
  name: string;
  description?: string;
  technology?: string;
  tags: string[];
  properties: [string, string][];
  readonly position: Position;
  readonly parts: Draft[];
  instances: number;
  /** Of an instance: the key of its container. */
  readonly of?: string;
}

/** What the words after the name of an element say: which they are goes by its kind (Structurizr DSL: language reference). */
export function wordsOf(
  kind: Kind,
  [second = '', third = '', fourth = '', fifth = '']: readonly string[],
): Pick<Draft, 'description' | 'technology' | 'tags' | 'instances'> {
  // An instance is called by its container, and then come deployment groups and tags.
  if (kind === 'instance') return { tags: listOf(third), instances: 1 };
  const description = second === '' ? {} : { description: second };
  if (kind === 'person' || kind === 'system') return { ...description, tags: listOf(third), instances: 1 };
  const technology = third === '' ? {} : { technology: third };
  return { ...description, ...technology, tags: listOf(fourth), instances: kind === 'node' ? countOf(fifth) : 1 };
}

function listOf(text: string): string[] {
  return text.split(',').filter((each) => each !== '');
}

/** `4`, or the least of `1..N`. */
export function countOf(text: string): number {
  const count = Number(text.split('..')[0]);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

/** The element that a draft became. */
export function elementOf({ key, name, description, technology, tags, properties, position }: Draft): Element {
  return {
    key,
    name: name.slice(0, longestName),
    ...(description !== undefined && { description }),
    ...(technology !== undefined && { technology }),
    tags,
    properties: Object.fromEntries(properties),
    position,
  };
}

/** The deployment node that a draft became. */
export function nodeOf(draft: Draft): DeploymentNode {
  const of = (kind: Kind): readonly Draft[] => draft.parts.filter((part) => part.kind === kind);
  return {
    ...elementOf(draft),
    instances: draft.instances,
    nodes: of('node').map(nodeOf),
    infrastructure: of('infrastructure').map(elementOf),
    containers: of('instance').flatMap((instance): readonly Instance[] =>
      instance.of === undefined
        ? []
        : [{ container: instance.of, properties: Object.fromEntries(instance.properties) }],
    ),
  };
}
