import 'server-only'
import type { z } from 'zod'
import { readUpload } from '#api/uploaded-file.ts'
import { attach } from '#domain/cases/attach.ts'
import { detach } from '#domain/cases/detach.ts'
import { maxAttachments } from '#domain/cases/schema.ts'
import type { Ctx } from '#domain/context.ts'
import { DomainError, type Issue, invalid, isRefusal } from '#domain/errors.ts'
import { parse } from '#domain/parse.ts'

type Sends<Result> = ((ctx: Ctx, input?: unknown) => Promise<Result>) & { readonly input: z.ZodType }

/**
 * Sends words with the files that came in the same form. Nothing is uploaded with words that are refused, and what was
 * uploaded goes with the words or not at all.
 * @throws DomainError what the verb refuses; `invalid` on `files` for too many, on `files.0` and so on for one
 */
export const withFiles =
  <Result>(verb: Sends<Result>, form: FormData) =>
  async (ctx: Ctx, input: unknown): Promise<Result> => {
    parse(verb.input, input)
    const attachments: string[] = []
    try {
      await attachEach(ctx, chosenFiles(form), attachments)
      return await verb(ctx, { ...Object(input), attachments })
    } catch (error) {
      // What cannot be removed goes by itself within a day; what was refused is what is told.
      await Promise.allSettled(attachments.map((id) => detach(ctx, { id })))
      throw error
    }
  }

/** A file input with nothing chosen sends one file without a name. */
const chosenFiles = (form: FormData): FormDataEntryValue[] =>
  form.getAll('files').filter((file) => typeof file === 'string' || file.name !== '')

/** Uploads the files one by one; all that are refused are told at once. */
async function attachEach(ctx: Ctx, files: FormDataEntryValue[], attachments: string[]): Promise<void> {
  if (files.length > maxAttachments) throw invalid('files', 'attachment.too-many')
  const issues: Issue[] = []
  for (const [index, file] of files.entries()) {
    try {
      attachments.push((await attach(ctx, await readUpload(file))).id)
    } catch (error) {
      if (!isRefusal(error, 'invalid')) throw error
      issues.push(...error.details.issues.map((issue) => ({ ...issue, path: `files.${index}` })))
    }
  }
  if (issues.length > 0) throw new DomainError('invalid', { issues })
}
