import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from '../support/run-here.ts';

it('prints the one version that the package, the image and the change log have', async () => {
  const { printed } = await run(['--version']);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  const image = /^ARG VERSION=(.+)$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1];
  const newest = /^## (\S+)/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1];
  expect([printed.trim(), image, newest]).toEqual([version, version, version]);
});
