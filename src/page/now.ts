import { useContext, useEffect, useState } from 'preact/hooks';
import { Here } from './here.ts';

/** The present time in milliseconds, anew every few seconds, so that what is said of ages stays true. */
export function useClock(everyMs = 5000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The time that is looked at, in milliseconds: as of then things had lasted less long. */
export function useNow(): number {
  const { at } = useContext(Here);
  const now = useClock();
  return at === undefined ? now : Date.parse(at);
}
