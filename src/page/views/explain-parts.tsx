import type { ComponentChildren, JSX } from 'preact';
import type { ExplanationDocument } from '../../http/api/explained/schema.ts';
import { StateMark } from '../marks.tsx';
import { useNames } from '../names.ts';
import { say } from '../say.ts';
import { NodeLink } from './node-links.tsx';
import { useShortened } from './shortened.tsx';

/** A headed part of an explanation; nothing where there is nothing in it. */
export function Section({
  title,
  isShown,
  children,
}: {
  readonly title: string;
  readonly isShown: boolean;
  readonly children: ComponentChildren;
}): JSX.Element | null {
  return isShown ? (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  ) : null;
}

type Leaf = NonNullable<ExplanationDocument['standsOn']>[number];

/** Longer lists are told in part until somebody asks for the whole. */
const few = 10;

/** Containers and resources with their state, and why. */
export function Leaves({ leaves }: { readonly leaves: readonly Leaf[] }): JSX.Element {
  const name = useNames();
  const { shown: shownLeaves, rest } = useShortened(leaves, few);
  return (
    <ul class="leaves">
      {shownLeaves.map(({ id, state, masked, strained, through, evidence }) => {
        const shown = masked === true ? 'masked' : state === 'working' && strained === true ? 'strained' : state;
        return (
          <li key={id}>
            <StateMark state={shown} /> <NodeLink id={id} /> <span class="quiet">{say(`state.${shown}`)}</span>
            {evidence?.map((one, index) => (
              <span key={one.rule}>
                {index === 0 ? ' ' : '; '}
                {one.text}
              </span>
            ))}
            {through !== undefined && through.length > 0 && (
              <span> {say('explain.through', { names: through.map(name).join(', ') })}</span>
            )}
          </li>
        );
      })}
      {rest}
    </ul>
  );
}
