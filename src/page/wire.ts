import type { ExplanationDocument } from '../http/api/explained/schema.ts';
import type { ModelDocument, PodViewDocument, StateDocument } from '../http/api/schema.ts';

/** An incident as the server tells it. */
export type IncidentDocument = StateDocument['incidents'][number];

/** A node of the model with its state. */
export type NodeDocument = StateDocument['pods'][number];

/** A pod of the model, without its state. */
export type ModelPod = ModelDocument['pods'][number];

/** Where the nodes of a system or subsystem lie. */
export type Drawing = ModelDocument['drawings'][number];

/** A slice of a pod, with its replicas. */
export type ShardDocument = PodViewDocument['shards'][number];

/** Something that a rule says of a node, with its numbers. */
export type ExplainedEvidence = NonNullable<ExplanationDocument['evidence']>[number];
