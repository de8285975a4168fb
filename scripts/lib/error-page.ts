import { catalogue, errorAreas, errorCodes } from '../../src/domain/errors/catalogue.ts';

const introduction = `# Errors

<!-- made from the code by \`node dist/scripts/error-page.js\`; test/docs/errors.test.ts says when it is not up to date -->

Every error bears a code: at the end of its message, as \`code\` in the log and in the answers of the API, as \`number\` in the findings
of \`--json\`. \`linchpin help E301\` says on the command line what stands here. A code never changes its meaning.
`;

/** The text of docs/errors.md: every error of the catalogue, by area. */
export function errorPage(): string {
  const areas = errorAreas.map(({ begin, title }) => {
    const sections = errorCodes.filter((code) => code.startsWith(begin)).map(sectionOf);
    return `## ${title}\n\n${sections.join('\n')}`;
  });
  return [introduction, ...areas].join('\n');
}

function sectionOf(code: (typeof errorCodes)[number]): string {
  const { title, meaning, advice, example, findings = [] } = catalogue[code];
  const words = findings.map((word) => `\`${word}\``).join(', ');
  return [
    `### ${code}: ${title}\n\n${plain(meaning)}\n\n**What to do:** ${plain(advice)}\n`,
    ...(example === undefined ? [] : [`\`\`\`text\n${example}\n\`\`\`\n`]),
    ...(words === '' ? [] : [`In JSON: ${words}.\n`]),
  ].join('\n');
}

/** Outside of code Markdown would take these signs for its own. */
function plain(text: string): string {
  return text.replaceAll(/`[^`]*`|[*<_\[\]{}\\]/gu, (found) => (found.startsWith('`') ? found : `\\${found}`));
}
