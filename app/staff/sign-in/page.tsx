import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffContext } from '#api/staff/context.ts'
import { deskPath } from '#api/staff/desk-path.ts'
import { staffProvider } from '#api/staff/provider.ts'
import { staffRefusals } from '#api/staff/refusal.ts'
import { PublicPage } from '#app/public-page.tsx'
import {
  StaffRefusedScreen,
  StaffSignInClosedScreen,
  StaffSignInScreen,
} from '#components/account/staff-sign-in-screens.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { services } from '#services'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'staff')('sign-in.title') }
}

/** The parameters that the page knows. Others are ignored. */
const asked = z.object({
  refused: z.enum(staffRefusals).optional().catch(undefined),
  request: z.uuid().optional().catch(undefined),
  left: z.literal('1').optional().catch(undefined),
  fresh: z.literal('1').optional().catch(undefined),
  back: z.string().optional().catch(undefined),
})

export default async function StaffSignIn({ searchParams }: PageProps<'/staff/sign-in'>) {
  const { refused, request, left, fresh, back } = asked.parse(await searchParams)
  const [signedIn, { config }] = await Promise.all([staffContext(), services()])
  if (signedIn && !refused && !fresh) redirect(deskPath(back) as Route)
  const then = back === undefined ? back : deskPath(back)
  return <PublicPage>{content()}</PublicPage>

  function content() {
    if (!staffProvider(config)) return <StaffSignInClosedScreen />
    if (refused)
      return (
        <StaffRefusedScreen refusal={refused} request={request} signedIn={signedIn !== null} back={then} />
      )
    return (
      <StaffSignInScreen
        fresh={left !== undefined || fresh !== undefined}
        back={then}
        demo={config.ARQAU_DEMO}
      />
    )
  }
}
