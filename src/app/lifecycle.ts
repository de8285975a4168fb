/** Calls `stop` at the first SIGTERM or SIGINT; a second one ends the process at once. Gives what takes that back. */
export function onStopSignal(stop: (signal: string) => void): () => void {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const forget = (): void => {
    for (const signal of signals) process.removeListener(signal, listen);
  };
  const listen = (signal: string): void => {
    forget();
    stop(signal);
  };
  for (const signal of signals) process.on(signal, listen);
  return forget;
}

/** Calls `reload` at each SIGHUP, which then does not end the process. Gives what takes that back. */
export function onReloadSignal(reload: () => void): () => void {
  process.on('SIGHUP', reload);
  return () => process.removeListener('SIGHUP', reload);
}
