import { useEffect, useState } from 'preact/hooks';

/** The present time in milliseconds, anew every few seconds, so that what is said of ages stays true. */
export function useNow(everyMs = 5000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
