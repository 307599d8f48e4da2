import type { Metadata } from 'next'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { LookNewScreen } from '#components/looks/look-new-screen.tsx'
import { isDomainError } from '#domain/errors.ts'
import { prepareLook } from '#domain/looks/prepare-look.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ask } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks')('ask.title') }
}

export default async function NewLook({ searchParams }: PageProps<'/staff/looks/new'>) {
  const { ctx } = await requireStaff(prepareLook.permission)
  const { complaint, request, contact } = await searchParams
  const form = await prepareLook(ctx, { reference: contact ?? request ?? complaint }).catch(
    (error: unknown) => {
      if (isDomainError(error)) return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
      throw error
    },
  )
  return (
    <StaffPage current="looks">
      <LookNewScreen form={form} ask={ask} />
    </StaffPage>
  )
}
