import { countUp } from '../../domain/gather.ts';
import type { Instant } from '../../domain/instant.ts';
import { Sightings, type Traced } from './traced.ts';

/** A step of a request, whoever recorded it. */
export interface Span {
  readonly key: string;
  readonly service: string;
  readonly parent?: string;
  readonly kind?: 'client' | 'server' | 'producer' | 'consumer';
  /** It came of its parent, which did not wait for it. */
  readonly isLoose: boolean;
  readonly at: Instant;
  /** Whom it asked, as it says itself: the only trace of what sends none. */
  readonly peer?: string;
}

/** Calls between services, and how many messages were seen, whose senders do not need their receivers. */
export interface SpanCalls {
  readonly traced: Traced;
  readonly messages: ReadonlyMap<string, number>;
}

/**
 * Who calls whom: a step of one service within a step of another one is a call; so is one that says whom it asks and has
 * no step of that within it. A message is none: its sender can do its work without the receiver.
 */
export function callsInSpans(spans: Iterable<Span>): SpanCalls {
  const byKey = new Map<string, Span>();
  for (const span of spans) byKey.set(span.key, span);
  const seen = new Sightings();
  const messages = new Map<string, number>();
  const answered = new Set<string>();
  for (const span of byKey.values()) {
    const { service, at } = span;
    seen.service(service, { first: at, last: at });
    const parent = span.parent === undefined ? undefined : byKey.get(span.parent);
    if (parent === undefined || parent.service === service) continue;
    answered.add(parent.key);
    if (span.isLoose || span.kind === 'consumer' || parent.kind === 'producer') {
      countUp(messages, `${parent.service} → ${service}`);
    } else seen.call({ caller: parent.service, callee: service, count: 1, first: at, last: at });
  }
  for (const { key, service, peer, at, kind } of byKey.values()) {
    if (peer === undefined || kind === 'server' || (answered.has(key) && kind !== 'producer')) continue;
    seen.call({ caller: service, callee: peer, count: 1, first: at, last: at });
  }
  return { traced: seen.traced(true), messages };
}

/** The name of whom a step asked, of what it may say about that; an address is no name. */
export function peerOf(attribute: (key: string) => string | undefined): string | undefined {
  for (const key of peerKeys) {
    const host = attribute(key)?.replace(/:\d+$/u, '');
    if (host !== undefined && host !== '' && !/^[\d.]+$|:|^localhost$/u.test(host)) return host;
  }
  return undefined;
}

/** OpenTelemetry's semantic conventions and their older words, the clearest first. */
const peerKeys = ['service.peer.name', 'peer.service', 'server.address', 'net.peer.name', 'peer.hostname'];
