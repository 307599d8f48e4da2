import { writeFileSync } from 'node:fs'
import { grantsDocument } from './grants.ts'
import { tablesDocument } from './tables.ts'

/** `npm run docs`: writes the documents that are made from declarations. */
writeFileSync('docs/tables.md', await tablesDocument())
writeFileSync('docs/grants.md', await grantsDocument())
