import type { Settings, ZabbixSettings } from '../../config/settings.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/language.ts';
import type { NodeId, NodeKind } from '../../domain/node.ts';
import type { ResultIncident } from '../../domain/result.ts';
import type {
  Answers,
  AtQuestion,
  PageQuestion,
  RecoveryAnswer,
  SilenceWish,
  SpanQuestion,
} from '../../http/api/answers.ts';
import type { ExplanationDocument } from '../../http/api/explained/schema.ts';
import type {
  RecoveryActionDocument,
  RecoveryDocument,
  RecoveryPreviewDocument,
} from '../../http/api/recovery/schema.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type {
  CounterDocument,
  FoundNodesDocument,
  FreshnessDocument,
  FunctionsDocument,
  IncidentsDocument,
  IncidentStoryDocument,
  ModelDocument,
  NodeHistoryDocument,
  PodViewDocument,
  SilencesDocument,
  SinglePointsDocument,
  StateDocument,
  TimelineDocument,
  WhatIfDocument,
} from '../../http/api/schema.ts';
import type { Clock, EmbedKey, ReadHistory } from '../../ports.ts';
import { selectNode, selectNodes } from '../../twin/select-nodes.ts';
import type { Selection } from '../../twin/select-nodes.ts';
import type { CycleReport } from '../cycle.ts';
import { explainIn } from '../explaining.ts';
import { explanationDocument } from '../explanation-document.ts';
import { namedNodes } from '../named-nodes.ts';
import { gapDocument } from '../past.ts';
import type { Then } from '../past.ts';
import { silenceDuration, silenceDurations, silencesDocument } from '../silence-forms.ts';
import { silenceIn } from '../silences.ts';
import { CounterHistory } from './counter-history.ts';
import { judgedCounter } from './counter.ts';
import { FunctionTimes } from './function-times.ts';
import { nodeHistory, spanOf, timeline } from './history.ts';
import { incidentStory } from './incident-story.ts';
import { closedIncidents, openIncidents } from './incidents.ts';
import { modelDocument } from './model.ts';
import { podDocument } from './pod.ts';
import { retold, retoldChanges } from './retold.ts';
import { Scenes } from './scenes.ts';
import { foundNodes } from './search.ts';
import { functionsDocument, stateDocument } from './state.ts';
import { StoreDoor } from './store-door.ts';
import { stateIn } from './told.ts';
import { TwinQuestions } from './twin-questions.ts';
import { ZabbixPages } from './zabbix-pages.ts';
import { knownStop } from '../recovery/stopping.ts';
import { answerRecovery, recoveryDocument, recoveryPreview } from './recovery.ts';
import type { Preview } from './recovery.ts';

/** What answering needs beside the store. */
export interface AnsweringParts {
  /** Those in force. */
  readonly settingsNow: () => Settings;
  readonly zabbix: Pick<ZabbixSettings, 'url'>;
  readonly history: ReadHistory;
  readonly clock: Clock;
  readonly freshness: () => FreshnessDocument;
  /** Shows what an order of recovery would do. */
  readonly preview: Preview;
  /** Asks for a cycle: something is silenced, or is no more, or recovery was told something. */
  readonly wake: () => void;
}

/** What answers are taken from, whatever language they are told in. */
interface Sources {
  readonly scenes: Scenes;
  readonly store: StoreDoor;
  readonly twin: TwinQuestions;
  readonly functionTimes: FunctionTimes;
  readonly counters: CounterHistory;
  readonly pages: ZabbixPages;
}

function sourcesOf({ settingsNow, zabbix, clock, history }: AnsweringParts): Sources {
  const store = new StoreDoor(settingsNow());
  return {
    scenes: new Scenes({ settingsNow, clock, ask: (question) => store.ask(question) }),
    store,
    twin: new TwinQuestions(),
    functionTimes: new FunctionTimes(),
    counters: new CounterHistory(history),
    pages: new ZabbixPages(zabbix.url),
  };
}

/** Answers what is asked over HTTP: of the newest cycle, of the store's history, and of the twin. */
export class Answering implements Answers {
  readonly #parts: AnsweringParts;
  readonly #sources: Sources;
  readonly #language: Language | undefined;

  /** Answers in the language that is configured, unless told otherwise; from sources of its own, unless told from which. */
  constructor(parts: AnsweringParts, told?: { readonly language: Language; readonly sources: Sources }) {
    this.#parts = parts;
    this.#sources = told?.sources ?? sourcesOf(parts);
    this.#language = told?.language;
  }

  get scenes(): Scenes {
    return this.#sources.scenes;
  }

  get language(): Language {
    return this.#language ?? this.#parts.settingsNow().language;
  }

  in(language: Language): Answering {
    return language === this.language ? this : new Answering(this.#parts, { language, sources: this.#sources });
  }

  /** Takes note of a cycle that has ended. */
  note(report: CycleReport): void {
    this.scenes.note(report);
    if (report.result !== undefined) this.#sources.functionTimes.note(report.result);
    else if (report.standsBy === true) this.#sources.functionTimes.forget();
  }

  get edition(): string {
    const { isStale, failing } = this.#parts.freshness();
    return `${this.scenes.count} ${String(isStale)} ${failing.join()}`;
  }

  async state({ at, all }: AtQuestion & { readonly all: boolean }): Promise<StateDocument> {
    return stateDocument(await this.#scene(at), { all, ...this.#freshnessOf(at) });
  }

  async functions({ at }: AtQuestion): Promise<FunctionsDocument> {
    const then = await this.#scene(at);
    const sinceOf = await this.#sources.store.ask((store) => this.#sources.functionTimes.of(then.state.result, store));
    return functionsDocument(then, { sinceOf, ...this.#freshnessOf(at) });
  }

  async model({ at }: AtQuestion): Promise<ModelDocument> {
    return modelDocument((await this.#scene(at)).state.world.graph);
  }

  async nodes(
    question: PageQuestion & { readonly search: string; readonly kind?: NodeKind | undefined },
  ): Promise<FoundNodesDocument> {
    return foundNodes((await this.#scene()).state.verdicts, question);
  }

  async pod({ id, at }: AtQuestion & { readonly id: NodeId }): Promise<PodViewDocument> {
    return podDocument(await this.#scene(at), id);
  }

  async incidents(
    question: AtQuestion & PageQuestion & { readonly state: 'open' | 'closed' },
  ): Promise<IncidentsDocument> {
    const { at, state } = question;
    if (state === 'open') return openIncidents(await this.#scene(at), question);
    if (at !== undefined)
      throw new Refusal('wrong-question', '`at` goes with `state=open`: what was over at a time is in `timeline`');
    const asked = { ...question, at: this.#parts.clock.now() };
    return this.#sources.store.ask((store) => closedIncidents(store, asked, (page) => this.#retold(page)));
  }

  async incident({ id, at }: AtQuestion & { readonly id: string }): Promise<IncidentStoryDocument> {
    const { result, world } = (await this.#scene(at)).state;
    const all = await this.#sources.store.ask((store) => store.incidentHistory(id));
    const kept = at === undefined ? all : all.filter((change) => change.at <= at);
    const history = retoldChanges(kept, world);
    const open = result.incidents.find((incident) => incident.id === id);
    const incident = open ?? history.at(-1)?.incident;
    if (incident === undefined) {
      throw new Refusal('not-found', `there is no incident \`${id}\`, or it was over longer ago than \`store.keep\``);
    }
    return incidentStory({
      at: result.at,
      incident,
      history,
      graph: world.graph,
      judged: this.scenes.judged,
      isOfNow: at === undefined,
      pages: this.#sources.pages,
    });
  }

  async explanation({ node, at }: AtQuestion & { readonly node: NodeId }): Promise<ExplanationDocument> {
    const then = await this.#scene(at);
    this.#require(then, node);
    return { ...explanationDocument(explainIn(then.state, node)), ...gapDocument(then) };
  }

  async counter({ node, signal }: { readonly node: NodeId; readonly signal: string }): Promise<CounterDocument> {
    const { judged } = this.scenes;
    if (judged === undefined) {
      throw new Refusal('not-yet', 'this instance judges nothing by itself now; ask the one that leads');
    }
    return this.#sources.counters.of(judgedCounter(judged, node, signal), judged);
  }

  async whatIf({
    fail,
    onTopOf,
  }: {
    readonly fail: readonly string[];
    readonly onTopOf: 'healthy' | 'current';
  }): Promise<WhatIfDocument> {
    const { state } = await this.#scene();
    const nodes = named(fail, 'fail', (text) => selectNodes(state.world.graph, text));
    return this.#sources.twin.whatIf(nodes, onTopOf === 'current' ? state : state.world);
  }

  async singlePoints(question: PageQuestion & { readonly pairs: boolean }): Promise<SinglePointsDocument> {
    return this.#sources.twin.singlePoints((await this.#scene()).state.world.graph, question);
  }

  async timeline(question: SpanQuestion): Promise<TimelineDocument> {
    const span = spanOf(question, this.#parts.clock.now());
    const { world } = (await this.#scene()).state;
    return this.#sources.store.ask((store) => timeline(store, world, span));
  }

  async history({ node, ...question }: SpanQuestion & { readonly node: NodeId }): Promise<NodeHistoryDocument> {
    const span = spanOf(question, this.#parts.clock.now());
    const then = await this.#scene();
    this.#require(then, node);
    const name = explainIn(then.state, node).text.title;
    return this.#sources.store.ask((store) => nodeHistory(store, { id: node, name }, span));
  }

  async silences(): Promise<SilencesDocument> {
    return silencesDocument(await this.#sources.store.ask((store) => store.silences(this.#parts.clock.now())));
  }

  async silence({ nodes: texts, duration: text, reason, who }: SilenceWish): Promise<SilencesDocument> {
    const { graph } = (await this.#scene()).state.world;
    const nodes = named(texts, 'nodes', (name) => selectNodes(graph, name));
    const duration = silenceDuration(text);
    if (duration === undefined) {
      const message = `expected ${silenceDurations}`;
      throw new Refusal('wrong-question', `\`duration\`: ${message}`, [{ where: 'duration', message }]);
    }
    const since = this.#parts.clock.now();
    const added = await this.#sources.store.ask((store) =>
      silenceIn(store, { nodes, duration, reason }, { since, who }),
    );
    this.#parts.wake();
    return silencesDocument(added);
  }

  async endSilence(id: string): Promise<SilencesDocument> {
    const now: Instant = this.#parts.clock.now();
    const ended = await this.#sources.store.ask(async (store) => {
      const silence = (await store.silences(now)).find((each) => each.id === id);
      if (silence !== undefined) await store.endSilence(id, { at: now, who: 'an operator over HTTP' });
      return silence;
    });
    if (ended === undefined) throw new Refusal('not-found', `no silence \`${id}\` is in force`);
    this.#parts.wake();
    return silencesDocument([{ ...ended, until: now }]);
  }

  async recovery(): Promise<RecoveryDocument> {
    const { incidents } = (await this.#scene()).state.result;
    const { mode } = this.#parts.settingsNow().recovery;
    return this.#sources.store.ask(async (store) => {
      const memory = await store.recovery();
      return recoveryDocument(incidents, { memory, stop: await knownStop(store, memory), mode });
    });
  }

  async recoveryPreview(incident: string): Promise<RecoveryPreviewDocument> {
    const memory = await this.#sources.store.ask((store) => store.recovery());
    return recoveryPreview(memory, incident, this.#parts.preview);
  }

  async answerRecovery({ code, verdict, who }: RecoveryAnswer): Promise<RecoveryActionDocument> {
    const approval = { code, verdict, by: who, via: 'page', at: this.#parts.clock.now() } as const;
    const action = await this.#sources.store.ask((store) => answerRecovery(store, approval));
    this.#parts.wake();
    return action;
  }

  async stopRecovery({ reason, who }: { readonly reason: string; readonly who: string }): Promise<RecoveryDocument> {
    const stop = { by: who, via: 'page', at: this.#parts.clock.now(), ...(reason !== '' && { reason }) } as const;
    await this.#sources.store.ask((store) => store.stopRecovery(stop));
    this.#parts.wake();
    return this.recovery();
  }

  async endRecoveryStop(): Promise<RecoveryDocument> {
    const by = { at: this.#parts.clock.now(), who: 'an operator over HTTP' };
    await this.#sources.store.ask((store) => store.endRecoveryStop(by));
    this.#parts.wake();
    return this.recovery();
  }

  close(): Promise<void> {
    return this.#sources.store.close();
  }

  /** By which keys systems are shown in pages of others. Rejects with `WorldError`. */
  embedKeys(): Promise<readonly EmbedKey[]> {
    return this.#sources.store.ask((store) => store.embedKeys.all());
  }

  /** Incidents that were told before, in the language of the answers. */
  async #retold(incidents: readonly ResultIncident[]): Promise<readonly ResultIncident[]> {
    const ids = incidents.map(({ id }) => id);
    const facts = await this.#sources.store.ask((store) => store.incidentFacts(ids));
    const { world } = (await this.#scene()).state;
    return incidents.map((incident) => retold(incident, facts.get(incident.id), world));
  }

  /** The state of a time or of now, in the language of the answers. */
  async #scene(at?: Instant): Promise<Then> {
    const then = await this.scenes.at(at);
    return { ...then, state: stateIn(this.language, then.state) };
  }

  /** Of the present alone it can be said how fresh it is. */
  #freshnessOf(at: Instant | undefined): { readonly freshness?: FreshnessDocument } {
    return at === undefined ? { freshness: this.#parts.freshness() } : {};
  }

  #require({ state }: Then, node: NodeId): void {
    if (!state.health.unseen.has(node)) named([node], 'node', (text) => selectNode(state.world.graph, text));
  }
}

/** The nodes that are named; throws `Refusal` with what is wrong with each name that stands for none. */
function named(texts: readonly string[], where: string, select: (text: string) => Selection): readonly NodeId[] {
  const found = namedNodes(texts, select);
  if ('nodes' in found) return found.nodes;
  const [first] = found.complaints;
  const mistakes = found.complaints.map(({ complaint }) => ({ where, message: complaint }));
  throw new Refusal('unknown-node', first?.complaint ?? '', mistakes);
}
