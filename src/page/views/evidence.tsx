import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { CounterDocument } from '../../http/api/schema.ts';
import { Here } from '../here.ts';
import { useNow } from '../now.ts';
import { pathOf } from '../api.ts';
import { useResource } from '../resource.ts';
import { say, sayIfKnown } from '../say.ts';
import { readable, sinceText } from '../times.ts';
import type { ExplainedEvidence } from '../wire.ts';
import { Chart } from './chart.tsx';

/** Every rule that says yes, with the value and its limit, and of a counter how it left its line. */
export function Evidence({
  node,
  evidence,
}: {
  readonly node: string;
  readonly evidence: readonly ExplainedEvidence[];
}): JSX.Element | null {
  if (evidence.length === 0) return null;
  return (
    <section class="part">
      <h2>{say('explain.evidence')}</h2>
      <ul class="evidence">
        {evidence.map((one) => (
          <One key={one.rule} node={node} one={one} />
        ))}
      </ul>
    </section>
  );
}

function One({ node, one }: { readonly node: string; readonly one: ExplainedEvidence }): JSX.Element {
  const now = useNow();
  const { class: kind, signal, value, limit, level, burst, text, since } = one;
  const isOwn = one.rule === 'what-if';
  return (
    <li>
      <p>
        <span class={`badge ${kind}`}>{say(`evidence.${kind}`)}</span> <b>{text}</b>{' '}
        <time class="quiet" dateTime={since}>
          {sinceText(since, now)}
        </time>
      </p>
      {!isOwn && (
        <dl class="numbers">
          <dt>{sayIfKnown(`signal.${signal}`, signal)}</dt>
          <dd>{said(value)}</dd>
          {limit !== undefined && <Number title={say('evidence.limit')} value={limit} />}
          {level !== undefined && <Number title={say('evidence.level')} value={level} />}
          {burst !== undefined && <Number title={say('evidence.burst')} value={burst} />}
        </dl>
      )}
      {kind === 'growth' && <Counter node={node} signal={signal} />}
    </li>
  );
}

function Number({ title, value }: { readonly title: string; readonly value: number }): JSX.Element {
  return (
    <>
      <dt>{title}</dt>
      <dd>{readable(value)}</dd>
    </>
  );
}

function said(value: number | string): string {
  return typeof value === 'number' ? readable(value) : value;
}

/** Only of now: of a time in the past nothing keeps the samples. */
function Counter({ node, signal }: { readonly node: string; readonly signal: string }): JSX.Element | null {
  const { at } = useContext(Here);
  const path = pathOf('counter', { node, signal });
  const { document: counter, problem } = useResource<CounterDocument>(at === undefined ? path : undefined);
  if (problem !== undefined && counter === undefined) return <p class="quiet">{say('chart.none')}</p>;
  return counter === undefined ? null : <Chart counter={counter} />;
}
