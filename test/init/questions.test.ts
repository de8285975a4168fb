import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';

import { answersOf } from '../../src/cli/init-answers.ts';
import { openQuestions } from '../../src/cli/questions.ts';

function person(...typed: readonly string[]): {
  readonly input: PassThrough;
  readonly seen: () => string;
  readonly output: PassThrough;
} {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const shown: string[] = [];
  const rest = [...typed];
  // Who is asked something answers; what follows a question mark or colon is not typed ahead.
  output.on('data', (chunk: Buffer) => {
    shown.push(chunk.toString());
    if (/[:?\]] $/u.test(chunk.toString().replace(/\u001b\[[0-9;]*[A-Za-z]/gu, ''))) {
      const next = rest.shift();
      setImmediate(() => (next === undefined ? input.end() : input.write(`${next}\r`)));
    }
  });
  return { input, output, seen: () => shown.join('') };
}

test('what flags and environment leave open is asked, and the token is not shown', async () => {
  const { input, output, seen } = person('https://zabbix.example.org', 's3cret', 'Mail servers, Linux', 'Mail');
  const questions = openQuestions(input, output);
  expect(await answersOf({}, {}, questions)).toEqual({
    into: '.',
    zabbix: {
      url: 'https://zabbix.example.org',
      credentials: { token: { file: './zabbix-token' } },
      groups: ['Mail servers', 'Linux'],
      allowPlainHttp: false,
    },
    typedToken: 's3cret',
    system: { id: 'mail', name: 'Mail' },
  });
  questions.close();
  expect(seen()).not.toContain('s3cret');
});

test('who goes away before the end has written nothing', async () => {
  const { input, output } = person('https://zabbix.example.org');
  await expect(answersOf({}, {}, openQuestions(input, output))).rejects.toThrow('Nobody answered');
});

test('with flags for everything nobody is asked', async () => {
  const options = { url: 'u', user: 'me', passwordFile: '/p', group: ['G'], system: 's' };
  expect(await answersOf(options, {}, undefined)).toMatchObject({
    zabbix: { credentials: { user: 'me', password: { file: '/p' } }, groups: ['G'] },
    system: { id: 's', name: 's' },
  });
});
