import type { JSX } from 'preact';
import type { WhatIfDocument } from '../../http/api/schema.ts';
import { SeverityWord, StateWord, reserveText, shownOf } from '../marks.tsx';
import type { Shown } from '../../domain/shapes.ts';
import type { Ground } from '../place.ts';
import { say } from '../say.ts';
import type { IncidentDocument, NodeDocument } from '../wire.ts';
import { NodeLink } from './node-links.tsx';

/** What there is and what would be, side by side: the system, what of it changes, what users would lose, and why. */
export function Comparison({
  found: { failed, now, then },
  onTopOf,
}: {
  readonly found: WhatIfDocument;
  readonly onTopOf: Ground;
}): JSX.Element {
  const systems = pairs(now.systems, then.systems);
  const subsystems = changed(pairs(now.subsystems, then.subsystems));
  const pods = changed(pairs(now.pods, then.pods));
  const [worse, lessened] = [pods.filter((pair) => !isLessReserve(pair)), pods.filter(isLessReserve)];
  const before = new Map(now.functions.map((one) => [one.id, one.state]));
  const functions = then.functions.filter(({ id, state }) => before.get(id) !== state);
  return (
    <section class="comparison" aria-live="polite">
      <h2>{say('compare.title', { count: failed.length })}</h2>
      <Verdict then={then.functions} functions={functions} />
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('table.name')}</th>
              <th scope="col">{say(onTopOf === 'healthy' ? 'compare.well' : 'compare.now')}</th>
              <th scope="col">{say('compare.then')}</th>
            </tr>
          </thead>
          <Rows title={say('kind.system')} rows={systems} />
          <tbody>
            {functions.length > 0 && <Group title={say('compare.functions')} />}
            {functions.map(({ id, state }) => (
              <tr key={id}>
                <th scope="row">
                  <NodeLink id={id} />
                </th>
                <td>
                  <StateWord state={before.get(id) ?? 'unknown'} />
                </td>
                <td>
                  <StateWord state={state} />
                </td>
              </tr>
            ))}
          </tbody>
          <Rows title={say('compare.subsystems')} rows={subsystems} />
          <Rows title={say('compare.pods')} rows={worse} />
        </table>
      </div>
      <Lessened rows={lessened} />
      <Incidents now={onTopOf === 'healthy' ? undefined : now.incidents} then={then.incidents} />
    </section>
  );
}

function Verdict({
  then,
  functions,
}: {
  readonly then: WhatIfDocument['then']['functions'];
  readonly functions: WhatIfDocument['then']['functions'];
}): JSX.Element {
  const lost = functions.filter(({ state }) => state === 'lost').length;
  const impaired = functions.filter(({ state }) => state === 'impaired').length;
  const kept = then.filter(({ state }) => state === 'available').length;
  return <p class="large">{say('compare.verdict', { lost, impaired, kept })}</p>;
}

interface Pair {
  readonly id: string;
  readonly now: NodeDocument | undefined;
  readonly then: NodeDocument;
}

function pairs(now: readonly NodeDocument[], then: readonly NodeDocument[]): readonly Pair[] {
  const before = new Map(now.map((node) => [node.id, node]));
  return then.map((node) => ({ id: node.id, now: before.get(node.id), then: node }));
}

/** Those of another state, severity or reserve than now, the worst first. */
function changed(all: readonly Pair[]): readonly Pair[] {
  return all
    .filter(
      ({ now, then }) => now?.state !== then.state || now.severity !== then.severity || now.reserve !== then.reserve,
    )
    .toSorted((a, b) => b.then.severity - a.then.severity || (a.id < b.id ? -1 : 1));
}

/** Works as before, with less in reserve: dozens of these would hide what fails. */
function isLessReserve({ now, then }: Pair): boolean {
  return now !== undefined && shownOf(now) === shownOf(then) && (then.reserve === null || (then.reserve ?? 0) > 0);
}

function Group({ title }: { readonly title: string }): JSX.Element {
  return (
    <tr class="group">
      <th scope="colgroup" colSpan={3}>
        {title}
      </th>
    </tr>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Pair[] }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <Group title={title} />
      {rows.map(({ id, now, then }) => (
        <tr key={id}>
          <th scope="row">
            <NodeLink id={id} />
          </th>
          <td>{now !== undefined && <Standing node={now} />}</td>
          <td>
            <Standing node={then} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Lessened({ rows }: { readonly rows: readonly Pair[] }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{say('compare.reserve', { count: rows.length })}</summary>
      <div class="scroll">
        <table>
          <Rows title={say('compare.pods')} rows={rows} />
        </table>
      </div>
    </details>
  );
}

function Standing({ node }: { readonly node: NodeDocument }): JSX.Element {
  const shown: Shown = shownOf(node);
  return (
    <>
      <StateWord state={shown} />{' '}
      {node.state !== 'failed' && node.reserve !== undefined && <span class="quiet">{reserveText(node.reserve)}</span>}{' '}
      {node.state !== 'failed' && node.severity > 0 && <SeverityWord severity={node.severity} />}
    </>
  );
}

function Incidents({
  now,
  then,
}: {
  /** Absent where it is laid over a healthy installation, which has none. */
  readonly now: readonly IncidentDocument[] | undefined;
  readonly then: readonly IncidentDocument[];
}): JSX.Element {
  const list = (incidents: readonly IncidentDocument[]): JSX.Element => (
    <ol>
      {incidents.slice(0, mostIncidents).map(({ id, zabbixSeverity, text, action }) => (
        <li key={id}>
          <SeverityWord severity={zabbixSeverity} /> {text} <span class="quiet">{action.text}</span>
        </li>
      ))}
      {incidents.length === 0 && <p class="quiet">{say('compare.no-incident')}</p>}
      {incidents.length > mostIncidents && (
        <p class="quiet">{say('more', { count: incidents.length - mostIncidents })}</p>
      )}
    </ol>
  );
  return (
    <div class="beside">
      {now !== undefined && (
        <section>
          <h3>{say('compare.incidents-now')}</h3>
          {list(now.filter(({ state }) => state === 'open'))}
        </section>
      )}
      <section>
        <h3>{say('compare.incidents-then')}</h3>
        {list(then.filter(({ state }) => state === 'open'))}
      </section>
    </div>
  );
}

const mostIncidents = 20;
