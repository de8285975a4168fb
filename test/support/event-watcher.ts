import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** Who watches the API's events: what came so far. */
export class EventWatcher {
  readonly response: IncomingMessage;
  /** Whether the server has ended it. */
  isEnded = false;
  #text = '';

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (this.#text += chunk));
    response.on('end', () => (this.isEnded = true));
  }

  static open(port: number, headers: Readonly<Record<string, string>> = {}): Promise<EventWatcher> {
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/api/v1/events', headers }, (response) =>
        resolve(new EventWatcher(response)),
      ).on('error', reject);
    });
  }

  /** The data of the events of a name. */
  events(name: string): readonly unknown[] {
    return this.#text
      .split('\n\n')
      .filter((event) => event.startsWith(`event: ${name}\n`))
      .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as unknown);
  }
}
