import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { FoundNodesDocument } from '../http/api/schema.ts';
import { Here, go } from './here.ts';
import { StateMark } from './marks.tsx';
import { elsewhere } from './place.ts';
import { pathOf } from './api.ts';
import { useResource } from './resource.ts';
import { say, sayIfKnown } from './say.ts';
import { partsOf } from './names.ts';

/** How many nodes a search offers. */
const offered = 12;

/** How long nothing is typed before it is searched. */
const pauseMs = 200;

/** Finds any node by its name; "/" leads here from everywhere. On the map it opens what is found there. */
export function Search(): JSX.Element {
  const place = useContext(Here);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  const onMap = (id: string): boolean => ['subsystem', 'pod', 'shard', 'container'].includes(partsOf(id).kind);
  return (
    <Picker
      field={field}
      label={say('search')}
      pick={(id) => go(elsewhere(place, { view: place.view === 'map' && onMap(id) ? 'map' : 'explain', node: id }))}
    />
  );
}

/** A field that finds nodes by a part of their name, and lets one be picked. */
export function Picker({
  label,
  pick,
  field,
}: {
  readonly label: string;
  readonly pick: (id: string) => void;
  readonly field?: { readonly current: HTMLInputElement | null };
}): JSX.Element {
  const [text, setText] = useState('');
  const found = useFound(text);
  const choose = (id: string): void => {
    setText('');
    pick(id);
  };
  const first = found?.nodes[0];
  return (
    <form
      class="picker"
      role="search"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (first !== undefined) choose(first.id);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText('');
      }}
    >
      <input
        {...(field && { ref: field as { current: HTMLInputElement | null } })}
        type="search"
        placeholder={label}
        aria-label={label}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== '' && found !== undefined && <Found found={found} choose={choose} />}
    </form>
  );
}

function Found({
  found,
  choose,
}: {
  readonly found: FoundNodesDocument;
  readonly choose: (id: string) => void;
}): JSX.Element {
  return (
    <div class="found">
      <p class="aside" role="status">
        {say('search.found', { count: found.nodes.length })}
      </p>
      {found.nodes.length === 0 && <p class="quiet">{say('search.nothing')}</p>}
      <ul>
        {found.nodes.map((node) => (
          <li key={node.id}>
            <button type="button" onClick={() => choose(node.id)}>
              <StateMark state={node.state} /> {node.name} <span class="quiet">{kindWord(node.id)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What kind of node an id names, in a word. */
export function kindWord(id: string): string {
  const { kind } = partsOf(id);
  return sayIfKnown(`kind.${kind}`, kind);
}

function useFound(text: string): FoundNodesDocument | undefined {
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWanted(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const path = wanted === '' ? undefined : pathOf('nodes', { search: wanted, limit: offered });
  return useResource<FoundNodesDocument>(path, 'once').document;
}
