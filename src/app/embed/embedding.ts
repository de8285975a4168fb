import type { Language } from '../../domain/language.ts';
import { languages } from '../../domain/language.ts';
import type { NodeId } from '../../domain/node.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { FreshnessDocument, FunctionsDocument } from '../../http/api/schema.ts';
import type { Embed, EmbedAsked, EmbedLook, EmbedPage, EmbedRefusal } from '../../http/embed.ts';
import { WorldError } from '../../ports.ts';
import { textsOf } from '../../words/wording.ts';
import { modelDocument } from '../answers/model.ts';
import type { Then } from '../past.ts';
import { framed, wordsAlone } from './frame.ts';
import type { View } from './frame.ts';
import { functionsView } from './functions.ts';
import { groundsOf } from './grounds.ts';
import type { Grounds } from './grounds.ts';
import { incidentView } from './incident.ts';
import { incidentsView } from './incidents.ts';
import { KnownKeys } from './known-keys.ts';
import type { KeyParts } from './known-keys.ts';
import { mapView } from './map.ts';
import { styleHash } from './style.ts';

/** What views are made from. */
export interface EmbeddingParts extends KeyParts {
  /** The one that is configured. */
  readonly languageNow: () => Language;
  /** The state of now; rejects with `Refusal` where nothing is known of it. */
  readonly now: () => Promise<Then>;
  /** What users can do, told in a language. */
  readonly functions: (language: Language) => Promise<FunctionsDocument>;
  readonly freshness: () => FreshnessDocument;
}

const statuses: Readonly<Record<EmbedRefusal, number>> = {
  'no-key': 403,
  'wrong-key': 403,
  'too-many': 429,
  gone: 404,
  'not-yet': 503,
  unreachable: 503,
  fault: 500,
};

/** Shows a system in pages of others: without scripts, by a key. */
export class Embedding implements Embed {
  readonly #parts: EmbeddingParts;
  readonly #keys: KnownKeys;

  constructor(parts: EmbeddingParts) {
    this.#parts = parts;
    this.#keys = new KnownKeys(parts);
  }

  systemOf(key: string): Promise<NodeId | undefined> {
    return this.#keys.systemOf(key);
  }

  async show(asked: EmbedAsked): Promise<EmbedPage> {
    try {
      const { state } = await this.#parts.now();
      const system = state.world.graph.systems.get(asked.system);
      if (system === undefined) return this.refuse('gone', asked.look);
      const freshness = this.#parts.freshness();
      const grounds = groundsOf(this.#languageOf(asked.look), { state, system, freshness, look: asked.look });
      return this.#page(200, framed(grounds, await this.#view(grounds, asked)));
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'not-yet') return this.refuse('not-yet', asked.look);
      if (error instanceof WorldError) return this.refuse('unreachable', asked.look);
      throw error;
    }
  }

  refuse(why: EmbedRefusal, look: Omit<EmbedLook, 'key'>): EmbedPage {
    const language = this.#languageOf(look);
    return this.#page(statuses[why], wordsAlone({ language, look }, textsOf(language)(`embed.${why}`)));
  }

  async #view(grounds: Grounds, { view, id }: EmbedAsked): Promise<View> {
    switch (view) {
      case 'incidents':
        return incidentsView(grounds);
      case 'incident':
        return incidentView(grounds, id ?? '');
      case 'functions':
        return functionsView(grounds, await this.#parts.functions(grounds.language));
      case 'map': {
        const { drawings } = await modelDocument(grounds.state.world.graph);
        return mapView(
          grounds,
          drawings.find((drawing) => drawing.of === grounds.system.id),
        );
      }
    }
  }

  /** A view is made anew with each cycle: often enough, and never without need. */
  #page(status: number, text: string): EmbedPage {
    const { interval } = this.#parts.freshness();
    return { status, html: text, styleHash, renewAfter: Math.min(60, Math.max(10, Math.round(interval))) };
  }

  #languageOf({ language }: Pick<EmbedLook, 'language'>): Language {
    return languages.find((known) => known === language) ?? this.#parts.languageNow();
  }
}
