import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { FunctionsDocument } from '../../http/api/schema.ts';
import { pathOf } from '../api.ts';
import { Heading } from '../frame.tsx';
import { Here } from '../here.ts';
import { SeverityMark, StateMark, StateWord } from '../marks.tsx';
import { useNow } from '../now.ts';
import { elsewhere } from '../place.ts';
import { Troubled } from '../problem.tsx';
import { useResource } from '../resource.ts';
import { say } from '../say.ts';
import { sinceText } from '../times.ts';

type UserFunction = FunctionsDocument['functions'][number];

/** The worst first: what users cannot do comes before what they can. */
const order = ['lost', 'impaired', 'unknown', 'available', 'off'] as const;

/** The board for the user desk: what users can do, and since when not. */
export function FunctionsView(): JSX.Element {
  const { at } = useContext(Here);
  const { document: board, problem } = useResource<FunctionsDocument>(pathOf('functions', { at }));
  const [wanted, setWanted] = useState('');
  if (board === undefined) {
    return (
      <>
        <Heading title={say('view.functions')} />
        <Troubled problem={problem} />
      </>
    );
  }
  const matches = ({ name, subsystem }: UserFunction): boolean =>
    `${name} ${subsystem.name}`.toLowerCase().includes(wanted.trim().toLowerCase());
  const found = board.functions.filter(matches);
  return (
    <>
      <Heading title={say('view.functions')}>
        <label class="filter">
          {say('functions.filter')}{' '}
          <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </label>
      </Heading>
      <ul class="tally">
        {order.map((state) => {
          const count = board.functions.filter((one) => one.state === state).length;
          if (count === 0 && state !== 'lost' && state !== 'available') return null;
          return (
            <li key={state} class={`tally-${state}`}>
              <b>{count}</b> <StateWord state={state} />
            </li>
          );
        })}
      </ul>
      {order.map((state) => (
        <Group key={state} state={state} functions={found.filter((one) => one.state === state)} />
      ))}
      {found.length === 0 && <p class="quiet">{say('search.nothing')}</p>}
    </>
  );
}

function Group({
  state,
  functions,
}: {
  readonly state: (typeof order)[number];
  readonly functions: readonly UserFunction[];
}): JSX.Element | null {
  if (functions.length === 0) return null;
  return (
    <section class={`board board-${state}`}>
      <h2>
        <StateMark state={state} /> {say(`state.${state}`)} <span class="quiet">{functions.length}</span>
      </h2>
      <ul>
        {functions.map((one) => (
          <Tile key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Tile({ one: { id, name, subsystem, state, since, because } }: { readonly one: UserFunction }): JSX.Element {
  const place = useContext(Here);
  const now = useNow();
  return (
    <li class={`tile tile-${state}`}>
      <p>
        <StateMark state={state} /> <a href={elsewhere(place, { view: 'explain', node: id })}>{name}</a>
      </p>
      <p class="quiet">
        {subsystem.name} · <span class="aside">{say(`state.${state}`)} </span>
        {since === undefined ? say('since.unknown') : <time dateTime={since}>{sinceText(since, now)}</time>}
      </p>
      {because.map((incident) => (
        <p key={incident.id} class="because">
          <SeverityMark severity={incident.zabbixSeverity} />{' '}
          <a href={elsewhere(place, { view: 'incidents', incident: incident.id })}>{incident.text}</a>
        </p>
      ))}
    </li>
  );
}
