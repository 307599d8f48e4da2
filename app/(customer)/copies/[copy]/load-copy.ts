import 'server-only'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Ctx } from '#domain/context.ts'
import { showCopy } from '#domain/copies/show-copy.ts'
import { isRefusal } from '#domain/errors.ts'

/** The copy, or the page that says there is none. The title and the page share one look-up. */
export const loadCopy = cache((ctx: Ctx, copyId: string) =>
  showCopy(ctx, { copyId }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  }),
)
