import type { Metadata } from 'next'
import { refusalOf } from '#api/errors.ts'
import { requireCustomer } from '#api/session/context.ts'
import { AutomatedDecisionsScreen } from '#components/automated-decisions/automated-decisions-screen.tsx'
import { listAutomatedDecisions } from '#domain/automated-decisions/list-automated-decisions.ts'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeAutomatedDecisions } from '#i18n/describe/automated-decisions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'automated-decisions')('title') }
}

export default async function AutomatedDecisions({ searchParams }: PageProps<'/automated-decisions'>) {
  const { ctx } = await requireCustomer()
  const { cursor } = await searchParams
  return (
    <PageFrame current="automated-decisions">
      <AutomatedDecisionsScreen words={await wordsOrRefusal(ctx, cursor)} />
    </PageFrame>
  )
}

/** An address can be typed by hand: where the list is refused, the page says why. */
async function wordsOrRefusal(ctx: Ctx, cursor: unknown) {
  try {
    return describeAutomatedDecisions(ctx.locale, await listAutomatedDecisions(ctx, { cursor }), ctx.now)
  } catch (error) {
    if (!isRefusal(error, 'invalid')) throw error
    return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
