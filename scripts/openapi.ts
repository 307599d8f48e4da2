import { writeFileSync } from 'node:fs'
import { clientSource } from '#api/v1/client-source.ts'
import { openApiDocument } from '#api/v1/document.ts'
import { operations } from '#api/v1/operations.ts'
import { formatted } from './formatted.ts'

/** `npm run openapi`: writes the machine API's document and its client from the declarations. */
writeFileSync('docs/openapi.json', formatted('openapi.json', JSON.stringify(openApiDocument(operations))))
writeFileSync('clients/typescript/client.ts', formatted('client.ts', clientSource(operations)))
console.log(`docs/openapi.json and clients/typescript/client.ts: ${operations.length} operations`)
