import { z } from 'zod';

/** A container of the Docker engine API, `GET /containers/{id}/json`: what is needed of it. */
export const EngineContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({ Status: z.string(), StartedAt: z.string() }),
});

/** One of those. */
export type EngineContainer = z.infer<typeof EngineContainer>;

/** An error of the Docker engine API, or of Kubernetes (`Status`). */
export const ApiMessage = z.object({ message: z.string() });

const meta = z.object({
  name: z.string(),
  uid: z.string().optional(),
  resourceVersion: z.string(),
  annotations: z.record(z.string(), z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().optional() }))
    .optional(),
});

const template = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).optional(),
  spec: z.looseObject({ containers: z.array(z.looseObject({ name: z.string(), image: z.string().optional() })) }),
});

/** What a pod of Kubernetes is part of. */
export const KubePod = z.object({ metadata: meta });

/** The same of a ReplicaSet. */
export type KubePod = z.infer<typeof KubePod>;

/** A Deployment, StatefulSet or DaemonSet of Kubernetes. */
export const Workload = z.object({
  metadata: meta,
  spec: z.object({
    replicas: z.int().optional(),
    strategy: z.object({ type: z.string().optional() }).optional(),
    template,
    selector: z.unknown(),
  }),
});

/** One of those. */
export type Workload = z.infer<typeof Workload>;

/** The ReplicaSets of a namespace: the versions that Deployments had. */
export const ReplicaSets = z.object({ items: z.array(z.object({ metadata: meta, spec: z.object({ template }) })) });

/** One of those. */
export type ReplicaSet = z.infer<typeof ReplicaSets>['items'][number];

/** How many replicas a workload has, as its `scale` says. */
export const Scale = z.object({ metadata: meta, spec: z.object({ replicas: z.int().default(0) }) });

/** That, read. */
export type Scale = z.infer<typeof Scale>;
