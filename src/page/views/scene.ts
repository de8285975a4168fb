import type { Severity } from '../../domain/severity.ts';
import type { StateDocument } from '../../http/api/schema.ts';
import { shownOf } from '../marks.tsx';
import type { Shown } from '../../domain/shapes.ts';
import { nameOf } from '../names.ts';
import type { Installation } from '../names.ts';
import type { Drawing } from '../wire.ts';

/** What an incident's path leads through, by pod and subsystem. */
export interface Lit {
  readonly roots: ReadonlySet<string>;
  readonly symptoms: ReadonlySet<string>;
}

/** What a drawing is filled with. */
export interface Filling {
  readonly installation: Installation;
  readonly state: StateDocument;
  /** The path that is lit; absent: none. */
  readonly lit: Lit | undefined;
  /** What holds single points of failure, by pod and subsystem; absent: not asked for. */
  readonly points: ReadonlyMap<string, number> | undefined;
}

/** How a node stands to the path that is lit. */
export type Part = 'root' | 'symptom' | 'aside' | undefined;

/** A node as it is drawn. */
export interface SceneNode {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly shown: Shown;
  readonly severity: Severity;
  readonly reserve: number | null | undefined;
  /** How many single points of failure lie in it; absent where that is not asked. */
  readonly points: number | undefined;
  readonly part: Part;
}

/** Who calls whom; lit where both ends are on the path. */
export interface SceneCall {
  readonly from: string;
  readonly to: string;
  /** Absent where no path is lit. */
  readonly isLit: boolean | undefined;
}

/** A drawing with the state of everything in it. */
export interface Scene {
  /** As the server lays it out. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly SceneNode[];
  readonly calls: readonly SceneCall[];
}

/** No drawing shows more: beyond this nobody reads it, and browsers draw it slowly. */
const mostNodes = 300;

/** Fills a drawing with the state of its nodes; where each lies is the drawing's, so it is the same at each visit. */
export function sceneOf(drawing: Drawing, { installation, state, lit, points }: Filling): Scene {
  const { width, height, places, calls } = drawing;
  const states = new Map([...state.systems, ...state.subsystems, ...state.pods].map((node) => [node.id, node]));
  const partOf = (id: string): Part => {
    if (lit === undefined) return undefined;
    return lit.roots.has(id) ? 'root' : lit.symptoms.has(id) ? 'symptom' : 'aside';
  };
  const nodes = places.slice(0, mostNodes).map(({ id, x, y }): SceneNode => {
    const found = states.get(id);
    return {
      id,
      name: nameOf(installation, id),
      x,
      y,
      shown: found === undefined ? 'unknown' : shownOf(found),
      severity: found?.severity ?? 0,
      reserve: found?.reserve,
      points: points === undefined ? undefined : (points.get(id) ?? 0),
      part: partOf(id),
    };
  });
  const drawn = new Set(nodes.map(({ id }) => id));
  const isOnPath = (id: string): boolean => partOf(id) !== 'aside';
  return {
    width,
    height,
    nodes,
    calls: calls
      .filter(([from, to]) => drawn.has(from) && drawn.has(to))
      .map(([from, to]) => ({ from, to, isLit: lit === undefined ? undefined : isOnPath(from) && isOnPath(to) })),
  };
}
