import { execFileSync } from 'node:child_process'

/** Formats a text. @param name of the file it is for, which says its language. */
export const formatted = (name: string, text: string): string =>
  execFileSync(
    process.execPath,
    ['node_modules/@biomejs/biome/bin/biome', 'format', `--stdin-file-path=docs/${name}`],
    {
      input: text,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
