import { byText } from '../../domain/node.ts';
import type { Report } from '../../model/findings.ts';
import { type Place, positionOf, type Source, within } from '../../model/positions.ts';
import { reportMistakes } from '../../model/shape/report-mistakes.ts';
import { checkShape } from '../../model/shape/schema.ts';
import type { Unmapped } from '../imported.ts';
import { composeSchema, extendsSchema, serviceSchema } from './schema.ts';

/** A service with everything that other files and services say of it, and where it stands first. */
export interface LayeredService {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly place: Place;
  /** What is wrong in it was told where it stands. */
  readonly isTold: boolean;
}

/** The services of the compose files of one project, in the order of their names. */
export interface Layered {
  readonly project?: string;
  readonly services: readonly LayeredService[];
}

/** Lays the files of a project over each other, and what services extend under them (compose: merge, extend). */
export function layered(
  sources: readonly Source[],
  { report, leaveOut }: { readonly report: Report; readonly leaveOut: (unmapped: Unmapped) => void },
): Layered {
  let project: string | undefined;
  const files = new Map<string, Map<string, LayeredService>>();
  const services = new Map<string, LayeredService>();
  for (const source of sources) {
    const top: Place = { source, path: [] };
    const { value, mistakes } = checkShape(composeSchema, withMerges(source.value));
    reportMistakes(mistakes, { place: top, value: source.value }, report);
    if (value === undefined) continue;
    project = value.name ?? project;
    if (value.include !== undefined) {
      const why = 'other files are not looked for: name them beside this one';
      leaveOut({ what: '`include`', why, position: positionOf(within(top, 'include')) });
    }
    const own = new Map<string, LayeredService>();
    for (const [name, written] of Object.entries(value.services)) {
      const place = within(top, 'services', name);
      if (!isMap(written ?? {})) {
        report(
          { level: 'error', code: 'wrong-value', message: 'a service: expected a map (`key: value`)' },
          positionOf(place),
        );
        continue;
      }
      const wrong = checkShape(serviceSchema, written ?? {}).mistakes;
      reportMistakes(wrong, { place, value: written }, report);
      const service = { name, value: (written ?? {}) as Record<string, unknown>, place, isTold: wrong.length > 0 };
      own.set(name, service);
      const under = services.get(name);
      services.set(name, under === undefined ? service : laidOver(under, service));
    }
    files.set(source.file, new Map([...(files.get(source.file) ?? []), ...own]));
  }
  const extended = extending(files, { report, leaveOut });
  return {
    ...(project !== undefined && { project }),
    services: [...services.values()].toSorted((a, b) => byText(a.name, b.name)).map((service) => extended(service)),
  };
}

type Tell = { readonly report: Report; readonly leaveOut: (unmapped: Unmapped) => void };

function extending(
  files: ReadonlyMap<string, ReadonlyMap<string, LayeredService>>,
  { report, leaveOut }: Tell,
): (service: LayeredService) => LayeredService {
  const whole = (service: LayeredService, above: readonly LayeredService['place'][]): LayeredService => {
    const wish = service.value['extends'];
    if (wish === undefined || wish === null) return service;
    const place = within(service.place, 'extends');
    const { value, mistakes } = checkShape(extendsSchema, wish);
    reportMistakes(mistakes, { place, value: wish }, report);
    if (value === undefined) return service;
    const { service: name, file } = typeof value === 'string' ? { service: value, file: undefined } : value;
    const path =
      file === undefined || file === null ? service.place.source.file : besides(service.place.source.file, file);
    const base = files.get(path)?.get(name);
    if (base === undefined) {
      const where =
        file === undefined || file === null
          ? 'there is no such service'
          : `${path} was not given: name it beside this one`;
      leaveOut({ what: `\`extends\` of service "${service.name}"`, why: where, position: positionOf(place) });
      return service;
    }
    if (above.includes(base.place) || above.length > mostExtended) {
      const message = `service "${service.name}" extends itself, by way of others`;
      report({ level: 'error', code: 'extends-itself', message }, positionOf(place));
      return service;
    }
    const { extends: _, ...own } = service.value;
    // Who waits for whom is not taken over (compose: extend, restrictions).
    const under = whole(base, [...above, base.place]);
    const { depends_on: __, ...taken } = under.value;
    return {
      ...laidOver({ ...under, value: taken }, { ...service, value: own }),
      name: service.name,
      place: service.place,
    };
  };
  return (service) => whole(service, [service.place]);
}

const mostExtended = 50;

/** A path that is relative to the folder of a file. */
function besides(file: string, path: string): string {
  if (path.startsWith('/')) return path;
  const parts = [...file.split('/').slice(0, -1), ...path.split('/')];
  const way: string[] = [];
  for (const part of parts) {
    if (part === '.') continue;
    if (part === '..' && way.length > 0 && way.at(-1) !== '..') way.pop();
    else way.push(part);
  }
  return way.join('/');
}

function laidOver(under: LayeredService, above: LayeredService): LayeredService {
  return { ...under, value: over(under.value, above.value), isTold: under.isTold || above.isTold };
}

/** What a later file says over what an earlier one said: maps key by key, lists one after the other. */
function over(
  under: Readonly<Record<string, unknown>>,
  above: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const keys = new Set([...Object.keys(under), ...Object.keys(above)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const [low, high] = [ownOf(under, key), ownOf(above, key)];
      if (high === undefined || high === null) return [key, low];
      const [lowMap, highMap] = mergesAsMap.has(key) ? [asMap(low), asMap(high)] : [low, high];
      if (isMap(lowMap) && isMap(highMap)) return [key, over(lowMap, highMap)];
      if (Array.isArray(low) && Array.isArray(high) && key !== 'command' && key !== 'entrypoint') {
        return [key, [...(low as unknown[]), ...(high as unknown[])]];
      }
      return [key, high];
    }),
  );
}

const mergesAsMap = new Set(['environment', 'depends_on', 'networks']);

/** A list of `NAME=value` or of names, as the map that it stands for. */
function asMap(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return Object.fromEntries(
    (value as readonly unknown[]).map((entry) => {
      const text = typeof entry === 'string' ? entry : JSON.stringify(entry);
      const at = text.indexOf('=');
      return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function ownOf(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with what its `<<` keys take over; what stands beside them wins (https://yaml.org/type/merge.html). */
function withMerges(value: unknown): unknown {
  const done = new Map<unknown, unknown>();
  const merged = (inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner;
    if (!done.has(inner)) done.set(inner, Array.isArray(inner) ? (inner as unknown[]).map(merged) : mapOf(inner));
    return done.get(inner);
  };
  const mapOf = (map: object): unknown => {
    const taken: unknown = Object.hasOwn(map, '<<') ? (map as Record<string, unknown>)['<<'] : undefined;
    const sources = (Array.isArray(taken) ? (taken as unknown[]).toReversed() : [taken]).map(merged).filter(isMap);
    const own = Object.entries(map).filter(([key]) => key !== '<<' || taken === undefined);
    return Object.fromEntries([
      ...sources.flatMap((source) => Object.entries(source)),
      ...own.map(([key, inner]) => [key, merged(inner)] as const),
    ]);
  };
  return merged(value);
}
