import { writeFileSync } from 'node:fs'
import { clientSource } from '#api/integration/client-source.ts'
import { openApiDocument } from '#api/integration/document.ts'
import { operations } from '#api/integration.ts'
import { formatted } from './formatted.ts'

/** `npm run openapi`: writes the machine API's document and its client from the declarations. */
writeFileSync('docs/openapi.json', formatted('openapi.json', JSON.stringify(openApiDocument(operations))))
writeFileSync('docs/client.ts', formatted('client.ts', clientSource(operations)))
console.log(`docs/openapi.json and docs/client.ts: ${operations.length} operations`)
