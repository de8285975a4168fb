import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../model/findings.ts';
import type { Source } from '../../model/positions.ts';
import { reportMistakes } from '../../model/shape/report-mistakes.ts';
import { checkShape } from '../../model/shape/schema.ts';
import { peerOf, type Span } from './calls-in-spans.ts';
import { type OtlpAttributes, otlpMetricsSchema, type OtlpSpan, otlpTracesSchema } from './schema.ts';
import { Sightings, type Traced } from './traced.ts';

/** The spans of a document in OTLP's JSON. */
export function otlpSpans(
  source: Source,
  { report, at }: { readonly report: Report; readonly at: Instant },
): readonly Span[] {
  const { value, mistakes } = checkShape(otlpTracesSchema, source.value);
  reportMistakes(mistakes, { place: { source, path: [] }, value: source.value }, report);
  return (value?.resourceSpans ?? []).flatMap(({ resource, scopeSpans, instrumentationLibrarySpans }) => {
    const service = attributeIn(resource?.attributes, 'service.name');
    if (service === undefined || service === '' || service.startsWith('unknown_service')) return [];
    return [...(scopeSpans ?? []), ...(instrumentationLibrarySpans ?? [])].flatMap(({ spans = [] }) =>
      spans.map((span) => spanOf(span, service, at)),
    );
  });
}

function spanOf(written: OtlpSpan, service: string, at: Instant): Span {
  const { traceId, spanId, parentSpanId, attributes } = written;
  const kind = kinds[String(written.kind)];
  const peer = peerOf((key) => attributeIn(attributes, key));
  return {
    key: `${traceId}/${spanId}`.toLowerCase(),
    service,
    ...(parentSpanId !== undefined && parentSpanId !== '' && { parent: `${traceId}/${parentSpanId}`.toLowerCase() }),
    ...(kind && { kind }),
    isLoose: false,
    at: timeOf(written.endTimeUnixNano ?? written.startTimeUnixNano, at),
    ...(peer !== undefined && (kind === 'client' || kind === 'producer' || kind === 'consumer') && { peer }),
  };
}

const kinds: Readonly<Record<string, Span['kind']>> = {
  ...{ 2: 'server', 3: 'client', 4: 'producer', 5: 'consumer' },
  ...{ SPAN_KIND_SERVER: 'server', SPAN_KIND_CLIENT: 'client' },
  ...{ SPAN_KIND_PRODUCER: 'producer', SPAN_KIND_CONSUMER: 'consumer' },
};

/** Whether a document holds the metrics of a service graph. */
export function isOtlpMetrics(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'resourceMetrics');
}

/** What the metrics of the collector's service graph connector tell (`traces_service_graph_request_total`). */
export function otlpServiceGraph(
  source: Source,
  { report, at }: { readonly report: Report; readonly at: Instant },
): Traced {
  const { value, mistakes } = checkShape(otlpMetricsSchema, source.value);
  reportMistakes(mistakes, { place: { source, path: [] }, value: source.value }, report);
  const points = (value?.resourceMetrics ?? []).flatMap(({ scopeMetrics = [] }) =>
    scopeMetrics.flatMap(({ metrics = [] }) =>
      metrics.flatMap(({ name, sum }) => (name.startsWith(requests) ? (sum?.dataPoints ?? []) : [])),
    ),
  );
  const seen = new Sightings();
  for (const { attributes, asInt, asDouble, startTimeUnixNano, timeUnixNano } of points) {
    const [caller, callee] = ['client', 'server'].map((key) => attributeIn(attributes, key));
    if (caller === undefined || callee === undefined || caller === 'user' || callee === '') continue;
    if (attributeIn(attributes, 'connection_type') === 'messaging_system') continue;
    const last = timeOf(timeUnixNano, at);
    const first = Math.min(last, timeOf(startTimeUnixNano, last));
    const count = Math.max(0, Number(asInt ?? asDouble ?? 0)) || 0;
    seen.service(caller, { first, last, count });
    if (attributeIn(attributes, 'connection_type') === undefined) seen.service(callee, { first, last, count });
    seen.call({ caller, callee, count, first, last });
  }
  // These are counters since the collector started: each document tells of the same time again.
  return seen.traced(false);
}

const requests = 'traces_service_graph_request_total';

function attributeIn(attributes: OtlpAttributes, key: string): string | undefined {
  const value = attributes?.find((attribute) => attribute.key === key)?.value;
  return value?.stringValue;
}

/** Nanoseconds as they are written in JSON, which has no such numbers. What lies ahead or makes no sense is now. */
function timeOf(nanoseconds: string | number | undefined, at: Instant): Instant {
  const seconds = Number(nanoseconds ?? Number.NaN) / 1e9;
  return seconds > 0 && seconds <= at ? Math.round(seconds) : at;
}
