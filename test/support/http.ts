import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** What is asked of a server on this machine; `fetch` would not let a test choose its headers. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, its JSON read. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Asks a server on this machine. */
export function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: text === '' ? undefined : (JSON.parse(text) as unknown),
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The cookie that an answer leaves, as it is sent back. */
export function cookieOf({ headers }: Answered): string {
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}
