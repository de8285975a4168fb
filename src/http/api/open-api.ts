import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

type Described = ReturnType<typeof jsonSchemaTransformObject>;

/** Leaves out the schemas that nothing leads to: each comes as it is asked and as it is answered, used or not. */
function onlyUsed(document: Described): Described {
  const { components = {} } = 'components' in document ? document : {};
  const schemas = new Map(Object.entries(components.schemas ?? {}));
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/gu)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas.get(name) ?? {});
    }
  };
  follow('paths' in document ? document.paths : {});
  const kept = Object.fromEntries([...schemas].filter(([name]) => used.has(name)));
  return { ...document, components: { ...components, schemas: kept } } as Described;
}

/** Describes all routes that are added afterwards as OpenAPI 3.1, by the schemas that they are checked with. */
export async function describeRoutes(api: FastifyInstance): Promise<void> {
  const { prefix } = api;
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Linchpin',
        version: '1',
        description:
          'What is broken at the root, what users lose, whether there is reserve, what to do. Times are ISO 8601 in UTC; keys that do not apply are left out, and new ones may be added.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: prefix }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'linchpin-session' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    // Paths are said below the address of the API, wherever that is.
    transform: ({ url, ...route }) => {
      const transformed = jsonSchemaTransform({ url, ...route });
      return { ...transformed, url: url.slice(prefix.length) };
    },
    transformObject: (document) => onlyUsed(jsonSchemaTransformObject(document)),
  });
}
