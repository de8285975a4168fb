import type { JSX } from 'preact';
import type { CounterDocument } from '../../http/api/schema.ts';
import { useClock } from '../now.ts';
import { say, sayIfKnown } from '../say.ts';
import { clock, readable } from '../times.ts';

const size = { width: 480, height: 150, left: 8, right: 8, top: 10, bottom: 22 } as const;

/** A counter of trouble beside what it may be at most: where it leaves the line, the rule is violated. */
export function Chart({ counter }: { readonly counter: CounterDocument }): JSX.Element | null {
  const now = useClock(60_000);
  const { samples, signal, violatedSince, from } = counter;
  const plot = plotOf(counter);
  if (plot === undefined) return <Bucket counter={counter} />;
  const { total, allowed, x } = plot;
  const first = samples[0];
  const last = samples.at(-1);
  const named = sayIfKnown(`signal.${signal}`, signal);
  const label = say('chart.label', {
    signal: named,
    total: readable(last?.total ?? 0),
    allowed: readable(last?.allowed ?? 0),
  });
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
        {violatedSince !== undefined && (
          <rect
            class="violated"
            x={x(violatedSince)}
            y={size.top}
            width={Math.max(0, size.width - size.right - x(violatedSince))}
            height={size.height - size.top - size.bottom}
          />
        )}
        <polyline class="allowed" points={allowed} />
        <polyline class="total" points={total} />
        <text x={size.left} y={size.height - 6}>
          {clock(first?.at ?? counter.at, now)}
        </text>
        <text x={size.width - size.right} y={size.height - 6} text-anchor="end">
          {clock(last?.at ?? counter.at, now)}
        </text>
      </svg>
      <figcaption>
        <span class="key total">{named}</span> <span class="key allowed">{say('chart.allowed')}</span>{' '}
        <span class="quiet">
          {say(`chart.rule.${counter.allowance.per}`, {
            rate: readable(rateOf(counter.allowance)),
            burst: readable(counter.allowance.burst),
          })}
          {from === 'memory' && ` ${say('chart.memory')}`}
        </span>
      </figcaption>
    </figure>
  );
}

/** Where too few values are at hand for a line: how far the bucket is above what is tolerated. */
function Bucket({ counter: { level, allowance } }: { readonly counter: CounterDocument }): JSX.Element {
  const largest = Math.max(level, allowance.burst, 1e-9) * 1.05;
  const [filled, tolerated] = [level, allowance.burst].map((value) => (value / largest) * size.width) as [
    number,
    number,
  ];
  const label = say('chart.bucket', { level: readable(level), burst: readable(allowance.burst) });
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${size.width} 22`} role="img" aria-label={label}>
        <rect class="bucket" x="0" y="4" width={filled} height="14" />
        <line class="tolerated" x1={tolerated} x2={tolerated} y1="0" y2="22" />
      </svg>
      <figcaption class="quiet">
        {label}.{' '}
        {say(`chart.rule.${allowance.per}`, { rate: readable(rateOf(allowance)), burst: readable(allowance.burst) })}
      </figcaption>
    </figure>
  );
}

/** Of time an hour's, since a second's is too small to read; of requests a hundred's. */
function rateOf({ per, rate }: CounterDocument['allowance']): number {
  return per === 'time' ? rate * 3600 : rate * 100;
}

interface Plot {
  readonly total: string;
  readonly allowed: string;
  readonly x: (at: string) => number;
}

/** The two lines in the chart's own measure; `undefined` where there is no line to be drawn. */
function plotOf({ samples }: CounterDocument): Plot | undefined {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || samples.length < 2) return undefined;
  const begin = Date.parse(first.at);
  const span = Math.max(1, Date.parse(last.at) - begin);
  const values = samples.flatMap(({ total, allowed }) => (allowed === undefined ? [total] : [total, allowed]));
  const low = Math.min(...values);
  const range = Math.max(1e-9, Math.max(...values) - low);
  const width = size.width - size.left - size.right;
  const height = size.height - size.top - size.bottom;
  const x = (at: string): number =>
    round(size.left + Math.min(1, Math.max(0, (Date.parse(at) - begin) / span)) * width);
  const y = (value: number): number => round(size.top + (1 - (value - low) / range) * height);
  const points = (value: (sample: CounterDocument['samples'][number]) => number | undefined): string =>
    samples
      .flatMap((sample) => {
        const found = value(sample);
        return found === undefined ? [] : [`${x(sample.at)},${y(found)}`];
      })
      .join(' ');
  return { total: points(({ total }) => total), allowed: points(({ allowed }) => allowed), x };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
