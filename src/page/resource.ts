import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { get } from './api.ts';
import type { Problem } from './api.ts';

/** A resource of the server as far as it has come. */
export interface Loaded<Document> {
  readonly document?: Document;
  readonly problem?: Problem;
}

/** Grows whenever there may be something new to read. */
export const Cycle = createContext(0);

/** Told what kept something that is shown from being read anew; gives how to take that back. */
export const Outdated = createContext<(problem: Problem) => () => void>(() => () => undefined);

interface Held<Document> extends Loaded<Document> {
  readonly path: string;
}

/**
 * A resource by its path, read again with each cycle, or where `turn` is given when that changes; nothing is read without
 * a path. Until another path has answered there is nothing: what is shown is never of something else. What was read last
 * stays where reading anew fails, beside the problem, of which the frame tells too: no view has to.
 */
export function useResource<Document>(path: string | undefined, turn?: string): Loaded<Document> {
  const cycle = useContext(Cycle);
  const [held, setHeld] = useState<Held<Document>>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let isWanted = true;
    void get<Document>(path).then((answer) => {
      if (!isWanted) return;
      setHeld(
        (before) =>
          ({ ...(before?.path === path ? before : { path }), problem: undefined, ...answer }) as Held<Document>,
      );
    });
    return () => void (isWanted = false);
  }, [path, turn ?? cycle]);
  const { document, problem }: Loaded<Document> = held !== undefined && held.path === path ? held : {};
  const outdated = useContext(Outdated);
  const isOutdated = document !== undefined && problem !== undefined;
  useEffect(() => (isOutdated ? outdated(problem) : undefined), [isOutdated, problem, outdated]);
  return { ...(document !== undefined && { document }), ...(problem !== undefined && { problem }) };
}
