import { execFileSync } from 'node:child_process'

/** A text as the formatter leaves it. @param name of the file it is for, which tells the language. */
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
