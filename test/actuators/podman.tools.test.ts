import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { docker } from '../../src/actuators/docker.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { eventually } from '../support/eventually.ts';

const run = promisify(execFile);

// On a host with both versions of control groups crun wants only one to be seen; and no limit may be raised in here.
const configuration = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
cgroup_manager = "cgroupfs"
runtime = "crun"
events_logger = "file"
`;
const service = 'umount /sys/fs/cgroup/unified 2>/dev/null; exec podman "$@"';

let folder: string;
let podman: ChildProcess;
let socket: string;

/** podman's own client, on the socket that Linchpin uses. */
async function client(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('podman', ['--remote', '--url', socket, ...args]);
  return stdout.trim();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-podman-'));
  socket = `unix://${folder}/engine.sock`;
  await writeFile(join(folder, 'containers.conf'), configuration);
  const stores = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  podman = spawn('unshare', ['-m', 'sh', '-c', service, 'sh', ...stores, 'system', 'service', '--time=0', socket], {
    env: { ...process.env, CONTAINERS_CONF: join(folder, 'containers.conf') },
    stdio: 'ignore',
  });
  await eventually(
    'podman serves the API of the Docker engine',
    () => client('version'),
    (text) => text !== '',
  );
  await mkdir(join(folder, 'image'));
  // An image of nothing but one program and what that needs: none has to be fetched.
  const { stdout } = await run('ldd', ['/usr/bin/sleep']);
  const libraries = [...stdout.matchAll(/(?<=\s)\/\S+/gu)].map(([path]) => path);
  await run('cp', ['--parents', '--dereference', '/usr/bin/sleep', ...libraries, join(folder, 'image')]);
  await run('tar', ['-C', join(folder, 'image'), '-cf', join(folder, 'image.tar'), '.']);
  await client('import', join(folder, 'image.tar'), 'tried:1');
  await client('run', '--detach', '--network', 'none', '--name', 'mx-1', 'tried:1', '/usr/bin/sleep', '1000');
});
afterAll(async () => {
  await client('rm', '--all', '--force', '--time', '0').catch(() => undefined);
  podman.kill();
  await rm(folder, { recursive: true, force: true });
});

function actuator(): Actuator {
  const access = { endpoints: [{ servers: '*', url: socket }], tls: {}, stopTimeout: 1 };
  return new Actuator(docker(access), { timeout: 30, withoutSecrets: (text) => text });
}

const startedAt = (): Promise<string> => client('inspect', '--format', '{{.State.StartedAt}}', 'mx-1');

test('a preview finds a real container and leaves it alone', async () => {
  const before = await startedAt();
  const { text } = await actuator().preview(orderOf());
  expect(text).toContain('restart of container/vm-01/mx-1 (running since');
  expect(await startedAt()).toBe(before);
});

test('a real container is restarted', async () => {
  const before = await startedAt();
  const outcome = await actuator().act(orderOf(), endless);
  expect(outcome).toMatchObject({ result: 'done' });
  expect(await startedAt()).not.toBe(before);
});

test('a container that is called by a part of another’s id is not restarted', async () => {
  const before = await startedAt();
  const id = await client('inspect', '--format', '{{.Id}}', 'mx-1');
  const outcome = await actuator().act(orderOf({ targets: [containerTarget(id.slice(0, 8))] }), endless);
  expect([outcome.result, await startedAt()]).toEqual(['failed', before]);
});

test('what a real engine does not have is told', async () => {
  const outcome = await actuator().act(orderOf({ targets: [containerTarget('gone')] }), endless);
  expect([outcome.result, outcome.output]).toEqual(['failed', expect.stringContaining('no such container')]);
});
