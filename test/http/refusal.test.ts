import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { problemIn } from '../../src/http/api/refusal.ts';
import { sendProblem } from '../../src/http/problem.ts';
import { WorldError } from '../../src/ports.ts';

it('what the world did not let answer bears its code, by which there is help', async () => {
  const server = fastify();
  const problem = problemIn(new WorldError('E401', 'The store is gone.'));
  server.get('/', (_, reply) => (problem ? sendProblem(reply, problem) : reply.send()));
  const answer = await server.inject('/');
  await server.close();
  expect([answer.statusCode, answer.json()]).toEqual([
    503,
    expect.objectContaining({ type: 'urn:linchpin:problem:unreachable', code: 'E401', detail: 'The store is gone.' }),
  ]);
});
