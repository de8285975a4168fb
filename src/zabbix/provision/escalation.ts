import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import type { VersionAdapter } from '../versions.ts';
import { groupCondition, onProblems, pausing, tagCondition, telling, wholeAction } from './action-form.ts';
import { lacking } from './difference.ts';
import type { Collection, Form } from './objects.ts';
import { ownName } from './own-names.ts';
import type { FoundObject } from './schema.ts';
import { inAnyLanguage, viewWords } from './texts.ts';
import type { ViewWords } from './view-words-en.ts';

/** Who is told of what. */
export interface DesiredEscalation {
  /** The id of the user group that is told. */
  readonly usergroupId: string;
  readonly usergroup: string;
  /** The least severity of the incidents of which it is told: that of `critical`. */
  readonly severity: Severity;
}

/** What the action follows from beside the wish. */
export interface EscalationGround {
  /** The host group of Linchpin's own hosts: nothing else is told. */
  readonly ownGroup: string;
  readonly ownGroupId: string;
  /** In which people are told. */
  readonly language: Language;
  readonly adapter: Pick<VersionAdapter, 'connectors'>;
}

/**
 * The action that tells people of what is critical, and that nobody watches any more: each incident by its own problem,
 * and neither by the system's outage nor by the notices of what it takes down, so that one fault is one page. Without a
 * wish: what is to go.
 */
export function escalationObjects(ground: EscalationGround, wish: DesiredEscalation | undefined): Collection {
  const name = ownName('escalation', ground.ownGroup);
  return {
    kind: 'action',
    ask: wholeAction,
    // Nothing in an action says who made it; nobody but us asks for our tag.
    isOurs: ({ filter }) =>
      filter?.conditions.some(({ value, value2 }) => value2 === outputTag.tag && value === outputTag.value) === true,
    among: { filter: { name: [name], eventsource: 0 } },
    objects:
      wish === undefined
        ? []
        : [
            {
              name,
              form: (_, found) => ({
                name,
                filter: filterOf(ground, wish),
                // Once made, when and how to tell is the site's matter; whom, the configuration's.
                ...(found !== undefined && isOfTheSite(found, wish) ? {} : steps(wish, viewWords[ground.language])),
              }),
              // Of whom it tells one goes by the configuration, of how by nothing.
              content: ({ filter }) => filter,
              first: { ...onProblems, esc_period: '1m', ...pausing(true, ground.adapter) },
              details: [`tells user group "${wish.usergroup}" after 1 minute, after 16, then each hour for 12 hours`],
            },
          ],
  };
}

/** A: of our own hosts, B: of Linchpin's making; then either a critical incident that nobody planned, or no watch. */
function filterOf({ ownGroupId }: EscalationGround, { severity }: DesiredEscalation): Form {
  const tag = (formulaid: string, name: string, value: string): Form => ({ formulaid, ...tagCondition(name, value) });
  return {
    // 3: by the formula.
    evaltype: 3,
    formula: 'A and B and ((C and D and E) or (F and G))',
    conditions: [
      { formulaid: 'A', ...groupCondition(ownGroupId) },
      tag('B', outputTag.tag, outputTag.value),
      tag('C', 'component', 'incident'),
      tag('D', 'planned', 'no'),
      // 5: at least.
      { formulaid: 'E', conditiontype: 4, operator: 5, value: String(severity) },
      tag('F', 'component', 'linchpin'),
      tag('G', 'scope', 'availability'),
    ],
  };
}

interface Message {
  readonly default_msg: 0;
  readonly subject: string;
  readonly message: string;
}

/** What is told when a problem begins, when it is over, and when somebody does something about it. */
function messages({ escalation: words }: ViewWords): Readonly<Record<'problem' | 'recovery' | 'update', Message>> {
  const item = (key: string): string => `{?last(/{HOST.HOST}/${key})}`;
  const state = item(itemKeys.system('state'));
  const standing = [
    `${words.lost}: ${item(itemKeys.functionsLost)}`,
    `${words.system}: ${state}, ${words.reserve}: ${item(itemKeys.system('reserve'))}`,
  ];
  const about = [
    `${words.root}: {EVENT.TAGS."linchpin.node"}`,
    `${words.subsystems}: {EVENT.TAGS."linchpin.subsystem"}`,
  ];
  const message = (subject: string, lines: readonly string[]): Message => ({
    default_msg: 0,
    subject,
    message: lines.join('\n'),
  });
  return {
    problem: message('{EVENT.SEVERITY}: {EVENT.NAME}', [
      '{EVENT.NAME}',
      '',
      `${words.action}: {EVENT.OPDATA}`,
      ...about,
      ...standing,
      `${words.since}: {EVENT.DATE} {EVENT.TIME}`,
      words.shown('{HOST.NAME}', '{EVENT.ID}'),
    ]),
    recovery: message(`${words.over}: {EVENT.NAME}`, [
      '{EVENT.NAME}',
      '',
      words.lasted('{EVENT.DURATION}'),
      ...about,
      ...standing,
    ]),
    update: message(`${words.update}: {EVENT.NAME}`, [
      '{USER.FULLNAME} {EVENT.UPDATE.ACTION}:',
      '{EVENT.UPDATE.MESSAGE}',
      '',
      ...about,
    ]),
  };
}

/**
 * Step 1 only waits: an incident that is regrouped, or changes its severity, in its first minute has a new problem by
 * then, and is told once. Then at once, after 15 minutes, and each hour, while nobody acknowledges; and not for ever.
 */
function steps({ usergroupId }: DesiredEscalation, words: ViewWords): Form {
  const { problem, recovery, update } = messages(words);
  // 0: by every medium that a user has.
  const tell = telling({ ...problem, mediatypeid: '0' }, { usrgrpid: usergroupId });
  // 14: acknowledged; 0: not.
  const opconditions = [{ conditiontype: 14, operator: 0, value: '0' }];
  return {
    operations: [
      { ...tell, esc_period: '15m', esc_step_from: 2, esc_step_to: 2, evaltype: 0 },
      { ...tell, esc_period: '1h', esc_step_from: 3, esc_step_to: 14, evaltype: 0, opconditions },
    ],
    // 11 and 12: those who were told.
    recovery_operations: [{ operationtype: 11, opmessage: recovery }],
    update_operations: [{ operationtype: 12, opmessage: update }],
  };
}

/** Whether it tells whom it should, and what people made of it since: what was written in another language is ours still. */
function isOfTheSite(found: FoundObject, wish: DesiredEscalation): boolean {
  const isAsWritten = inAnyLanguage((words) => lacking(found, steps(wish, words)).length === 0).includes(true);
  return tells(found['operations'], wish) && !isAsWritten;
}

function tells(operations: unknown, { usergroupId }: DesiredEscalation): boolean {
  return JSON.stringify(operations ?? []).includes(`"usrgrpid":"${usergroupId}"`);
}
