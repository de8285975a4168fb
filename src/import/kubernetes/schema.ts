import { z } from 'zod';

const words = z.record(z.string(), z.string()).nullish();
const countOrShare = z.union([z.int().min(0), z.string()], { error: 'a whole number or a percentage' });

const container = z.object({
  name: z.string(),
  image: z.string().nullish(),
  restartPolicy: z.string().nullish(),
  command: z.array(z.string()).nullish(),
  args: z.array(z.string()).nullish(),
  env: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().nullish(),
        valueFrom: z
          .object({ configMapKeyRef: z.object({ name: z.string().nullish(), key: z.string() }).nullish() })
          .nullish(),
      }),
    )
    .nullish(),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string().nullish() }).nullish() })).nullish(),
});

const podSpec = z.object({
  containers: z.array(container),
  initContainers: z.array(container).nullish(),
  nodeName: z.string().nullish(),
});

const template = z.object({ metadata: z.object({ labels: words }).nullish(), spec: podSpec });

/** An object of Kubernetes (https://kubernetes.io/docs/concepts/overview/working-with-objects/); its `spec` is checked by kind. */
export const objectSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z
    .object({
      name: z.string().nullish(),
      namespace: z.string().nullish(),
      labels: words,
      ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).nullish(),
    })
    .nullish(),
  spec: z.unknown().optional(),
  data: z.unknown().optional(),
  items: z.array(z.unknown()).nullish(),
});

/** What of a Deployment, StatefulSet, DaemonSet, ReplicaSet or Job is of use here. */
export const workloadSchema = z.object({
  replicas: z.int().min(0).nullish(),
  parallelism: z.int().min(0).nullish(),
  template,
});

/** A CronJob: the Job that it makes, and how many that ended it leaves. */
export const cronJobSchema = z.object({
  suspend: z.boolean().nullish(),
  successfulJobsHistoryLimit: z.int().min(0).nullish(),
  failedJobsHistoryLimit: z.int().min(0).nullish(),
  jobTemplate: z.object({ spec: workloadSchema }),
});

/** A Pod by itself. */
export const podSchema = podSpec;

/** A Service: the Pods that it stands for. */
export const serviceSchema = z.object({ selector: words });

/** A HorizontalPodAutoscaler. */
export const autoscalerSchema = z.object({
  scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
  minReplicas: z.int().min(0).nullish(),
  maxReplicas: z.int().min(1),
});

/** A PodDisruptionBudget. */
export const budgetSchema = z.object({
  minAvailable: countOrShare.nullish(),
  maxUnavailable: countOrShare.nullish(),
  selector: z.object({ matchLabels: words }).nullish(),
});

/** The words of a ConfigMap. */
export const configMapSchema = words;

export type PodSpec = z.infer<typeof podSpec>;
export type KubernetesContainer = z.infer<typeof container>;
export type Autoscaler = z.infer<typeof autoscalerSchema>;
export type Budget = z.infer<typeof budgetSchema>;
