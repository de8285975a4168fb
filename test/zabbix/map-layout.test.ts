import { describe, expect, it } from 'vitest';

import { placesOf } from '../../src/zabbix/provision/map-layout.ts';

const nodes = ['front', 'api', 'db', 'log'];
const calls = [
  ['front', 'api'],
  ['api', 'db'],
  ['api', 'log'],
] as const;

describe('the layout of a map', () => {
  it('puts callers above what they call', () => {
    const { at } = placesOf({ nodes, calls });
    for (const [caller, callee] of calls) expect(at.get(caller)?.y ?? 0).toBeLessThan(at.get(callee)?.y ?? 0);
  });

  it('gives each node a place of its own within the picture', () => {
    const { at, width, height } = placesOf({ nodes, calls });
    expect(new Set([...at.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
    for (const { x, y } of at.values()) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeLessThan(height);
    }
  });

  it('copes with nodes that call each other or themselves', () => {
    const { at } = placesOf({ nodes, calls: [...calls, ['db', 'front'], ['log', 'log']] });
    expect(at.size).toBe(nodes.length);
  });

  it('lets no node lie on another where many calls make the drawing wide', () => {
    const layers = [1, 2, 3, 4].map((layer) => [1, 2, 3, 4, 5].map((place) => `${layer}-${place}`));
    const all = layers.flatMap((layer, index) =>
      layer.flatMap((caller) =>
        layers.slice(index + 1).flatMap((below) => below.map((callee) => [caller, callee] as const)),
      ),
    );
    const { at, width } = placesOf({ nodes: layers.flat(), calls: all });
    expect(width).toBeLessThan(6 * 108);
    for (const layer of layers) {
      const row = layer.map((id) => at.get(id)?.x ?? 0).toSorted((a, b) => a - b);
      for (const [index, x] of row.slice(1).entries()) expect(x - (row[index] ?? 0)).toBeGreaterThanOrEqual(107);
    }
  });
});
