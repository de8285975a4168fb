import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../say.ts';

/** The beginning of a list, and what shows the whole of it at the end, until somebody has asked for that. */
export function useShortened<Item>(
  items: readonly Item[],
  most: number,
): { readonly shown: readonly Item[]; readonly rest: JSX.Element | false } {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, most);
  const rest = shown.length < items.length && (
    <li>
      <button type="button" class="link" onClick={() => setIsWhole(true)}>
        {say('more', { count: items.length - shown.length })}
      </button>
    </li>
  );
  return { shown, rest };
}
