import { expect, it } from 'vitest';
import { namedNodes } from '../../src/app/named-nodes.ts';

it('of very many unknown names the first are told, and of few of them what was meant', () => {
  const asked: string[] = [];
  const names = Array.from({ length: 1000 }, (_, at) => `pod/mailbox-${100 + at}`);
  const named = namedNodes(names, (text) => {
    asked.push(text);
    return { wrong: 'is no node of the model', known: ['pod/mailbox-1'] };
  });
  const complaints = 'complaints' in named ? named.complaints.map(({ complaint }) => complaint) : [];
  expect(complaints.slice(4, 6)).toEqual([
    '`pod/mailbox-104` is no node of the model: did you mean `pod/mailbox-1`?',
    '`pod/mailbox-105` is no node of the model.',
  ]);
  expect([complaints.length, asked.length]).toEqual([20, 20]);
});
