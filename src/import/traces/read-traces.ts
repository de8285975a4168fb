import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../model/findings.ts';
import type { Source } from '../../model/positions.ts';
import type { Format, Imported } from '../imported.ts';
import { callsInSpans, type Span } from './calls-in-spans.ts';
import { fromTraces } from './from-traces.ts';
import { dependencies, jaegerSpans } from './read-jaeger.ts';
import { isOtlpMetrics, otlpServiceGraph, otlpSpans } from './read-otlp.ts';
import { mergedTraces, type Traced } from './traced.ts';

/** How traces are to be read: what holds no times was seen at the time given. */
export interface TraceReading {
  readonly format: Format;
  readonly at: Instant;
  readonly report: Report;
}

/** Reads documents of traces, all together: a step in one may be within a step of another. */
export function readTraces(sources: readonly Source[], reading: TraceReading): Imported {
  const spans: Span[] = [];
  let told: Traced | undefined;
  for (const source of sources) {
    if (isOtlpMetrics(source.value)) told = mergedTraces(told, otlpServiceGraph(source, reading));
    else if (reading.format === 'otlp') add(spans, otlpSpans(source, reading));
    else if (hasSpans(source.value)) add(spans, jaegerSpans(source, reading));
    else told = mergedTraces(told, dependencies(source, reading));
  }
  const { traced, messages } = callsInSpans(spans);
  const all = told === undefined ? traced : spans.length === 0 ? told : mergedTraces(told, traced);
  const imported = fromTraces(all, { format: reading.format, file: sources[0]?.file ?? '' });
  const unmapped = [...messages].map(([between, count]) => ({
    what: `messages ${between} (${count})`,
    why: 'who sends a message can do its work without who takes it; a call between them would mask too much',
  }));
  return { ...imported, unmapped };
}

function add(spans: Span[], more: readonly Span[]): void {
  // A document may hold more than fit into the arguments of one call.
  for (const span of more) spans.push(span);
}

function hasSpans(value: unknown): boolean {
  const data = (value as { readonly data?: unknown } | null)?.data;
  const [first] = Array.isArray(data) ? (data as readonly unknown[]) : [];
  return typeof first === 'object' && first !== null && Object.hasOwn(first, 'spans');
}
