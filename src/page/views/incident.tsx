import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { IncidentStoryDocument, StateDocument } from '../../http/api/schema.ts';
import { Here } from '../here.ts';
import { SeverityMark, SeverityWord, reserveText } from '../marks.tsx';
import { useNames } from '../names.ts';
import { elsewhere } from '../place.ts';
import { pathOf } from '../api.ts';
import { useResource } from '../resource.ts';
import { say, sayIfKnown } from '../say.ts';
import { clock, sinceText } from '../times.ts';
import { useNow } from '../now.ts';
import type { IncidentDocument } from '../wire.ts';
import { NodeLinks } from './node-links.tsx';
import { RecoveryPart } from './recovery.tsx';
import { useShortened } from './shortened.tsx';
import { SilenceForm } from './silence.tsx';

/** One incident: its sentence and what to do always, everything else where it is unfolded. */
export function IncidentCard({
  incident,
  state,
  isOpen,
}: {
  readonly incident: IncidentDocument;
  readonly state: Pick<StateDocument, 'functions'>;
  readonly isOpen: boolean;
}): JSX.Element {
  const place = useContext(Here);
  const now = useNow();
  const { id, rank, zabbixSeverity, text, onset, action, stale } = incident;
  return (
    <li class={`incident severity-${zabbixSeverity} ${isOpen ? 'open' : ''}`} id={`incident-${id}`}>
      <h2>
        <span class="rank">{rank}</span> <SeverityMark severity={zabbixSeverity} />{' '}
        <a href={elsewhere(place, { view: 'incidents', incident: id })} aria-expanded={isOpen}>
          {text}
        </a>
      </h2>
      <p class="facts">
        <SeverityWord severity={zabbixSeverity} />
        <span class={`effect ${incident.severity}`}>{say(`effect.${incident.severity}`)}</span>
        <Reserve incident={incident} />
        <time dateTime={onset}>{sinceText(onset, now)}</time>
        {stale && <b class="stale-mark">{say('incident.stale')}</b>}
      </p>
      <Functions state={state} ids={incident.functionsLost} of="lost" />
      <p class="advice">
        <b>{say('incident.action')}</b> {action.text}
      </p>
      <Functions state={state} ids={incident.functionsImpaired} of="impaired" isShort={!isOpen} />
      {isOpen && <Unfolded incident={incident} />}
    </li>
  );
}

/**
 * Of an outage there is nothing left to speak of; else it counts how many more may fail. Where nobody can see, or no pod
 * is concerned, nothing is said: it would sound like safety.
 */
function Reserve({
  incident: { severity, functionsLost, reserve },
}: {
  readonly incident: IncidentDocument;
}): JSX.Element | null {
  if (severity === 'critical' && functionsLost.length > 0) return <span>{say('incident.now')}</span>;
  if (severity === 'unseen' || reserve === null) return null;
  return <span>{reserve === 0 ? say('incident.now-or-outage') : reserveText(reserve)}</span>;
}

/** How many names tell enough of a list where the incident is not unfolded. */
const fewNames = 4;

function Functions({
  state,
  ids,
  of,
  isShort = false,
}: {
  readonly state: Pick<StateDocument, 'functions'>;
  readonly ids: readonly string[];
  readonly of: 'lost' | 'impaired';
  readonly isShort?: boolean;
}): JSX.Element | null {
  if (ids.length === 0) return null;
  const named = new Map(state.functions.map(({ id, name }) => [id, name]));
  const shown = isShort && ids.length > fewNames + 1 ? ids.slice(0, fewNames) : ids;
  const names = shown.map((id) => named.get(id) ?? id).join(', ');
  return (
    <p class="functions-of">
      <span class={`of-${of}`}>{say(`incident.${of}`, { count: ids.length })}</span> {names}
      {shown.length < ids.length && `, ${say('more', { count: ids.length - shown.length })}`}
    </p>
  );
}

/** A pod whose containers all misbehave has evidence of each. */
const fewEvidence = 5;

function Unfolded({ incident }: { readonly incident: IncidentDocument }): JSX.Element {
  const place = useContext(Here);
  const name = useNames();
  const now = useNow();
  const { id, root, evidence, changes, symptoms, failed } = incident;
  const { shown, rest } = useShortened(evidence, fewEvidence);
  return (
    <div class="unfolded">
      <Part title={say('incident.root')}>
        <ul>
          {shown.map((found) => (
            <li key={`${found.node ?? ''} ${found.rule}`}>
              <a href={elsewhere(place, { view: 'explain', node: found.node ?? root })}>{name(found.node ?? root)}</a>{' '}
              {found.text} <span class="quiet">{sinceText(found.since, now)}</span>
            </li>
          ))}
          {rest}
          {evidence.length === 0 && (
            <li>
              <a href={elsewhere(place, { view: 'explain', node: root })}>{name(root)}</a>
            </li>
          )}
        </ul>
      </Part>
      <Part title={say('incident.changes')}>
        {changes.length === 0 && <p class="quiet">{say('incident.no-changes')}</p>}
        <ul>
          {changes.map((change) => (
            <li key={`${change.signal} ${change.at}`}>
              {sayIfKnown(`signal.${change.signal}`, change.signal)}: <b>{change.value}</b>{' '}
              <span class="quiet">{clock(change.at, now)}</span>
            </li>
          ))}
        </ul>
      </Part>
      {failed.length > 0 && (
        <Part title={say('incident.failed')}>
          <NodeLinks ids={failed} />
        </Part>
      )}
      {symptoms.length > 0 && (
        <details class="part">
          <summary>{say('incident.symptoms', { count: symptoms.length })}</summary>
          <NodeLinks ids={symptoms} />
        </details>
      )}
      {place.at === undefined && <RecoveryPart incident={incident} />}
      <InZabbix id={id} />
      <p class="actions">
        <a class="button" href={elsewhere(place, { view: 'explain', node: root })}>
          {say('incident.explain')}
        </a>
        <a class="button" href={elsewhere(place, { view: 'map', incident: id })}>
          {say('incident.map')}
        </a>
      </p>
      {place.at === undefined && <SilenceForm node={root} />}
    </div>
  );
}

/** A titled part of what is unfolded. */
function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The way to the root's host and to the site's own problems behind it. */
function InZabbix({ id }: { readonly id: string }): JSX.Element | null {
  const { at } = useContext(Here);
  const now = useNow();
  const story = useResource<IncidentStoryDocument>(at === undefined ? pathOf('incident', { id }) : undefined);
  const zabbix = story.document?.zabbix;
  if (zabbix === undefined) return null;
  return (
    <Part title={say('incident.zabbix')}>
      <ul>
        <li>
          <a href={zabbix.incident}>{say('zabbix.incident')}</a>
        </li>
        {zabbix.host !== undefined && (
          <li>
            {zabbix.host.name}: <a href={zabbix.host.latest}>{say('zabbix.latest')}</a>,{' '}
            <a href={zabbix.host.problems}>{say('zabbix.problems')}</a>
          </li>
        )}
        {zabbix.problems.map((problem) => (
          <li key={problem.eventId}>
            <SeverityMark severity={problem.severity} /> <a href={problem.url}>{problem.name}</a>{' '}
            <span class="quiet">
              {sinceText(problem.at, now)}
              {problem.isAcknowledged && `, ${say('zabbix.acknowledged')}`}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
