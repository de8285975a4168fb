import type { Core, ElementDefinition, StylesheetJson } from 'cytoscape';
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Here, go } from '../here.ts';
import { reserveText } from '../marks.tsx';
import { hrefOf } from '../place.ts';
import { say } from '../say.ts';
import { mapStyle } from './map-style.ts';
import type { Scene, SceneNode } from './scene.ts';

/** The map drawn; who cannot see it takes the table, which says the same. */
export function MapCanvas({ scene, of }: { readonly scene: Scene; readonly of: string }): JSX.Element {
  const place = useContext(Here);
  const frame = useRef<HTMLDivElement>(null);
  const [core, setCore] = useState<Core>();
  const newest = useRef(place);
  newest.current = place;
  useEffect(() => {
    let made: Core | undefined;
    let isWanted = true;
    void draw(frame.current, scene).then((drawn) => {
      if (!isWanted) drawn?.destroy();
      if (!isWanted || drawn === undefined) return;
      made = drawn;
      drawn.on('tap', 'node', (event) => {
        const { id } = (event.target as { data: () => { id: string } }).data();
        go(hrefOf({ ...newest.current, node: id }));
      });
      setCore(drawn);
    });
    return () => {
      isWanted = false;
      made?.destroy();
      setCore(undefined);
    };
  }, [of, scene.nodes.length]);
  useEffect(() => {
    if (core !== undefined) fill(core, scene);
  }, [core, scene]);
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
  const restyle = (): void => void core.style(mapStyle(getComputedStyle(container)) as StylesheetJson);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', restyle);
  const chosen = new MutationObserver(restyle);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const resized = new ResizeObserver(() => core.fit(core.elements(), padding));
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
    for (const { from, to, isLit } of calls) core.getElementById(callId(from, to)).toggleClass('lit', isLit);
  });
}

function elementsOf({ nodes, calls }: Scene): ElementDefinition[] {
  return [
    ...nodes.map((node) => ({ ...nodeElement(node), position: { x: node.x * spread.x, y: node.y * spread.y } })),
    ...calls.map(({ from, to }) => ({ data: { id: callId(from, to), source: from, target: to } })),
  ];
}

/** The server lays nodes out for Zabbix's small icons; boxes with their words take more room. */
const spread = { x: 1.6, y: 1.9 } as const;

function callId(from: string, to: string): string {
  return `${from} ${to}`;
}

function nodeElement({ id, name, shown, severity, reserve, points, part }: SceneNode): {
  readonly data: { readonly id: string; readonly label: string };
  readonly classes: string[];
} {
  const about = [
    shown === 'working' ? (reserve === undefined ? '' : reserveText(reserve)) : say(`state.${shown}`),
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
