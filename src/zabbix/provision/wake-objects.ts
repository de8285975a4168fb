import { randomBytes, scryptSync } from 'node:crypto';
import { outputTag } from '../../domain/item-keys.ts';
import type { HostGroup } from '../inventory.ts';
import type { VersionAdapter } from '../versions.ts';
import { groupCondition, onProblems, pausing, tagCondition, telling, wholeAction } from './action-form.ts';
import type { Collection, Ids, NamedObject } from './objects.ts';
import { maker, ownName } from './own-names.ts';
import type { FoundObject } from './schema.ts';
import { wakeScript } from './wake-script.ts';

/** By what Zabbix shall wake a Linchpin. */
export interface DesiredWake {
  /** The address that takes hints. */
  readonly url: string;
  readonly token: string;
}

/** What the objects depend on beside the wish: which Linchpin it is, and what it reads. */
export interface WakeGround {
  /** The host group of Linchpin's own hosts: by it two Linchpins that share a Zabbix are told apart. */
  readonly ownGroup: string;
  /** The host groups that are configured to be read; none: all. */
  readonly named: readonly string[];
  /** All host groups that are read. */
  readonly groups: readonly HostGroup[];
  /** The role of the user that gets the hints: it needs to see hosts and nothing else. */
  readonly roleId: string;
  readonly adapter: Pick<VersionAdapter, 'templateGroups' | 'connectors'>;
}

type WakeObject = NamedObject & Pick<Collection, 'kind' | 'ask' | 'isOurs'>;

/** The objects by which Zabbix wakes a Linchpin, one of each kind, in the order of making. */
export function wakeObjects(ground: WakeGround, wish: DesiredWake): readonly Collection[] {
  const name = ownName('wake-up', ground.ownGroup);
  // Zabbix has no way to write every context: a backslash before the closing quote can't be.
  const macro = `{$LINCHPIN.WAKE.TOKEN:"${ground.ownGroup.replace(/["\\]/gu, "'")}"}`;
  const objects = [
    tokenMacro(macro, wish),
    mediaType(name, macro, wish),
    userGroup(name, ground),
    user(name, ground),
    action(name, ground),
    ...(ground.adapter.connectors ? [connector(name, macro, wish)] : []),
  ];
  return objects.map(({ kind, ask, isOurs, ...object }) => ({ kind, ask, isOurs, objects: [object] }));
}

function tokenMacro(macro: string, { token }: DesiredWake): WakeObject {
  // Zabbix never shows a secret again, so that a changed one is known by its print. A slow one: it can be read.
  const print = scryptSync(token, 'linchpin wake-up', 6).toString('hex');
  return {
    kind: 'macro',
    name: macro,
    ask: { globalmacro: true, output: ['globalmacroid', 'macro', 'type', 'description'] },
    form: () => ({ macro, type: 1, description: `The token with which Zabbix wakes Linchpin. ${maker} (${print})` }),
    hidden: { value: token },
    isOurs: isMarked,
    details: ['secret'],
  };
}

function mediaType(name: string, macro: string, { url }: DesiredWake): WakeObject {
  return {
    kind: 'media type',
    name,
    ask: { output: 'extend', selectMessageTemplates: ['eventsource', 'recovery', 'subject', 'message'] },
    form: () => ({
      name,
      type: 4,
      script: wakeScript,
      timeout: '3s',
      // A hint that comes late is worth nothing, and must not hold up the alerts of people.
      maxattempts: 1,
      maxsessions: 1,
      parameters: [
        { name: 'url', value: url },
        { name: 'token', value: macro },
        { name: 'problem', value: '{EVENT.ID}' },
        { name: 'recovery', value: '{EVENT.RECOVERY.ID}' },
      ],
      message_templates: [0, 1].map((recovery) => ({
        eventsource: 0,
        recovery,
        subject: 'Wakes Linchpin',
        message: '{EVENT.NAME}',
      })),
      description: `Wakes Linchpin when a problem begins or ends. ${maker}`,
    }),
    // From 7.0 on media types are made disabled unless one says otherwise.
    first: { status: 0 },
    isOurs: isMarked,
    details: [`calls ${url}`],
  };
}

/** Its members are told of the hosts that Linchpin reads, and of no others: above all not of Linchpin's own. */
function userGroup(name: string, { groups, adapter }: WakeGround): WakeObject {
  const isSplit = adapter.templateGroups === 'their own';
  const rights = groups.map(({ groupId }) => ({ id: groupId, permission: 2 }));
  return {
    kind: 'user group',
    name,
    ask: {
      output: 'extend',
      [isSplit ? 'selectHostGroupRights' : 'selectRights']: ['id', 'permission'],
      selectUsers: ['username'],
    },
    // 3: its users can't log in to the frontend.
    form: () => ({ name, gui_access: 3, [isSplit ? 'hostgroup_rights' : 'rights']: rights }),
    isOurs: ({ users = [] }) => users.every(({ username }) => username === name),
    details: [`read permission on ${groups.length} host groups`],
  };
}

const surname = 'made by linchpin provision';

function user(name: string, { roleId }: WakeGround): WakeObject {
  return {
    kind: 'user',
    name,
    ask: { output: ['userid', 'username', 'surname'], selectMedias: 'extend', selectUsrgrps: ['usrgrpid'] },
    form: (ids) => ({
      username: name,
      surname,
      usrgrps: [{ usrgrpid: ids('user group', name) }],
      medias: [
        {
          mediatypeid: ids('media type', name),
          sendto: 'linchpin',
          active: 0,
          severity: 63,
          period: '1-7,00:00-24:00',
        },
      ],
    }),
    // Nobody knows the password: the user is there to be sent to. Zabbix asks for a letter of each case, a digit, a sign.
    first: { passwd: `${randomBytes(24).toString('base64url')}aA1!`, roleid: roleId },
    isOurs: (found) => found.surname === surname,
    details: ['gets the hints; nobody can log in as it'],
  };
}

/** Update operations are left out: a comment, which may be Linchpin's own, changes nothing that is read. */
function action(name: string, { named, groups, adapter }: WakeGround): WakeObject {
  const isRead = named.map((wanted) => groups.find((group) => group.name === wanted)?.groupId);
  const conditions = [
    // What Linchpin itself puts out must not wake it.
    tagCondition(outputTag.tag, outputTag.value, false),
    ...isRead.flatMap((groupId) => (groupId === undefined ? [] : [groupCondition(groupId)])),
  ];
  return {
    kind: 'action',
    name,
    ask: wholeAction,
    form: (ids) => {
      const message = { default_msg: 1, mediatypeid: ids('media type', name) };
      const tell = [telling(message, { userid: ids('user', name) })];
      return {
        name,
        esc_period: '1h',
        // A maintenance, or a symptom, is no reason to wait: Linchpin judges that itself.
        ...pausing(false, adapter),
        filter: { evaltype: 0, conditions },
        operations: tell,
        recovery_operations: tell,
        update_operations: [],
      };
    },
    first: onProblems,
    // Nothing in an action says who made it: it is ours if it tells our user alone, or has lost whom it told.
    isOurs: ({ operations = [] }, ids) =>
      isAround(name, ids) &&
      operations.every(({ opmessage_usr: users = [] }) => users.every(({ userid }) => userid === ids('user', name))),
    details: ['when a problem begins or ends'],
  };
}

function connector(name: string, macro: string, { url }: DesiredWake): WakeObject {
  return {
    kind: 'connector',
    name,
    ask: { output: 'extend', selectTags: ['tag', 'operator', 'value'] },
    form: () => ({
      name,
      url,
      // Events; values come all the time, and a hint at each would be none.
      data_type: 1,
      max_records: 1000,
      max_senders: 1,
      max_attempts: 1,
      timeout: '3s',
      authtype: 5,
      token: macro,
      tags_evaltype: 0,
      tags: [{ tag: outputTag.tag, operator: 1, value: outputTag.value }],
      description: `Wakes Linchpin when a problem begins or ends. ${maker}`,
    }),
    first: { status: 1 },
    isOurs: isMarked,
    details: [
      `calls ${url}`,
      'works where StartConnectors is at least 1 in zabbix_server.conf; the action works without',
    ],
  };
}

/** Whether anything that tells its maker is there: without, an action of our name may be of people. */
function isAround(name: string, ids: Ids): boolean {
  return ids('media type', name) !== undefined || ids('user', name) !== undefined;
}

function isMarked({ description = '' }: FoundObject): boolean {
  return description.includes(maker);
}
