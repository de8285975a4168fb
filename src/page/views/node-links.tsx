import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { Here } from '../here.ts';
import { useNames } from '../names.ts';
import { elsewhere } from '../place.ts';
import { say } from '../say.ts';

/** Longer lists are told in part until somebody asks for the whole. */
const many = 24;

/** Nodes by name, each leading to why it is as it is. */
export function NodeLinks({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  const [isWhole, setIsWhole] = useState(false);
  const name = useNames();
  const place = useContext(Here);
  const shown = isWhole ? ids : ids.slice(0, many);
  return (
    <ul class="nodes">
      {shown.map((id) => (
        <li key={id}>
          <a href={elsewhere(place, { view: 'explain', node: id })}>{name(id)}</a>
        </li>
      ))}
      {shown.length < ids.length && (
        <li>
          <button type="button" class="link" onClick={() => setIsWhole(true)}>
            {say('more', { count: ids.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** One node by name, leading to why it is as it is. */
export function NodeLink({ id }: { readonly id: string }): JSX.Element {
  const name = useNames();
  const place = useContext(Here);
  return <a href={elsewhere(place, { view: 'explain', node: id })}>{name(id)}</a>;
}
