import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { OversightScreen } from '#components/looks/oversight-screen.tsx'
import { WaitingMeasures } from '#components/measures/waiting-measures.tsx'
import { oversee } from '#domain/looks/oversee.ts'
import { listWaitingMeasures } from '#domain/measures/list-waiting-measures.ts'
import { describeWaiting } from '#i18n/describe/measures.ts'
import { describeOversight } from '#i18n/describe/oversight.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'
import { decide } from '../looks/actions.ts'
import { answer, withdraw } from '../measures/actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks.oversight')('title') }
}

export default async function Oversight() {
  const { ctx } = await requireStaff(oversee.permission)
  const [view, waiting] = await Promise.all([oversee(ctx), listWaitingMeasures(ctx)])
  return (
    <StaffPage current="oversight">
      <OversightScreen
        words={describeOversight(ctx.locale, view, ctx.now)}
        volumes={view.volumes}
        decide={decide}
      >
        <WaitingMeasures
          waiting={describeWaiting(ctx.locale, waiting, ctx.now)}
          answer={answer}
          withdraw={withdraw}
        />
      </OversightScreen>
    </StaffPage>
  )
}
