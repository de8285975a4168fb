import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../model/findings.ts';
import type { Source } from '../../model/positions.ts';
import { reportMistakes } from '../../model/shape/report-mistakes.ts';
import { checkShape } from '../../model/shape/schema.ts';
import { peerOf, type Span } from './calls-in-spans.ts';
import { dependenciesSchema, type JaegerSpan, jaegerTracesSchema } from './schema.ts';
import { Sightings, type Traced } from './traced.ts';

interface Reading {
  readonly report: Report;
  readonly at: Instant;
}

/** Who calls whom, from the answer of Jaeger's or Zipkin's dependencies. They hold no times: they are of the time given. */
export function dependencies(source: Source, { report, at }: Reading): Traced {
  const { list, path } = listIn(source.value);
  const { value = [], mistakes } = checkShape(dependenciesSchema, list);
  reportMistakes(mistakes, { place: { source, path }, value: list }, report);
  const seen = new Sightings();
  for (const { parent, child, callCount = 1 } of value) {
    const sighting = { count: callCount, first: at, last: at };
    seen.service(parent, sighting);
    // Who is called may be known by its caller alone, but then it calls nobody, and nobody is asked of it.
    seen.service(child, sighting);
    seen.call({ caller: parent, callee: child, ...sighting });
  }
  return seen.traced(false);
}

function listIn(value: unknown): { readonly list: unknown; readonly path: readonly string[] } {
  if (Array.isArray(value)) return { list: value, path: [] };
  return { list: (value as { readonly data?: unknown }).data ?? [], path: ['data'] };
}

/** The spans of traces as Jaeger's API and page give them. */
export function jaegerSpans(source: Source, { report, at }: Reading): readonly Span[] {
  const { value, mistakes } = checkShape(jaegerTracesSchema, source.value);
  reportMistakes(mistakes, { place: { source, path: [] }, value: source.value }, report);
  return (value?.data ?? []).flatMap(({ spans, processes }) => {
    const nameOf = ({ processID = '', process }: JaegerSpan): string | undefined =>
      process?.serviceName ??
      (processes && Object.hasOwn(processes, processID) ? processes[processID]?.serviceName : undefined);
    return spans.flatMap((span) => {
      const service = nameOf(span);
      return service === undefined || service === '' ? [] : [spanOf(span, service, at)];
    });
  });
}

function spanOf(written: JaegerSpan, service: string, at: Instant): Span {
  const { traceID, spanID, parentSpanID, references, startTime, duration = 0, tags } = written;
  const tag = (key: string): string | undefined => {
    const found = tags?.find((each) => each.key === key)?.value;
    return typeof found === 'string' ? found : undefined;
  };
  const within = references?.find(({ refType }) => refType === 'CHILD_OF') ?? references?.[0];
  const parent = within ? `${within.traceID}/${within.spanID}` : parentSpanID && `${traceID}/${parentSpanID}`;
  const kind = kinds.find((each) => each === tag('span.kind'));
  const peer = kind === 'client' || kind === 'producer' || kind === 'consumer' ? peerOf(tag) : undefined;
  const seconds = Math.round(((startTime ?? Number.NaN) + duration) / 1e6);
  return {
    key: `${traceID}/${spanID}`,
    service,
    ...(parent && { parent }),
    ...(kind && { kind }),
    isLoose: within !== undefined && within.refType !== 'CHILD_OF',
    at: seconds > 0 && seconds <= at ? seconds : at,
    ...(peer !== undefined && { peer }),
  };
}

const kinds = ['client', 'server', 'producer', 'consumer'] as const;
