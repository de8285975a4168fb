import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { command } from '../../src/actuators/command.ts';
import { endless, orderOf } from '../support/action-order.ts';

/** As docs/actuators.md shows it; the container is a file of its name, since Ansible works on the server itself. */
const playbook = `- hosts: all
  gather_facts: false
  tasks:
    - name: only what is here can be mended
      ansible.builtin.stat: { path: "{{ folder }}/{{ container }}" }
      register: found
      failed_when: not found.stat.exists
    - name: give the container what it is started with, and start it
      ansible.builtin.copy:
        content: "heap={{ heap }} action={{ lookup('env', 'LINCHPIN_ACTION') }}"
        dest: "{{ folder }}/{{ container }}"
        mode: "0600"
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-ansible-'));
  await writeFile(join(folder, 'mend.yml'), playbook);
  await writeFile(
    join(folder, 'hosts'),
    'vm-01 ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n',
  );
  await writeFile(join(folder, 'mx-1'), 'heap=1g');
});
afterAll(() => rm(folder, { recursive: true }));

function ansible(): Actuator {
  const access = {
    command: [
      '/usr/bin/ansible-playbook',
      ...['--inventory', 'hosts', '--limit', '{server}'],
      ...['--extra-vars', `folder=${folder}`],
      ...['--extra-vars', 'container={container}'],
      ...['--extra-vars', 'heap={parameter.heap}', 'mend.yml'],
    ],
    folder,
    environment: {
      ANSIBLE_NOCOLOR: '1',
      ANSIBLE_LOCAL_TEMP: join(folder, 'local'),
      ANSIBLE_REMOTE_TEMP: join(folder, 'remote'),
    },
  };
  return new Actuator(command(access), { timeout: 60, withoutSecrets: (text) => text });
}

test('a playbook mends a container of the server that it is told', async () => {
  const order = orderOf({ kind: 'restart-with', parameters: { heap: '2g' } });
  const outcome = await ansible().act(order, endless);
  expect(outcome).toMatchObject({
    result: 'done',
    output: expect.stringMatching(/vm-01\s+: ok=2\s+changed=1/u) as string,
  });
  expect(await readFile(join(folder, 'mx-1'), 'utf8')).toBe('heap=2g action=a-1');
});

test('a playbook that fails is told, with what it said', async () => {
  const [target] = orderOf().targets;
  const order = orderOf({ targets: [{ ...target!, name: 'mx-9' }], parameters: { heap: '2g' } });
  const outcome = await ansible().act(order, endless);
  expect(outcome).toMatchObject({ result: 'failed', output: expect.stringContaining('failed=1') as string });
});
