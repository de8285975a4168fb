import { createContext } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { readPlace } from './place.ts';
import type { Place } from './place.ts';

/** What is shown. */
export const Here = createContext<Place>(readPlace(''));

/** Goes to a place of the page, as following a link to it does. */
export function go(href: string): void {
  history.pushState(null, '', new URL(href, document.baseURI));
  dispatchEvent(new PopStateEvent('popstate'));
}

/** The place that the address names; links within the page are followed without loading it anew. */
export function usePlace(): Place {
  const [query, setQuery] = useState(location.search);
  useEffect(() => {
    const read = (): void => setQuery(location.search);
    addEventListener('popstate', read);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', read);
      document.removeEventListener('click', follow);
    };
  }, []);
  return readPlace(query);
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  if (href?.startsWith('?') !== true) return;
  event.preventDefault();
  const before = readPlace(location.search).view;
  go(href);
  if (readPlace(location.search).view !== before) scrollTo(0, 0);
}
