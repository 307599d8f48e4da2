import { writeFileSync } from 'node:fs'
import { tablesDocument } from './tables.ts'

/** `npm run docs`: writes the documents that are made from declarations. */
writeFileSync('docs/tables.md', await tablesDocument())
