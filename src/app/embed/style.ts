import { createHash } from 'node:crypto';
import { countingStyle, heights, layouts } from './sizes.ts';

/** After so many seconds a view that was not renewed says so by itself: no script is there to do it. */
export const outdatedAfter = 180;

const light = {
  ground: '#ffffff',
  text: '#1f2c33',
  quiet: '#52606d',
  line: '#dfe4e7',
  link: '#0f4d8a',
  working: '#1d7f4c',
  failed: '#c42e2e',
  unknown: '#5b6b79',
  impaired: '#a85a00',
  planned: '#5058b5',
  'tint-failed': '#fbdcdc',
  'tint-unknown': '#e6eaee',
  'tint-impaired': '#fdebd3',
  'tint-working': '#f2f6f3',
} as const;

const dark: Readonly<Record<keyof typeof light, string>> = {
  ground: '#2b2b2b',
  text: '#f2f2f2',
  quiet: '#b4bcc2',
  line: '#454545',
  link: '#8fc3f5',
  working: '#5ecb8f',
  failed: '#ff8c8c',
  unknown: '#a9b7c3',
  impaired: '#ffb866',
  planned: '#aab1ff',
  'tint-failed': '#4f2629',
  'tint-unknown': '#3a444d',
  'tint-impaired': '#4a361c',
  'tint-working': '#2f3a34',
};

function colours(theme: Readonly<Record<string, string>>): string {
  return Object.entries(theme)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** The colours are Zabbix's own, and so they are in either theme. */
const severities = ['#97aab3', '#7499ff', '#ffc859', '#ffa059', '#e97659', '#e45959']
  .map((colour, severity) => `.severity-${severity}{--mark:${colour}}`)
  .join('');

const states = Object.entries({
  working: ['working', 'available'],
  failed: ['failed', 'lost'],
  unknown: ['unknown', 'off', 'retired'],
  impaired: ['impaired', 'strained'],
  planned: ['planned', 'masked'],
})
  .map(([colour, names]) => `${names.map((name) => `.state-${name}`).join()}{--mark:var(--${colour})}`)
  .join('');

const tints = ['failed', 'unknown', 'working', 'impaired']
  .map((name) => `.node-${name} rect{fill:var(--tint-${name});stroke:var(--${name})}`)
  .join('');

const frame = `
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;font:13px/17px Arial,"Liberation Sans",sans-serif;color:var(--text);background:var(--ground)}
a{color:var(--link)}
p,ol,ul,dl,dd,h1{margin:0;padding:0}
ol,ul{list-style:none}
header{flex:none;height:${heights.header}px;display:flex;gap:8px;align-items:center;padding:0 8px;white-space:nowrap;overflow:hidden}
header h1{font:bold 13px/17px Arial,"Liberation Sans",sans-serif;flex:0 1 auto;min-width:3em;overflow:hidden;text-overflow:ellipsis}
header p{flex:0 100 auto;overflow:hidden;text-overflow:ellipsis}
main{flex:1;min-height:0;overflow-y:auto}
main>p{padding:4px 8px}
footer{flex:none;height:${heights.footer}px;display:flex;gap:8px;align-items:center;padding:0 8px;white-space:nowrap;overflow:hidden;color:var(--quiet);font-size:11px}
footer .more-of{flex:none;color:var(--text);font-weight:bold}
footer a{flex:none;margin-left:auto}
.as-of{overflow:hidden;text-overflow:ellipsis}
.by-hand{display:none}
@media (scripting:none){.by-hand{display:inline}}
.mark{width:14px;height:14px;flex:none;vertical-align:-2px;fill:var(--mark)}
.chip{background:var(--mark);color:#14181c;border-radius:3px;padding:0 5px}
.quiet{color:var(--quiet)}
.old,.outdated{background:var(--tint-failed);color:var(--text);font-weight:bold}
.old header{background:var(--tint-failed)}
.old main{opacity:.75}
.outdated{position:fixed;inset:0 0 auto 0;min-height:${heights.header}px;padding:4px 8px;visibility:hidden;animation:appear 1ms linear ${outdatedAfter}s forwards}
.renewed{animation:fade 1ms linear ${outdatedAfter}s forwards}
@keyframes appear{to{visibility:visible}}
@keyframes fade{to{opacity:.4}}
.more,.slim{display:none}
@media (width < 420px){header h1,.wide{display:none}.slim{display:inline}}
`;

const lists = `
.entries>li{border-top:1px solid var(--line)}
.entries a.entry,.entries div.entry{display:block;height:100%;padding:3px 8px;overflow:hidden;color:inherit;text-decoration:none}
.entries a.entry:hover,.entries a.entry:focus-visible{background:var(--tint-unknown)}
.entry p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.entry .age{float:right;padding-left:8px;color:var(--quiet)}
.board .entries{display:grid;grid-template-columns:1fr}
.board .entries>li{min-width:0}
.tags{padding:6px 8px;color:var(--quiet)}
.tags li{display:inline-block;margin:0 10px 2px 0}
dl{display:grid;grid-template-columns:minmax(6em,max-content) 1fr;gap:3px 10px;padding:4px 8px}
dt{color:var(--quiet)}
dd li+li{margin-top:2px}
.incident h1{white-space:normal}
.incident header{height:auto;min-height:${heights.header}px;padding:4px 8px}
.drawn{display:block;width:100%;height:100%}
.drawn line{stroke:var(--line);stroke-width:1.5}
.drawn line.failed{stroke:var(--failed);stroke-width:2}
.drawn rect{stroke-width:1.5}
.drawn text{font-size:11px;fill:var(--text);text-anchor:middle}
.drawn text.word{font-size:9.5px;fill:var(--quiet)}
.drawn a:hover rect,.drawn a:focus-visible rect{stroke-width:3}
.map main.picture{overflow:hidden;padding:2px}
.map .instead,.map .more-of{display:none}
@media (width < 480px) or (height < 280px){.map .drawn{display:none}.map .instead{display:block}.map .more-of{display:inline}.map main.picture{overflow-y:auto;padding:0}}
`;

/** Two lines for an incident's text where there is little width, and all that it does in one line where there is more. */
const forms = layouts
  .map(({ of, from, columns, row }) => {
    const rules =
      of === 'board'
        ? `.board .entries{grid-template-columns:repeat(${columns},1fr)}`
        : from === 0
          ? '.incidents .text{white-space:normal;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}'
          : '.incidents .text{white-space:nowrap;display:block}.incidents .facts{display:flex;gap:12px}.incidents .facts p{flex:0 1 auto;min-width:6em}.incidents .facts p.first{flex:none}';
    return `@media (width >= ${from}px){.${of} .entries>li{height:${row}px}${rules}}`;
  })
  .join('');

/** All that views look like; it is part of each, since a sandboxed frame loads nothing of ours but itself. */
export const style = [
  `:root{color-scheme:light;${colours(light)}}`,
  `@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${colours(dark)}}}`,
  `:root[data-theme=dark]{color-scheme:dark;${colours(dark)}}`,
  severities,
  states,
  tints,
  frame,
  lists,
  forms,
  countingStyle(),
].join('\n');

/** By what a policy allows this style and no other one. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
