import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'a text' }).transform(String);
const scalarOrNothing = z
  .union([z.string(), z.number(), z.boolean(), z.null()], { error: 'a text' })
  .transform((value) => (value === null ? '' : String(value)));
const list = z.array(scalar);
const listOrMap = z.union([list, z.record(z.string(), scalarOrNothing)], { error: 'a list or a map' });
const count = z.union([z.int().min(0), z.string()], { error: 'a whole number' });
const words = z.union([z.string(), list], { error: 'a text or a list' });

/** What of a service is of use here; everything else that compose files may say is left alone. */
export const serviceSchema = z.object({
  image: scalar.nullish(),
  container_name: scalar.nullish(),
  hostname: scalar.nullish(),
  restart: scalar.nullish(),
  profiles: list.nullish(),
  scale: count.nullish(),
  command: words.nullish(),
  entrypoint: words.nullish(),
  environment: listOrMap.nullish(),
  links: list.nullish(),
  network_mode: scalar.nullish(),
  networks: z
    .union([list, z.record(z.string(), z.object({ aliases: list.nullish() }).nullish())], { error: 'a list or a map' })
    .nullish(),
  ports: z.array(z.unknown()).nullish(),
  expose: z.array(z.unknown()).nullish(),
  depends_on: z
    .union([list, z.record(z.string(), z.object({ condition: z.string().nullish() }).nullish())], {
      error: 'a list or a map of services',
    })
    .nullish(),
  deploy: z
    .object({
      mode: z.string().nullish(),
      replicas: count.nullish(),
      restart_policy: z.object({ condition: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

/** A service of a compose file (https://github.com/compose-spec/compose-spec/blob/main/05-services.md). */
export type WrittenService = z.infer<typeof serviceSchema>;

/** What a service takes over from another one. */
export const extendsSchema = z.union([z.string(), z.object({ service: z.string(), file: z.string().nullish() })], {
  error: 'the name of a service, or { service: …, file: … }',
});

/** A whole compose file; its services are checked one by one. */
export const composeSchema = z.object({
  name: scalar.nullish(),
  services: z.record(z.string(), z.unknown()),
  include: z.unknown().optional(),
});
