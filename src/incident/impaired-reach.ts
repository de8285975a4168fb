import type { NodeId } from '../domain/node.ts';
import { idAt, listOf } from '../domain/topology.ts';
import type { Topology } from '../domain/topology.ts';
import { functionCode } from '../domain/verdict.ts';
import type { Verdicts } from '../domain/verdict.ts';

/** Sets of functions, one row of bits for each call cycle or pod alone (unit). */
interface Rows {
  readonly width: number;
  readonly bits: Uint32Array;
}

/**
 * Gives the impaired functions that reach one of some pods, in the order of ids (semantics 6, `functionsImpaired`). All
 * of it is found at once when first asked: callers hand the functions that reach them on to what they call.
 */
export function impairedReach({ graph, functions }: Verdicts): (pods: readonly number[]) => readonly NodeId[] {
  const { topology } = graph;
  const impaired = [...functions.keys()].filter((index) => functions[index] === functionCode.impaired);
  if (impaired.length === 0) return () => [];
  let rows: Rows | undefined;
  return (pods) => {
    const { width, bits } = (rows ??= reach(impaired, topology));
    const units = pods.map((pod) => topology.unitOf[pod] ?? 0);
    return impaired
      .filter((_function, place) =>
        units.some((unit) => ((bits[unit * width + (place >>> 5)] ?? 0) >>> (place & 31)) & 1),
      )
      .map((index) => idAt(topology.functionIds, index));
  };
}

/**
 * By unit the functions that need a pod that calls into it, callers before callees; in a call cycle also those that need
 * one of its own pods. (Of a failed pod that stands alone these are lost, not impaired.)
 */
function reach(impaired: readonly number[], topology: Topology): Rows {
  const { unitStart, unitOf, callers, functionNeeds } = topology;
  const units = unitStart.length - 1;
  const width = Math.ceil(impaired.length / 32);
  const bits = new Uint32Array(units * width);
  for (const [place, index] of impaired.entries()) {
    for (const pod of listOf(functionNeeds, index)) {
      const word = (unitOf[pod] ?? 0) * width + (place >>> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (place & 31));
    }
  }
  for (let unit = units - 1; unit >= 0; unit--) {
    for (let pod = unitStart[unit] ?? 0; pod < (unitStart[unit + 1] ?? 0); pod++) {
      for (const caller of listOf(callers, pod)) {
        const from = (unitOf[caller] ?? 0) * width;
        for (let word = 0; word < width; word++) {
          bits[unit * width + word] = (bits[unit * width + word] ?? 0) | (bits[from + word] ?? 0);
        }
      }
    }
  }
  return { width, bits };
}
