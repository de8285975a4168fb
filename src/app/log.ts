import { pino } from 'pino';
import { withoutSecrets } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../ports.ts';

const secretNames = ['token', 'password', 'auth', 'secret', 'psk', 'authorization', 'cookie'];

/** A log of which one may set how much it says. */
export interface AdjustableLog extends Log {
  level: string;
}

/** A log of JSON lines on stderr; facts whose names promise a secret are never written, nor are secrets that were read. */
export function makeLog(
  level: Settings['log']['level'],
  destination: { write(line: string): void } = process.stderr,
): AdjustableLog {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[secret]' } },
    { write: (line: string) => destination.write(withoutSecrets(line)) },
  );
}
