import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoveryExample } from '../../src/http/api/recovery/example.ts';
import { Recovery, RecoveryAction, RecoveryPreview } from '../../src/http/api/recovery/schema.ts';
import { Incidents, Problem } from '../../src/http/api/schema.ts';
import { apiModel, ApiSite } from '../support/api-site.ts';

const model = `${apiModel}
rules: { status: { for: 0s } }
recoveries:
  restart-it: { for: { kind: container }, heldFor: 0s, steps: [{ restart: { by: engine } }, { escalate: { to: Second line } }] }
`;
const broken = 'container/vm-1/db-1';

let site: ApiSite;
beforeEach(async () => {
  site = await ApiSite.start(model, '/', { view: 'view-token-0123456789', operate: 'operate-token-0123456789' });
  site.recovery = {
    ...site.recovery,
    mode: 'approve',
    storm: { failed: 0.9, unknown: 0.9 },
    actuators: new Map([['engine', { kind: 'command', command: ['/bin/true'], environment: {} }]]),
  };
  await site.allRun().cycle();
  await fails();
  await fails();
});
afterEach(() => site.stop());

const fails = async (): Promise<void> => {
  await site.runs('vm-1/db-1', false).runs('vm-2/db-2').runs('vm-3/db-3').runs('vm-3/front-1').cycle();
};

const asOperator = { authorization: 'Bearer operate-token-0123456789' };
const asViewer = { authorization: 'Bearer view-token-0123456789' };
const ask = async (path: string): Promise<unknown> => (await site.ask(path, { headers: asViewer })).body;
const send = (path: string, body: unknown, headers: Readonly<Record<string, string>> = asOperator) =>
  site.ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const recovery = async () => Recovery.parse(await ask('recovery'));
const code = async (): Promise<string> => (await recovery()).actions[0]?.code ?? '';

describe('recovery over HTTP', () => {
  it('is told with what it plans, for whom it waits, and the steps that follow', async () => {
    const { mode, plans, actions, stop } = await recovery();
    expect({ mode, stop, states: actions.map(({ state, kind, targets }) => [state, kind, ...targets]) }).toEqual({
      mode: 'approve',
      stop: undefined,
      states: [['waiting', 'restart', broken]],
    });
    expect(plans[0]).toMatchObject({
      root: broken,
      state: 'waiting',
      step: 0,
      steps: [{ kind: 'restart' }, { kind: 'escalate', text: expect.stringContaining('Second line') as string }],
      approval: { code: actions[0]?.code },
      text: expect.stringMatching(/restart.*\[\w{4}-\w{4}\]$/i) as string,
    });
    expect(Incidents.parse(await ask('incidents')).incidents[0]?.recovery?.state).toBe('waiting');
  });

  it('answers as the example of its description says', async () => {
    const told = JSON.stringify(await ask('recovery')).replaceAll(await code(), 'k7mq-2xvd');
    expect(JSON.parse(told)).toEqual(recoveryExample);
  });

  it('shows what exactly would be done, and says of what nothing is planned', async () => {
    const [plan] = (await recovery()).plans;
    const preview = RecoveryPreview.parse(await ask(`recovery/preview?incident=${plan?.incident ?? ''}`));
    expect(preview).toEqual({ text: `restart of ${broken}`, request: ['POST /restart'] });
    expect(Problem.parse(await ask('recovery/preview?incident=none')).status).toBe(404);
  });

  it('begins what an operator approves, and asks for a cycle', async () => {
    const { status, body } = await send('recovery/answers', { code: await code(), verdict: 'approve', who: 'Anna' });
    expect(status).toBe(200);
    expect(RecoveryAction.parse(body)).toMatchObject({ kind: 'restart', targets: [broken] });
    expect(site.wakes).toBe(1);
    await fails();
    expect(site.begun).toHaveLength(1);
    expect((await recovery()).actions[0]?.answer).toMatchObject({ verdict: 'approve', by: 'Anna', via: 'page' });
  });

  it('lets nobody answer who may only view, and takes no answer twice', async () => {
    const answer = { code: await code(), verdict: 'reject' };
    expect((await send('recovery/answers', answer, asViewer)).status).toBe(403);
    expect((await send('recovery/answers', answer)).status).toBe(200);
    const { status, body } = await send('recovery/answers', { ...answer, verdict: 'approve' });
    expect({ status, detail: Problem.parse(body).detail }).toEqual({
      status: 404,
      detail: expect.stringContaining('web has answered it (reject)') as string,
    });
  });

  it('is stopped by an operator alone, and goes on once that is ended', async () => {
    expect((await send('recovery/stop', {}, asViewer)).status).toBe(403);
    const stopped = Recovery.parse((await send('recovery/stop', { reason: 'we move', who: 'Anna' })).body);
    expect(stopped.stop).toMatchObject({ by: 'Anna', via: 'page', reason: 'we move' });
    await send('recovery/answers', { code: await code(), verdict: 'approve' });
    await fails();
    expect(site.begun).toEqual([]);
    const ended = await site.ask('recovery/stop', { method: 'DELETE', headers: asOperator });
    expect(Recovery.parse(ended.body).stop).toBeUndefined();
    await fails();
    expect(site.begun).toHaveLength(1);
  });
});
