import type { ReactNode } from 'react'
import type { Me } from '#domain/sessions/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Frame } from '../ui/frame.tsx'
import { Footer } from './footer.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { menusOf } from './menus.ts'
import { type CustomerPage, customerPages, pageHref } from './nav.ts'
import { SignOut } from './sign-out.tsx'

export interface FrameActions {
  chooseLanguage: (form: FormData) => Promise<void>
}

interface Props extends FrameActions {
  me: Pick<Me, 'name'>
  /** The phone number for urgent calls, for the footer. */
  phone: string
  /** Whether the footer says that the people are invented. */
  demo: boolean
  current?: CustomerPage
  /** What paper says of the page. */
  imprint: ReactNode
  /** The notice that a member of staff is looking, which always stays in sight. */
  band?: ReactNode
  children: ReactNode
}

/** The frame of the customer's pages: menu, languages, sign-out. */
export async function CustomerFrame({
  me,
  phone,
  demo,
  current,
  imprint,
  band,
  chooseLanguage,
  children,
}: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'common')
  const out = <SignOut at="/sign-out">{say('sign-out')}</SignOut>
  return (
    <Frame
      product={{ name: say('product'), part: say('center'), href: '/' }}
      skip={say('skip')}
      imprint={imprint}
      band={band}
      languages={<LanguageSwitch choose={chooseLanguage} />}
      me={
        <>
          {me.name && <span>{me.name}</span>}
          {out}
        </>
      }
      {...menusOf(locale, customerPages, (page) => ({ href: pageHref(page) }))}
      menuEnd={out}
      current={current && pageHref(current)}
      footer={<Footer phone={phone} demo={demo} />}
    >
      {children}
    </Frame>
  )
}
