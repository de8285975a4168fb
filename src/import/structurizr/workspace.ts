import type { Position } from '../../domain/finding.ts';

/** A thing of a workspace: `key` stands for it in relations, and is no word for people. */
export interface Element {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly technology?: string;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly position?: Position;
}

/** A software system (C4 level 1) with its containers (level 2). */
export interface SoftwareSystem extends Element {
  readonly containers: readonly Element[];
}

/** One thing uses another; either may be a component of a container, or anything else. */
export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly description?: string;
  readonly technology?: string;
  readonly position?: Position;
}

/** A container that runs on a deployment node. */
export interface Instance {
  readonly container: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** Something that containers run on, or that holds such things. */
export interface DeploymentNode extends Element {
  /** How many there are of it. */
  readonly instances: number;
  readonly nodes: readonly DeploymentNode[];
  readonly infrastructure: readonly Element[];
  readonly containers: readonly Instance[];
}

/** A deployment of the whole, such as that for tests. */
export interface Environment {
  readonly name: string;
  readonly nodes: readonly DeploymentNode[];
}

/** What of a Structurizr workspace (https://docs.structurizr.com) concerns a model; views are no part of it. */
export interface Workspace {
  readonly name?: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly systems: readonly SoftwareSystem[];
  /** The container that a component is of, by their keys. */
  readonly components: ReadonlyMap<string, string>;
  /** The keys of people. */
  readonly people: ReadonlySet<string>;
  readonly relations: readonly Relation[];
  readonly environments: readonly Environment[];
}

/** No name of people's is longer; one that is says nothing more. */
export const longestName = 200;

/** Our own words in the properties of elements begin with this. */
export const ownPrefix = 'linchpin.';
