const json = (schema: string) => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const said = { description: 'Default Response', ...json('Session') };
const problem = { description: 'Default Response', ...json('Problem') };

const token = { type: 'object' as const, properties: { token: { type: 'string' as const } }, required: ['token'] };

/** Who asks, log-in and log-out, as OpenAPI: they are checked where all access is, and not by a schema. */
export const sessionPaths = {
  '/session': {
    get: { summary: 'Who asks', responses: { 200: said, default: problem } },
    post: {
      summary: 'Log-in: leaves a cookie that no script can read',
      security: [],
      requestBody: { required: true, content: { 'application/json': { schema: token } } },
      responses: { 200: said, default: problem },
    },
    delete: {
      summary: 'Log-out',
      security: [],
      responses: { 204: { description: 'Default Response' }, default: problem },
    },
  },
};
