/** One rule of what a map looks like, in cytoscape's words. */
interface MapRule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number>>;
}

/** How large a node is drawn, in the map's own measure: four lines within the widest border. */
export const nodeSize = { width: 172, height: 76 } as const;

/** What a map looks like, in the colours of the page: colour and shape by state, the edge by severity. */
export function mapStyle(colours: CSSStyleDeclaration): MapRule[] {
  const colour = (name: string): string => colours.getPropertyValue(`--${name}`).trim();
  const severities = [1, 2, 3, 4, 5].map((severity) => ({
    selector: `.severity-${severity}`,
    style: { 'border-color': colour(`severity-${severity}`), 'border-width': 4 },
  }));
  const states = ['failed', 'unknown', 'planned', 'off'].map((state) => ({
    selector: `.state-${state}`,
    style: { 'background-color': colour(`tint-${state}`) },
  }));
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        width: nodeSize.width,
        height: nodeSize.height,
        label: 'data(label)',
        'text-wrap': 'wrap',
        'text-max-width': `${nodeSize.width - 12}px`,
        'text-valign': 'center',
        'font-family': 'system-ui, sans-serif',
        'font-size': 15,
        color: colour('text'),
        'background-color': colour('tint-working'),
        'border-width': 1.5,
        'border-color': colour('line-strong'),
      },
    },
    ...states,
    { selector: '.state-failed', style: { shape: 'cut-rectangle', 'font-weight': 'bold' } },
    { selector: '.state-unknown', style: { shape: 'ellipse', 'border-style': 'dashed', width: nodeSize.width + 16 } },
    { selector: '.state-off', style: { 'border-style': 'dotted', opacity: 0.6 } },
    ...severities,
    { selector: '.point', style: { 'border-style': 'double', 'border-width': 7, 'border-color': colour('accent') } },
    { selector: '.part-root', style: { 'border-width': 7, 'border-color': colour('accent') } },
    {
      selector: '.part-symptom',
      style: { 'border-width': 4, 'border-color': colour('accent'), 'border-style': 'dashed' },
    },
    { selector: '.part-aside', style: { opacity: 0.35 } },
    {
      selector: 'edge',
      style: {
        width: 1,
        'curve-style': 'bezier',
        'line-color': colour('line-strong'),
        'target-arrow-color': colour('line-strong'),
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        opacity: 0.6,
      },
    },
    { selector: 'edge.aside', style: { opacity: 0.15 } },
    {
      selector: 'edge.lit',
      style: { width: 3.5, 'line-color': colour('accent'), 'target-arrow-color': colour('accent'), opacity: 1 },
    },
  ];
}
