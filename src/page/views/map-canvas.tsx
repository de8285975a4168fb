import type { Core, ElementDefinition, StylesheetJson } from 'cytoscape';
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Here, go } from '../here.ts';
import { hrefOf } from '../place.ts';
import { say } from '../say.ts';
import { mapStyle, nodeSize } from './map-style.ts';
import { MapTable } from './map-table.tsx';
import type { Scene, SceneNode } from './scene.ts';

/** The map drawn; who cannot see it takes the table, which says the same. */
export function MapCanvas({ scene, of }: { readonly scene: Scene; readonly of: string }): JSX.Element {
  const place = useContext(Here);
  const frame = useRef<HTMLDivElement>(null);
  const [core, setCore] = useState<Core>();
  const [isMissing, setMissing] = useState(false);
  const newest = useRef(place);
  newest.current = place;
  useEffect(() => {
    let made: Core | undefined;
    let isWanted = true;
    const show = (drawn: Core | undefined): void => {
      if (!isWanted) drawn?.destroy();
      if (!isWanted || drawn === undefined) return;
      made = drawn;
      drawn.on('tap', 'node', (event) => {
        const { id } = (event.target as { data: () => { id: string } }).data();
        go(hrefOf({ ...newest.current, node: id }));
      });
      setCore(drawn);
    };
    // The library is gone where the server was upgraded under an open page.
    draw(frame.current, scene).then(show, () => setMissing(true));
    return () => {
      isWanted = false;
      made?.destroy();
      setCore(undefined);
    };
  }, [of, scene.nodes.length]);
  useEffect(() => {
    if (core !== undefined) fill(core, scene);
  }, [core, scene]);
  if (isMissing) {
    return (
      <>
        <p class="banner stale">{say('map.missing')}</p>
        <MapTable scene={scene} />
      </>
    );
  }
  return (
    <>
      <div class="map" ref={frame} role="img" aria-label={say('map.picture', { count: scene.nodes.length })} />
      <div class="controls">
        <button
          type="button"
          onClick={() => core?.animate({ fit: { eles: core.elements(), padding } }, { duration: 150 })}
        >
          {say('map.fit')}
        </button>
        <button type="button" onClick={() => zoom(core, 1.3)}>
          {say('map.nearer')}
        </button>
        <button type="button" onClick={() => zoom(core, 1 / 1.3)}>
          {say('map.farther')}
        </button>
      </div>
    </>
  );
}

const padding = 16;

/** Small drawings need not fill the screen with large letters. */
const nearest = 1.2;

function fit(core: Core): void {
  core.fit(core.elements(), padding);
  if (core.zoom() > nearest) core.zoom(nearest).center(core.elements());
}

function zoom(core: Core | undefined, factor: number): void {
  core?.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
}

/** Draws a scene for the first time; the library is only fetched by who looks at a map. */
async function draw(container: HTMLElement | null, scene: Scene): Promise<Core | undefined> {
  if (container === null) return undefined;
  const { default: cytoscape } = await import('cytoscape');
  const core = cytoscape({
    container,
    elements: elementsOf(scene),
    style: mapStyle(getComputedStyle(container)) as StylesheetJson,
    layout: { name: 'preset', padding },
    autoungrabify: true,
    boxSelectionEnabled: false,
    minZoom: 0.1,
    maxZoom: 3,
  });
  const restyle = (): void => void core.style(mapStyle(getComputedStyle(container)));
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', restyle);
  const chosen = new MutationObserver(restyle);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const resized = new ResizeObserver(() => fit(core));
  resized.observe(container);
  core.on('destroy', () => {
    dark.removeEventListener('change', restyle);
    chosen.disconnect();
    resized.disconnect();
  });
  return core;
}

/** Shows another state in place; nothing moves. */
function fill(core: Core, { nodes, calls }: Scene): void {
  core.batch(() => {
    for (const node of nodes) {
      const { data, classes } = nodeElement(node);
      core.getElementById(node.id).data(data).classes(classes);
    }
    for (const { from, to, isLit } of calls) {
      const call = core.getElementById(callId(from, to));
      call.toggleClass('lit', isLit === true).toggleClass('aside', isLit === false);
    }
  });
}

function elementsOf({ nodes, calls, ...size }: Scene): ElementDefinition[] {
  const spread = spreadOf(size);
  return [
    ...nodes.map((node) => ({ ...nodeElement(node), position: { x: node.x * spread.x, y: node.y * spread.y } })),
    ...calls.map(({ from, to }) => ({ data: { id: callId(from, to), source: from, target: to } })),
  ];
}

/** From one node to the next as the server lays them out: room enough for Zabbix's small icons. */
const laidOut = { width: 108, height: 72 } as const;

/** Boxes with words take more room; few rows are drawn farther apart, as a screen is wider than high. */
function spreadOf({ width, height }: Pick<Scene, 'width' | 'height'>): { readonly x: number; readonly y: number } {
  const x = (nodeSize.width + 12) / laidOut.width;
  const rows = (width * x * 0.45) / Math.max(height, 1);
  const [least, most] = [(nodeSize.height + 32) / laidOut.height, (nodeSize.height + 110) / laidOut.height];
  return { x, y: Math.min(most, Math.max(least, rows)) };
}

function callId(from: string, to: string): string {
  return `${from} ${to}`;
}

/** There is little room in a node; where nothing can fail it there is nothing to say. */
function shortReserve(reserve: number | null | undefined): string {
  return reserve === undefined || reserve === null ? '' : say('reserve.short', { reserve });
}

function nodeElement({ id, name, shown, severity, reserve, points, part }: SceneNode): {
  readonly data: { readonly id: string; readonly label: string };
  readonly classes: string[];
} {
  const about = [
    shown === 'working' ? shortReserve(reserve) : say(`state.${shown}`),
    points !== undefined && points > 0 ? say('map.points.count', { count: points }) : '',
  ].filter((text) => text !== '');
  return {
    data: { id, label: [name, ...about].join('\n') },
    classes: [
      `state-${shown}`,
      `severity-${severity}`,
      ...(part === undefined ? [] : [`part-${part}`]),
      ...(points !== undefined && points > 0 ? ['point'] : []),
    ],
  };
}
