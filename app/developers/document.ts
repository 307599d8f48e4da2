import document from '../../docs/openapi.json' with { type: 'json' }

/** The machine API's OpenAPI document, as it is published with this build. */
export const openapi: unknown = document
