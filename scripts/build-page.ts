import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

const source = 'src/page';
const target = 'dist/page';

/** All that a browser may have to fetch, in bytes as they are sent. */
const largestPage = 250_000;

/**
 * Builds the web page into `dist/page`: `index.html`, and in `assets/` the rest, each file named by its content, so that
 * browsers may keep it for good. Fails where it has become too large.
 */
async function main(): Promise<void> {
  await rm(target, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [`${source}/main.tsx`, `${source}/style/page.css`],
    outdir: `${target}/assets`,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2023', 'chrome111', 'firefox115', 'safari16.4'],
    minify: true,
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: `${source}/tsconfig.json`,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const icon = await keepByContent(`${source}/icon.svg`);
  const page = (await readFile(`${source}/index.html`, 'utf8'))
    .replace('{script}', `assets/${builtFrom(metafile, 'main.tsx')}`)
    .replace('{style}', `assets/${builtFrom(metafile, 'page.css')}`)
    .replace('{icon}', `assets/${basename(icon)}`);
  await writeFile(join(target, 'index.html'), page);
  const sizes = await Promise.all([...Object.keys(metafile.outputs), icon].map(compress));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole > largestPage) throw new Error(`the page has ${whole} bytes gzipped, and may have ${largestPage}`);
}

function builtFrom({ outputs }: Metafile, name: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`nothing was built from ${name}`);
  return basename(found[0]);
}

async function keepByContent(path: string): Promise<string> {
  const content = await readFile(path);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const [name = '', ending = ''] = basename(path).split('.');
  const kept = `${target}/assets/${name}-${hash}.${ending}`;
  await mkdir(`${target}/assets`, { recursive: true });
  await writeFile(kept, content);
  return kept;
}

/** Lays the compressed form beside a file, as it is sent to who takes it, and gives its size. */
async function compress(path: string): Promise<number> {
  const compressed = gzipSync(await readFile(path), { level: 9 });
  await writeFile(`${path}.gz`, compressed);
  return compressed.length;
}

await main();
