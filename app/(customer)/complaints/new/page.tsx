import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { ownerMark } from '#app/(customer)/page-version.ts'
import { ComplaintNewScreen } from '#components/complaints/complaint-new-screen.tsx'
import { newComplaintPath } from '#components/complaints/new-complaint-path.ts'
import { prepareComplaint } from '#domain/complaints/prepare-complaint.ts'
import { aboutOption } from '#i18n/about-option.ts'
import { describeComplaintForm } from '#i18n/describe/complaints.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { file } from '../actions.ts'
import { isUnsent, UnsentPage } from '../unsent-page.tsx'

export async function generateMetadata({ searchParams }: PageProps<'/complaints/new'>): Promise<Metadata> {
  const say = translator(await readerLocale(), 'complaints')
  const isObjection = (await searchParams)['automated-decision'] !== undefined
  return { title: say(isObjection ? 'objection.title' : 'new.title') }
}

export default async function NewComplaint({ searchParams }: PageProps<'/complaints/new'>) {
  const asked = await searchParams
  const at = newComplaintPath(asked)
  if (await isUnsent()) return <UnsentPage action={file} at={at} />
  const { ctx, me } = await requireCustomer()
  const form = await prepareComplaint(ctx, asked)
  const { look, request } = form
  const known = [look, request, ...Object.values(form.choices).flat()].filter((one) => one !== null)
  const about =
    form.decision ?? known.find((one) => asked[one.kind] === one.id || asked.about === aboutOption(one))
  return (
    <PageFrame current="complaints">
      <ComplaintNewScreen
        file={file}
        at={at}
        requestKey={randomUUID()}
        owner={ownerMark(ctx, me)}
        form={form}
        words={describeComplaintForm(ctx.locale, form)}
        kind={asked.kind === 'unauthorised-use' ? 'unauthorised-use' : 'ordinary'}
        about={about ? aboutOption(about) : null}
      />
    </PageFrame>
  )
}
