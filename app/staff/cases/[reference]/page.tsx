import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { DeskCaseScreen } from '#components/desk/desk-case-screen.tsx'
import type { Ctx } from '#domain/context.ts'
import { showDeletion } from '#domain/deletions/show-deletion.ts'
import { atDesk } from '#domain/desk/at-desk.ts'
import { openCase } from '#domain/desk/open-case.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeDeskDeletion } from '#i18n/describe/deletions.ts'
import { describeDeskCase } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { answerProposal, assign, extend, move, note, propose, recall, send } from './actions.ts'

/** The title and the page share one opening, because each opening is a line in the customer's log. */
const load = cache(async (encoded: string) => {
  const signedIn = await requireStaff(atDesk.permission)
  try {
    const { ctx, caseId } = await atDesk(signedIn.ctx, { reference: decodeURIComponent(encoded) })
    const view = await openCase(ctx, { caseId })
    const isDeletion = view.shown.type === 'request' && view.shown.kind === 'deletion'
    return { ...signedIn, view, deletion: isDeletion ? await showDeletion(ctx, { caseId }) : null }
  } catch (error) {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid') || error instanceof URIError) notFound()
    throw error
  }
})

export async function generateMetadata({ params }: PageProps<'/staff/cases/[reference]'>): Promise<Metadata> {
  const { view } = await load((await params).reference)
  const say = translator(await readerLocale(), 'complaints.desk')
  return { title: say('page-title', { reference: view.shown.reference }) }
}

export default async function DeskComplaint({ params, searchParams }: PageProps<'/staff/cases/[reference]'>) {
  const { ctx, me, view, deletion } = await load((await params).reference)
  const { template, language, refused } = await searchParams
  return (
    <StaffPage current="complaints">
      <DeskCaseScreen
        view={view}
        words={describeDeskCase(ctx.locale, view, ctx.now)}
        me={me}
        begun={{ template: String(template ?? ''), language: String(language ?? '') }}
        deletion={
          deletion && {
            view: deletion,
            words: describeDeskDeletion(ctx.locale, deletion, ctx.now),
            actions: { propose, answer: answerProposal },
          }
        }
        refused={recallRefusal(ctx.locale, refused)}
        actions={{ move, extend, assign, note, recall, send }}
      />
    </StaffPage>
  )
}

/** Why a text could not be taken back, as the address says. */
function recallRefusal(locale: Ctx['locale'], refused: unknown): string | undefined {
  const say = translator(locale, 'errors.complaint')
  return refused === 'recall-late' || refused === 'recall-over' ? say(refused) : undefined
}
