import { globSync } from 'node:fs'

const folder = 'app/(customer)'

/** What a page is asked for that is none without it: requests with most fields, with most to read, and with a code. */
const asked: Record<string, string[]> = {
  '/requests/new': ['correction', 'policy-objection', 'deletion'].map((kind) => `/requests/new?kind=${kind}`),
}

/** The addresses of the customer's own pages, but for those that name a row. They are read from the folders of the pages. */
export const customerPages = globSync(`${folder}/**/page.tsx`)
  .map((file) => file.slice(folder.length, -'/page.tsx'.length) || '/')
  .filter((path) => !path.includes('['))
  .sort()
  .flatMap((path) => asked[path] ?? path)
