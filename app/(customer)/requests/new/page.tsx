import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { isUnsent, UnsentPage } from '#app/(customer)/complaints/unsent-page.tsx'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { ownerMark } from '#app/(customer)/page-version.ts'
import { RequestNewScreen } from '#components/requests/request-new-screen.tsx'
import { newRequestPath } from '#components/shell/hrefs.ts'
import { isRefusal } from '#domain/errors.ts'
import { prepareRequest } from '#domain/requests/prepare-request.ts'
import { aboutOption, readAboutOption } from '#i18n/about-option.ts'
import { describeRequestForm } from '#i18n/describe/requests.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { file } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'requests.new')('title') }
}

export default async function NewRequest({ searchParams }: PageProps<'/requests/new'>) {
  const { kind, about: asked, disclosure } = await searchParams
  const named = typeof asked === 'string' ? asked : null
  if (await isUnsent()) return <UnsentPage action={file} at={newRequestPath(String(kind), named)} />
  const { ctx, me } = await requireCustomer()
  const about = readAboutOption(named)
  const form = await prepareRequest(ctx, { kind, about, disclosure }).catch((error: unknown) => {
    if (isRefusal(error, 'invalid')) notFound()
    throw error
  })
  return (
    <PageFrame current="requests">
      <RequestNewScreen
        file={file}
        requestKey={randomUUID()}
        owner={ownerMark(ctx, me)}
        form={form}
        words={describeRequestForm(ctx.locale, form, ctx.now)}
        about={form.about ? aboutOption(form.about) : null}
      />
    </PageFrame>
  )
}
