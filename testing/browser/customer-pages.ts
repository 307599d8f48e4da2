import { globSync } from 'node:fs'

const folder = 'app/(customer)'

/** The addresses of the customer's own pages, but for those that name a row. They are read from the folders of the pages. */
export const customerPages = globSync(`${folder}/**/page.tsx`)
  .map((file) => file.slice(folder.length, -'/page.tsx'.length) || '/')
  .filter((path) => !path.includes('['))
  .sort()
