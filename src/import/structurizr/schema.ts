import { z } from 'zod';

const properties = z.record(z.string(), z.string()).nullish();
const relationships = z
  .array(
    z.object({
      destinationId: z.string(),
      description: z.string().nullish(),
      technology: z.string().nullish(),
      linkedRelationshipId: z.string().nullish(),
    }),
  )
  .nullish();

const element = {
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  technology: z.string().nullish(),
  tags: z.string().nullish(),
  properties,
  relationships,
};

const component = z.object({ id: z.string(), relationships });
const container = z.object({ ...element, components: z.array(component).nullish() });
const instance = z.object({ containerId: z.string(), properties });

const node = z.object({
  ...element,
  instances: z.union([z.int(), z.string()]).nullish(),
  infrastructureNodes: z.array(z.object(element)).nullish(),
  containerInstances: z.array(instance).nullish(),
  environment: z.string().nullish(),
  /** Checked one by one, since nodes hold nodes. */
  children: z.array(z.unknown()).nullish(),
});

/** A deployment node of a workspace. */
export const nodeSchema = node;

/** A workspace as Structurizr stores it (https://github.com/structurizr/json). */
export const workspaceSchema = z.object({
  name: z.string().nullish(),
  properties,
  model: z.object({
    people: z.array(z.object({ id: z.string(), relationships })).nullish(),
    softwareSystems: z.array(z.object({ ...element, containers: z.array(container).nullish() })).nullish(),
    deploymentNodes: z.array(z.unknown()).nullish(),
  }),
});

/** A relation as it stands with its source. */
export type WrittenRelations = z.infer<typeof relationships>;

/** An element as it is stored. */
export type WrittenElement = z.infer<z.ZodObject<typeof element>>;
