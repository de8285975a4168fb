import { flow } from '../model/text-edits.ts';
import type { GuessedLine } from './guess-signals.ts';

/** Where a secret is to be read from. */
export type SecretPlace = { readonly file: string } | { readonly env: string };

/** How to reach Zabbix, as far as somebody said it. */
export interface ZabbixAnswers {
  readonly url: string;
  readonly credentials: { readonly token: SecretPlace } | { readonly user: string; readonly password: SecretPlace };
  readonly ca?: string;
  readonly groups: readonly string[];
  readonly trapper?: string;
  readonly allowPlainHttp: boolean;
}

/** What a first configuration says beside that. */
export interface FirstConfiguration {
  readonly zabbix: ZabbixAnswers;
  /** The presets for the templates that were found. */
  readonly presets: readonly string[];
  readonly lines: readonly GuessedLine[];
}

/** Writes a first `linchpin.yaml`: it holds no secret, and nothing that is as it is by default but what people look for. */
export function writeConfiguration({ zabbix, presets, lines }: FirstConfiguration): string {
  const { url, credentials, ca, groups, trapper, allowPlainHttp } = zabbix;
  const access = [
    `url: ${flow(url)}`,
    ...('token' in credentials
      ? [`token: ${flow(credentials.token)}`]
      : [`user: ${flow(credentials.user)}`, `password: ${flow(credentials.password)}`]),
    ...(ca === undefined ? [] : [`ca: ${flow(ca)}`]),
    ...(allowPlainHttp ? ['allowPlainHttp: true'] : []),
    ...(groups.length === 0 ? [] : [`groups: ${flow(groups)}`]),
    ...(trapper === undefined ? [] : [`trapper: ${flow({ nodes: [trapper] })}`]),
  ];
  return `# Written by \`linchpin init\`. What it leaves out has a default; docs/schema/linchpin-config.schema.json has all there is.
model: ./model
inventory: { from: zabbix }   # new servers and containers that fit the model are taken over by themselves

zabbix:
${access.map((line) => `  ${line}`).join('\n')}

signals:
  presets: ${flow(presets)}   # the templates that were found
${linesText(lines)}
publish:
  mode: observe               # nothing above Information while the model is being corrected; then: publish

store: { sqlite: ./linchpin.db }
`;
}

function linesText(lines: readonly GuessedLine[]): string {
  if (lines.length === 0) return '';
  const each = lines.map(({ line, items }) => `    - ${flow(line)}   # ${String(items)} items`);
  return `  # Guessed by the words of the keys: look whether each is what it says, and a counter where it must be one.
  items:
${each.join('\n')}
`;
}
