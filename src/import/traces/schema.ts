import { z } from 'zod';

const textOrNumber = z.union([z.string(), z.number()]);
const attributes = z
  .array(
    z.object({
      key: z.string(),
      value: z.object({ stringValue: z.string().optional(), intValue: textOrNumber.optional() }).nullish(),
    }),
  )
  .optional();

const otlpSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  kind: textOrNumber.optional(),
  startTimeUnixNano: textOrNumber.optional(),
  endTimeUnixNano: textOrNumber.optional(),
  attributes,
});

const scopes = z.array(z.object({ spans: z.array(otlpSpan).optional() })).optional();

/** Spans in OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding), older ones by an older key. */
export const otlpTracesSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }).optional(),
      scopeSpans: scopes,
      instrumentationLibrarySpans: scopes,
    }),
  ),
});

const point = z.object({
  attributes,
  asInt: textOrNumber.optional(),
  asDouble: z.number().optional(),
  startTimeUnixNano: textOrNumber.optional(),
  timeUnixNano: textOrNumber.optional(),
});

/** Metrics in OTLP's JSON: those of the collector's service graph connector tell of calls. */
export const otlpMetricsSchema = z.object({
  resourceMetrics: z.array(
    z.object({
      scopeMetrics: z
        .array(
          z.object({
            metrics: z
              .array(
                z.object({ name: z.string(), sum: z.object({ dataPoints: z.array(point).optional() }).optional() }),
              )
              .optional(),
          }),
        )
        .optional(),
    }),
  ),
});

const tags = z.array(z.object({ key: z.string(), value: z.unknown().optional() })).nullish();

const jaegerSpan = z.object({
  traceID: z.string(),
  spanID: z.string(),
  parentSpanID: z.string().optional(),
  references: z.array(z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() })).nullish(),
  startTime: z.number().optional(),
  duration: z.number().optional(),
  tags,
  processID: z.string().optional(),
  process: z.object({ serviceName: z.string() }).nullish(),
});

/** Traces as Jaeger's page and API give them. */
export const jaegerTracesSchema = z.object({
  data: z.array(
    z.object({
      spans: z.array(jaegerSpan),
      processes: z.record(z.string(), z.object({ serviceName: z.string() })).nullish(),
    }),
  ),
});

/** Who calls whom, as Jaeger's `/api/dependencies` and Zipkin's tell it. */
export const dependenciesSchema = z.array(
  z.object({ parent: z.string(), child: z.string(), callCount: z.number().min(0).optional() }),
);

/** A span as OTLP has it. */
export type OtlpSpan = z.infer<typeof otlpSpan>;

/** Attributes as OTLP has them. */
export type OtlpAttributes = z.infer<typeof attributes>;

/** A span as Jaeger has it. */
export type JaegerSpan = z.infer<typeof jaegerSpan>;
