import type { JSX } from 'preact';
import type { TimelineDocument } from '../../http/api/schema.ts';
import { useClock } from '../now.ts';
import { language, say } from '../say.ts';
import { clock } from '../times.ts';

type Change = TimelineDocument['nodes'][number]['changes'][number];

const size = { width: 1000, label: 200, row: 24, bar: 16, axis: 24 } as const;

/** A piece of a row: from one time to another in one look. */
interface Piece {
  readonly from: string;
  readonly until: string;
  readonly look: string;
  readonly told: string;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly pieces: readonly Piece[];
}

/** Systems and subsystems by state, and incidents by severity, over a span; a click chooses a time. */
export function Timeline({
  found,
  at,
  choose,
}: {
  readonly found: TimelineDocument;
  readonly at: string | undefined;
  readonly choose: (at: string) => void;
}): JSX.Element {
  const now = useClock(60_000);
  const begin = Date.parse(found.from);
  const span = Math.max(1, Date.parse(found.until) - begin);
  const x: Place = (time) => {
    const ms = typeof time === 'number' ? time : Date.parse(time);
    return size.label + Math.min(1, Math.max(0, (ms - begin) / span)) * (size.width - size.label);
  };
  const rows = [...found.nodes.map((node) => nodeRow(node, found)), ...incidentRows(found)];
  const height = size.axis + rows.length * size.row;
  const pick = (event: MouseEvent & { readonly currentTarget: SVGSVGElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = ((event.clientX - box.left) / box.width) * size.width;
    if (share < size.label) return;
    choose(new Date(begin + ((share - size.label) / (size.width - size.label)) * span).toISOString());
  };
  return (
    <div class="scroll" tabIndex={0}>
      <svg
        class="timeline"
        viewBox={`0 0 ${size.width} ${height}`}
        role="img"
        aria-label={say('history.picture', { from: clock(found.from, now), until: clock(found.until, now) })}
        onClick={pick}
      >
        <Axis ticks={ticks(begin, span)} span={span} x={x} height={height} />
        {rows.map((row, index) => (
          <RowBars key={row.id} row={row} top={size.axis + index * size.row} x={x} now={now} />
        ))}
        {unjudged(found).map((gap) => (
          <rect
            key={gap.from}
            class="unjudged"
            x={x(gap.from)}
            width={x(gap.until) - x(gap.from)}
            y={size.axis}
            height={height - size.axis}
          >
            <title>{say('history.unjudged')}</title>
          </rect>
        ))}
        {at !== undefined && <line class="moment" x1={x(at)} x2={x(at)} y1={size.axis - 6} y2={height} />}
      </svg>
    </div>
  );
}

/** Where a time lies in the drawing. */
type Place = (time: string | number) => number;

function Axis(axis: {
  readonly ticks: readonly number[];
  readonly span: number;
  readonly x: Place;
  readonly height: number;
}): JSX.Element {
  return (
    <>
      {axis.ticks.map((tick) => (
        <g key={tick} class="tick">
          <line x1={axis.x(tick)} x2={axis.x(tick)} y1={size.axis - 6} y2={axis.height} />
          <text x={axis.x(tick)} y={size.axis - 10} text-anchor="middle">
            {tickText(tick, axis.span)}
          </text>
        </g>
      ))}
    </>
  );
}

function RowBars({
  row,
  top,
  x,
  now,
}: {
  readonly row: Row;
  readonly top: number;
  readonly x: Place;
  readonly now: number;
}): JSX.Element {
  return (
    <g transform={`translate(0 ${top})`}>
      <text class="row" x={0} y={size.bar}>
        {row.name.length > longestName ? `${row.name.slice(0, longestName)}…` : row.name}
      </text>
      {row.pieces.map((piece) => (
        <rect
          key={piece.from}
          class={piece.look}
          x={x(piece.from)}
          width={Math.max(2, x(piece.until) - x(piece.from))}
          y={3}
          height={size.bar}
        >
          <title>{`${row.name}: ${piece.told}, ${clock(piece.from, now)} – ${clock(piece.until, now)}`}</title>
        </rect>
      ))}
    </g>
  );
}

const longestName = 26;

/** More incidents than that are told in the list below alone. */
const mostIncidents = 24;

function nodeRow(
  { node, name, changes }: TimelineDocument['nodes'][number],
  { from, until }: Pick<TimelineDocument, 'from' | 'until'>,
): Row {
  const pieces = changes.flatMap((change, index): readonly Piece[] => {
    if (change.state === undefined) return [];
    const end = changes[index + 1]?.at ?? until;
    return [
      {
        from: change.at < from ? from : change.at,
        until: end,
        look: lookOf(change),
        told: say(`state.${change.state}`),
      },
    ];
  });
  return { id: node, name, pieces };
}

function lookOf({ state = 'unknown', severity = 0, planned }: Change): string {
  if (planned === true) return 'fill-planned';
  return state === 'working' && severity > 0 ? `fill-severity-${severity}` : `fill-${state}`;
}

function incidentRows({ incidents, from, until }: TimelineDocument): readonly Row[] {
  const worstFirst = incidents.toSorted(
    (a, b) => Number(a.planned) - Number(b.planned) || b.zabbixSeverity - a.zabbixSeverity,
  );
  return worstFirst.slice(0, mostIncidents).map(({ id, text, onset, closedAt, zabbixSeverity, planned }) => ({
    id,
    name: text,
    pieces: [
      {
        from: onset < from ? from : onset,
        until: closedAt ?? until,
        look: planned ? 'fill-planned' : `fill-severity-${zabbixSeverity}`,
        told: say(`severity.${zabbixSeverity}`),
      },
    ],
  }));
}

/** The times of the span in which nothing was judged: what a row shows there is how things stood before. */
function unjudged({
  from,
  until,
  judged,
}: TimelineDocument): readonly { readonly from: string; readonly until: string }[] {
  const ends = [from, ...judged.map((time) => time.until)];
  const begins = [...judged.map((time) => time.from), until];
  return ends.flatMap((end, index) => {
    const begin = begins[index] ?? until;
    return Date.parse(begin) - Date.parse(end) > 0 ? [{ from: end, until: begin }] : [];
  });
}

const steps = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080] as const;

/** Full times of the reader's clock, at most about eight. */
function ticks(begin: number, span: number): readonly number[] {
  const step = (steps.find((minutes) => span / (minutes * 60_000) <= 8) ?? 40_320) * 60_000;
  const shift = new Date(begin).getTimezoneOffset() * 60_000;
  const first = Math.ceil((begin - shift) / step) * step + shift;
  return Array.from(
    { length: Math.max(0, Math.floor((begin + span - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

function tickText(tick: number, span: number): string {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const isLong = span > 36 * 3_600_000;
  return new Intl.DateTimeFormat(language(), isLong ? { day: 'numeric', month: 'short', ...time } : time).format(tick);
}
