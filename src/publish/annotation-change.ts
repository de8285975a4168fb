import type { AnnotationWish, ProblemChange, ProblemUpdate } from '../domain/source-problem.ts';
import type { EventId } from '../domain/zabbix.ts';

/** What else decides what may be done to a problem. */
export interface AnnotationScene {
  /** Who Linchpin is in Zabbix; absent where that cannot be known: then only what carries a marker is its own. */
  readonly userId?: string;
  /** What it is to be ranked under, already found; absent where it is to be a cause, or that is not to be had. */
  readonly under?: EventId;
  /** Whether this Zabbix ranks problems at all. */
  readonly canRank: boolean;
  /** Whether the severity of this problem may be changed. */
  readonly canChangeSeverity: boolean;
}

/** Marks every comment of Linchpin's, whatever it is about. */
const anyMarker = /\n\[Linchpin: [^\n]*\]$/;

/** More comments than this on one problem are more than anybody reads: then nothing new is begun on it. */
const mostComments = 20;

/**
 * What is left to do to a problem, by what Zabbix shows and what was done to it before; nothing where it is as it should
 * be. What anybody else changed is left alone for good: its severity, its rank, its acknowledgement, each by itself.
 */
export function changeFor(
  wish: AnnotationWish,
  updates: readonly ProblemUpdate[],
  scene: AnnotationScene,
): Omit<ProblemChange, 'eventId'> {
  const own = updates.filter((update) => isOwn(update, scene.userId));
  const past: Past = { own, others: updates.filter((update) => !own.includes(update)) };
  const comments = own.filter(({ message }) => anyMarker.test(message));
  if (wish.role !== 'over' && comments.length >= mostComments && !wasSaid(comments, wish)) return {};
  const parts = {
    ...severityChange(wish, past, scene),
    ...rankChange(wish, past, scene),
    ...acknowledgement(wish, past),
  };
  // What nobody could tell for Linchpin's own later must say so itself.
  const needsMark = scene.userId === undefined && Object.keys(parts).length > 0;
  const isSaid = needsMark || isDueComment(wish, comments, parts);
  return isSaid && wish.comment !== undefined ? { ...parts, message: wish.comment } : parts;
}

/** A comment is said once. That all is over is worth one where something else had been said, or is taken back. */
function isDueComment(wish: AnnotationWish, comments: readonly ProblemUpdate[], parts: object): boolean {
  if (wish.marker === undefined || wasSaid(comments, wish)) return false;
  return wish.role !== 'over' || comments.length > 0 || Object.keys(parts).length > 0;
}

function wasSaid(comments: readonly ProblemUpdate[], { marker = '' }: AnnotationWish): boolean {
  return comments.at(-1)?.message.endsWith(marker) ?? false;
}

/** Whoever shares Linchpin's account is told from it by the words that go with its changes. */
function isOwn({ userId, message }: ProblemUpdate, ownId: string | undefined): boolean {
  return anyMarker.test(message) || (message === '' && userId === ownId);
}

/** What was done to a problem, by Linchpin and by anybody else. */
interface Past {
  readonly own: readonly ProblemUpdate[];
  readonly others: readonly ProblemUpdate[];
}

function severityChange(
  { problem, role, severity }: AnnotationWish,
  { own, others }: Past,
  { canChangeSeverity }: AnnotationScene,
): Pick<ProblemChange, 'severity'> {
  if (others.some((update) => update.severity !== undefined) || !canChangeSeverity) return {};
  const changes = own.flatMap((update) => update.severity ?? []);
  const before = changes[0]?.from ?? problem.severity;
  const wanted = severity === undefined ? before : role === 'symptom' ? Math.min(before, severity) : severity;
  return wanted === problem.severity ? {} : { severity: wanted };
}

function rankChange(
  { problem, hasSymptoms }: AnnotationWish,
  { own, others }: Past,
  scene: AnnotationScene,
): Pick<ProblemChange, 'under'> {
  if (!scene.canRank || problem.causeEventId === scene.under) return {};
  if (others.some(({ ranked }) => ranked === true)) return {};
  if (scene.under !== undefined) return hasSymptoms === true ? {} : { under: scene.under };
  // Who is a symptom without Linchpin's doing was made one by somebody whose update Zabbix no longer keeps.
  return own.some(({ ranked }) => ranked === true) ? { under: 'none' } : {};
}

function acknowledgement(
  { problem, acknowledge }: AnnotationWish,
  { own, others }: Past,
): Pick<ProblemChange, 'acknowledge'> {
  if (others.some(({ acknowledged }) => acknowledged !== undefined)) return {};
  const isOurs = own.findLast(({ acknowledged }) => acknowledged !== undefined)?.acknowledged === true;
  if (acknowledge === true) return problem.acknowledged ? {} : { acknowledge: true };
  return problem.acknowledged && isOurs ? { acknowledge: false } : {};
}
