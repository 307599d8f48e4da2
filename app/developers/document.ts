import type { ApiDocument } from '#components/developers/document.ts'
import document from '../../docs/openapi.json' with { type: 'json' }

/** The machine API's OpenAPI document, as it is published with this build. */
export const openapi: ApiDocument = document
