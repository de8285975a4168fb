import type { Instant } from '../../domain/instant.ts';
import { byText } from '../../domain/node.ts';

/** How often, and when for the first and the last time. */
export interface Sighting {
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** A call between two services that traces show. */
export interface TracedCall extends Sighting {
  readonly caller: string;
  readonly callee: string;
}

/** A service that sends traces: of others nobody knows what they call. */
export interface TracedService extends Sighting {
  readonly name: string;
}

/** What traces show, by the names that services call themselves; each list in the order of names. */
export interface Traced {
  /** Documents without times may tell of the same time again: their counts are not added to those of others. */
  readonly isDated: boolean;
  readonly services: readonly TracedService[];
  readonly calls: readonly TracedCall[];
}

/** Collects what is seen, in any order. */
export class Sightings {
  readonly #services = new Map<string, Sighting>();
  readonly #calls = new Map<string, TracedCall>();

  /** A service told of itself between two times. */
  service(name: string, { first, last, count = 1 }: Omit<Sighting, 'count'> & { readonly count?: number }): void {
    this.#services.set(name, together(this.#services.get(name), { first, last, count }));
  }

  /** One service called another one. */
  call({ caller, callee, ...sighting }: TracedCall): void {
    if (caller === callee) return;
    const key = JSON.stringify([caller, callee]);
    this.#calls.set(key, { caller, callee, ...together(this.#calls.get(key), sighting) });
  }

  /** All that was seen. */
  traced(isDated: boolean): Traced {
    return {
      isDated,
      services: [...this.#services]
        .map(([name, sighting]) => ({ name, ...sighting }))
        .toSorted((a, b) => byText(a.name, b.name)),
      calls: [...this.#calls.values()].toSorted((a, b) => byText(a.caller, b.caller) || byText(a.callee, b.callee)),
    };
  }
}

function together(a: Sighting | undefined, b: Sighting): Sighting {
  if (a === undefined) return { count: b.count, first: b.first, last: b.last };
  return { count: a.count + b.count, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

/** What was traced before and now. What tells of the same time twice counts once. */
export function mergedTraces(before: Traced | undefined, now: Traced): Traced {
  if (before === undefined) return now;
  const merged = <T extends Sighting>(old: T | undefined, fresh: T): T => {
    if (old === undefined) return fresh;
    const isLater = now.isDated && fresh.first > old.last;
    return {
      ...fresh,
      count: isLater ? old.count + fresh.count : Math.max(old.count, fresh.count),
      first: Math.min(old.first, fresh.first),
      last: Math.max(old.last, fresh.last),
    };
  };
  const services = new Map(before.services.map((service) => [service.name, service]));
  for (const service of now.services) services.set(service.name, merged(services.get(service.name), service));
  const keyOf = ({ caller, callee }: TracedCall): string => JSON.stringify([caller, callee]);
  const calls = new Map(before.calls.map((call) => [keyOf(call), call]));
  for (const call of now.calls) calls.set(keyOf(call), merged(calls.get(keyOf(call)), call));
  return {
    isDated: now.isDated,
    services: [...services.values()].toSorted((a, b) => byText(a.name, b.name)),
    calls: [...calls.values()].toSorted((a, b) => byText(a.caller, b.caller) || byText(a.callee, b.callee)),
  };
}
