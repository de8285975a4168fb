import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { ExplanationDocument } from '../../http/api/explained/schema.ts';
import type { StateDocument } from '../../http/api/schema.ts';
import { Heading } from '../frame.tsx';
import { Here } from '../here.ts';
import { SeverityMark, SeverityWord, StateMark, StateWord } from '../marks.tsx';
import { partsOf, useNames } from '../names.ts';
import { elsewhere } from '../place.ts';
import { Troubled } from '../problem.tsx';
import { pathOf } from '../api.ts';
import { useResource } from '../resource.ts';
import { say } from '../say.ts';
import { kindWord } from '../search.tsx';
import { Evidence } from './evidence.tsx';
import { Leaves, Section } from './explain-parts.tsx';
import { MaskingPath } from './masking.tsx';
import { NodeLink } from './node-links.tsx';
import { RollUp } from './roll-up.tsx';
import { SilenceForm } from './silence.tsx';

/** Why a node is in its state: evidence with numbers, the masking path, the roll-up step by step. */
export function ExplainView({ state }: { readonly state: StateDocument }): JSX.Element {
  const { node, at } = useContext(Here);
  const name = useNames();
  const path = node === undefined ? undefined : pathOf('explanation', { node, at });
  const { document: found, problem } = useResource<ExplanationDocument>(path);
  if (node === undefined) return <Heading title={say('explain.which')} />;
  if (found === undefined) {
    return (
      <>
        <Heading title={name(node)} />
        <Troubled problem={problem} />
      </>
    );
  }
  return (
    <>
      <Heading title={found.name}>
        <span class="quiet">
          {kindWord(found.id)} · <code>{found.id}</code>
        </span>
      </Heading>
      <About found={found} />
      <InIncidents found={found} state={state} />
      <Evidence node={found.id} evidence={found.evidence ?? []} />
      <MaskingPath found={found} />
      <Section title={say('explain.stands-on')} isShown={(found.standsOn ?? []).length > 0}>
        <Leaves leaves={found.standsOn ?? []} />
      </Section>
      <NotWell found={found} />
      <RollUp steps={found.rollUp ?? []} node={found.id} />
      <Needs found={found} />
      {at === undefined && canBeSilenced(found.id) && <SilenceForm node={found.id} />}
    </>
  );
}

function canBeSilenced(id: string): boolean {
  return !['function', 'source'].includes(partsOf(id).kind);
}

function About({ found }: { readonly found: ExplanationDocument }): JSX.Element {
  const place = useContext(Here);
  const { id, state, severity, planned, strained, missing, unseenSince } = found;
  const { kind } = partsOf(id);
  return (
    <p class="facts">
      <StateWord state={state} />
      {severity !== undefined && severity > 0 && <SeverityWord severity={severity} />}
      {planned === true && <StateWord state="planned" />}
      {strained === true && <StateWord state="strained" />}
      {found.masking?.masked === true && <StateWord state="masked" />}
      {missing === true && <span>{say('pod.missing')}</span>}
      {unseenSince !== undefined && <b>{say('explain.unseen')}</b>}
      {['system', 'subsystem', 'pod', 'shard', 'container'].includes(kind) && (
        <a class="button" href={elsewhere(place, { view: 'map', node: id })}>
          {say('incident.map')}
        </a>
      )}
      {kind !== 'function' && place.at === undefined && (
        <a class="button" href={elsewhere(place, { view: 'what-if', fail: [id] })}>
          {say('explain.what-if')}
        </a>
      )}
    </p>
  );
}

function InIncidents({
  found,
  state,
}: {
  readonly found: ExplanationDocument;
  readonly state: StateDocument;
}): JSX.Element {
  const place = useContext(Here);
  const texts = new Map(state.incidents.map(({ id, text }) => [id, text]));
  return (
    <Section title={say('explain.incidents')} isShown={found.incidents.length > 0}>
      <ul>
        {found.incidents.map(({ id, rank, zabbixSeverity, root, part }) => (
          <li key={id}>
            <SeverityMark severity={zabbixSeverity} />{' '}
            <a href={elsewhere(place, { view: 'incidents', incident: id })}>
              {rank}. {texts.get(id) ?? root}
            </a>{' '}
            <span class="quiet">{say(`part.${part}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NotWell({ found: { containers } }: { readonly found: ExplanationDocument }): JSX.Element | null {
  if (containers === undefined) return null;
  const { total, notWell } = containers;
  return (
    <Section title={say('explain.containers', { total, count: notWell.length })} isShown>
      <Leaves leaves={notWell} />
    </Section>
  );
}

function Needs({ found: { needs = [] } }: { readonly found: ExplanationDocument }): JSX.Element {
  const direct = needs.filter(({ distance }) => distance === 0);
  const behind = needs.filter(({ distance }) => distance > 0);
  const list = (shown: typeof needs): JSX.Element => (
    <ul class="leaves">
      {shown.map(({ pod, state, distance }) => (
        <li key={pod}>
          <StateMark state={state} /> <NodeLink id={pod} /> <span class="quiet">{say(`state.${state}`)}</span>
          {distance > 0 && <span class="quiet"> {say('explain.distance', { distance })}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Section title={say('explain.needs')} isShown={direct.length > 0}>
        {list(direct)}
      </Section>
      <Section title={say('explain.behind')} isShown={behind.length > 0}>
        {list(behind)}
      </Section>
    </>
  );
}
