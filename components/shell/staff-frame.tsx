import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { StaffMe, StaffPlace } from '#domain/staff/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Frame } from '../ui/frame.tsx'
import { LanguageSwitch } from './language-switch.tsx'

const routes = {
  complaints: '/staff/complaints',
  customers: '/staff/customers',
  looks: '/staff/looks',
  oversight: '/staff/oversight',
  systems: '/staff/systems',
} as const satisfies Record<StaffPlace, Route>

interface Props {
  /** The sign and the role of who is signed in. */
  me: StaffMe
  /** The desks open to them. */
  places: readonly StaffPlace[]
  /** How much they should hear of now: said beside the desk that shows it. */
  urgent: { oversight?: number; systems?: number }
  current?: StaffPlace
  chooseLanguage: (form: FormData) => Promise<void>
  leave: () => Promise<void>
  children: ReactNode
}

/** The frame of the staff's pages. */
export async function StaffFrame({ me, places, urgent, current, chooseLanguage, leave, children }: Props) {
  const locale = await readerLocale()
  const common = translator(locale, 'common')
  const nav = translator(locale, 'nav.desk')
  const say = translator(locale, 'staff')
  const nameOf = (place: StaffPlace) => {
    if (place !== 'oversight' && place !== 'systems') return nav(place)
    const count = urgent[place] ?? 0
    return count > 0 ? nav(`${place}-urgent`, { count }) : nav(place)
  }
  const links = places.map((place) => ({ href: routes[place], text: nameOf(place) }))
  const out = (
    <form action={leave}>
      <button type="submit">{common('sign-out')}</button>
    </form>
  )
  return (
    <Frame
      product={{ name: common('product'), part: say('desk'), href: '/staff' }}
      skip={common('skip')}
      languages={<LanguageSwitch choose={chooseLanguage} />}
      me={
        <>
          <span>{say('me', { sign: me.staffId, role: say(`role.${me.role}`) })}</span>
          {out}
        </>
      }
      rail={{ label: say('sections'), groups: [links] }}
      menu={{ label: common('menu'), links }}
      menuEnd={out}
      current={current && routes[current]}
      desk
    >
      {children}
    </Frame>
  )
}
