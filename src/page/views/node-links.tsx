import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Here } from '../here.ts';
import { useNames } from '../names.ts';
import { elsewhere } from '../place.ts';
import { useShortened } from './shortened.tsx';

/** Longer lists are told in part until somebody asks for the whole. */
const many = 24;

/** Nodes by name, each leading to why it is as it is. */
export function NodeLinks({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  const { shown, rest } = useShortened(ids, many);
  return (
    <ul class="nodes">
      {shown.map((id) => (
        <li key={id}>
          <NodeLink id={id} />
        </li>
      ))}
      {rest}
    </ul>
  );
}

/** One node by name, leading to why it is as it is. */
export function NodeLink({ id }: { readonly id: string }): JSX.Element {
  const name = useNames();
  const place = useContext(Here);
  return <a href={elsewhere(place, { view: 'explain', node: id })}>{name(id)}</a>;
}
