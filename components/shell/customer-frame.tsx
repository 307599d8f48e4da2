import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { Me } from '#domain/sessions/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Frame } from '../ui/frame.tsx'
import { Footer } from './footer.tsx'
import { LanguageSwitch } from './language-switch.tsx'

const main = ['/', '/data', '/consents', '/recipients', '/complaints'] as const satisfies readonly Route[]
const more = ['/activity', '/policy', '/settings'] as const satisfies readonly Route[]
type Place = (typeof main)[number] | (typeof more)[number]
const names = {
  '/': 'overview',
  '/data': 'data',
  '/consents': 'consents',
  '/recipients': 'recipients',
  '/complaints': 'complaints',
  '/activity': 'activity',
  '/policy': 'policy',
  '/settings': 'settings',
} as const satisfies Record<Place, string>

export interface FrameActions {
  chooseLanguage: (form: FormData) => Promise<void>
  leave: () => Promise<void>
}

interface Props extends FrameActions {
  me: Pick<Me, 'name'>
  /** The line for urgent calls, at the foot. */
  phone: string
  current?: Place
  /** What must not be scrolled away: that someone is looking. */
  band?: ReactNode
  children: ReactNode
}

/** The frame of the customer's pages: where one is, the languages, the way out. */
export async function CustomerFrame({ me, phone, current, band, chooseLanguage, leave, children }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'common')
  const nav = translator(locale, 'nav')
  const link = (href: Place) => ({ href, text: nav(`page.${names[href]}`) })
  const out = (
    <form action={leave}>
      <button type="submit">{say('sign-out')}</button>
    </form>
  )
  return (
    <Frame
      product={{ name: say('product'), part: say('center'), href: '/' }}
      skip={say('skip')}
      band={band}
      languages={<LanguageSwitch choose={chooseLanguage} />}
      me={
        <>
          {me.name && <span>{me.name}</span>}
          {out}
        </>
      }
      rail={{ label: say('sections'), groups: [main.map(link), more.map(link)] }}
      bar={{
        label: say('main-sections'),
        links: main.map((href) => ({ href, text: nav(`bar.${names[href]}`), icon: names[href] })),
      }}
      menu={{ label: say('menu'), links: more.map(link) }}
      menuEnd={out}
      current={current}
      footer={<Footer phone={phone} />}
    >
      {children}
    </Frame>
  )
}
