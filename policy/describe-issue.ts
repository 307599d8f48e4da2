import type { z } from 'zod'
import type { CatalogueProblem } from './problem.ts'
import { textAt } from './read.ts'

const languages: Record<string, string> = { kk: 'Kazakh', ru: 'Russian', en: 'English' }

/** Turns a zod issue into problems: with the file, list elements named by their ids, and a missing language by its name. */
export function describeIssue(issue: z.core.$ZodIssue, data: Record<string, unknown>): CatalogueProblem[] {
  const [name, ...keys] = issue.path.map(String)
  const steps: string[] = []
  let value: unknown = data[String(name)]
  let file = name === 'categories' ? name : `${name}.yaml`
  for (const [depth, key] of keys.entries()) {
    const inList = Array.isArray(value)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    const step = inList ? (textAt(value, 'id') ?? textAt(value, 'code') ?? key) : key
    if (name === 'categories' && depth === 0) file = `categories/${step}.yaml`
    else steps.push(step)
  }
  const language = languages[keys.at(-1) ?? '']
  const empty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  if (language && empty) {
    return [{ file, key: steps.slice(0, -1).join('.'), what: `no text in ${language} (${keys.at(-1)})` }]
  }
  return [{ file, key: steps.join('.') || '-', what: issue.message }]
}
