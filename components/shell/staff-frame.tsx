import type { ReactNode } from 'react'
import type { StaffMe } from '#domain/staff/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Frame, type FrameLink } from '../ui/frame.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SignOut } from './sign-out.tsx'

interface Props {
  /** The code and the role of the signed-in member of staff. */
  me: StaffMe
  /** The sections open to them. */
  links: readonly FrameLink[]
  /** The address of the section shown. */
  current?: string
  chooseLanguage: (form: FormData) => Promise<void>
  /** Whether the footer says that the people are invented. */
  demo: boolean
  children: ReactNode
}

/** The frame of the staff's pages. */
export async function StaffFrame({ me, links, current, chooseLanguage, demo, children }: Props) {
  const locale = await readerLocale()
  const common = translator(locale, 'common')
  const say = translator(locale, 'staff')
  const out = <SignOut at="/staff/sign-out">{common('sign-out')}</SignOut>
  return (
    <Frame
      product={{ name: common('product'), part: say('desk'), href: '/staff' }}
      skip={common('skip')}
      languages={<LanguageSwitch choose={chooseLanguage} />}
      me={
        <>
          <span>{say('me', { staffId: me.staffId, role: say(`role.${me.role}`) })}</span>
          {out}
        </>
      }
      rail={{ label: say('sections'), groups: [links] }}
      menu={{ label: common('menu'), links }}
      menuEnd={out}
      current={current}
      footer={demo && <span>{common('footer.demo')}</span>}
      desk
    >
      {children}
    </Frame>
  )
}
