import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Step {
  readonly what: string;
  readonly rest: string;
}

const text = readFileSync('Dockerfile', 'utf8')
  .replaceAll(/^\s*#.*\n/gmu, '')
  .replaceAll(/\\\n\s*/gu, '');
const steps: readonly Step[] = text
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ what: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const first = steps.findIndex(({ what }) => what === 'FROM');
const second = steps.findIndex(({ what }, index) => what === 'FROM' && index > first);
const image = steps.slice(second);
const restOf = (what: string, among: readonly Step[] = image): readonly string[] =>
  among.filter((step) => step.what === what).map(({ rest }) => rest);

describe('the Dockerfile', () => {
  it('copies only what is there, and what .dockerignore lets through', () => {
    const sources = restOf('COPY', steps.slice(first, second)).flatMap((rest) => rest.split(' ').slice(0, -1));
    const allowed = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    expect(sources.filter((source) => !allowed.includes(`!${source}`))).toEqual([]);
    expect(allowed[0]).toBe('*');
  });

  it('takes into the image nothing but what the building stage made', () => {
    expect(restOf('COPY').filter((rest) => !rest.startsWith('--from=build '))).toEqual([]);
    expect(steps.filter(({ what }) => what === 'FROM').map(({ rest }) => rest)).toEqual([
      'node:${NODE} AS build',
      'node:${NODE}',
    ]);
  });

  it('has no secret: neither as a build argument nor in the environment', () => {
    const names = [...restOf('ARG', steps), ...restOf('ENV', steps)].flatMap((rest) => rest.match(/\w+(?==)/gu) ?? []);
    expect(names).toEqual(['NODE', 'VERSION', 'REVISION', 'NODE_ENV', 'LINCHPIN_STORE_SQLITE']);
  });

  it('runs as a user by number, who is not root, in the form that passes signals on', () => {
    expect(restOf('USER')).toEqual(['1000:1000']);
    for (const what of ['ENTRYPOINT', 'CMD']) expect(JSON.parse(restOf(what).join())).toBeInstanceOf(Array);
    const after = image.slice(image.findIndex(({ what }) => what === 'USER'));
    expect(restOf('RUN', after)).toEqual([]);
  });

  it('keeps the store in its volume, and asks the command line whether it is well', () => {
    expect(restOf('VOLUME')).toEqual(['/var/lib/linchpin']);
    expect(restOf('ENV').join()).toContain('LINCHPIN_STORE_SQLITE=/var/lib/linchpin/linchpin.db');
    expect(restOf('HEALTHCHECK').join()).toContain('CMD ["linchpin", "healthcheck"');
  });
});

describe('the Node that is asked for', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const served = (...versions: readonly string[]): readonly string[] => {
    const script = '. scripts/lib/node.sh; for v in "$@"; do if version_serves "$v"; then echo "$v"; fi; done';
    return execFileSync('bash', ['-c', script, 'bash', ...versions], { encoding: 'utf8' })
      .trim()
      .split('\n');
  };

  it('is the same for the package, the scripts and the image', () => {
    expect(engines.node).toBe('^20.19.0 || ^22.14.0 || >=24');
    const others = ['18.20.8', '20.18.3', '21.7.3', '22.13.1', '23.11.1'];
    const these = ['20.19.0', '22.14.0', '24.0.0', '26.1.0'];
    expect(served(...others, ...these)).toEqual(these);
    expect(restOf('ARG', steps)[0]).toBe('NODE=24-bookworm-slim');
  });
});
