import type { ReactNode } from 'react'
import type { LookPage } from '#domain/looks/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Band } from '../ui/band.tsx'
import { Button } from '../ui/button.tsx'
import { Frame } from '../ui/frame.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { WithPhones } from '../ui/phone.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { lookHref } from './look-links.ts'
import { menusOf } from './menus.ts'
import { lookPages } from './nav.ts'
import { enteredLook } from './portal-link.tsx'
import { SignOut } from './sign-out.tsx'

interface Props {
  /** The masked name of the customer. */
  customer: string
  /** The number and subject of the complaint, or the reason, in one line. */
  why: string
  /** Who granted the look, when, and which pages. */
  allowedBy: string
  /** The time left, `mm:ss`, and the same in seconds. */
  left: string
  leftSeconds: number
  /** Whether the look began without the customer's permission. */
  urgent: boolean
  current: LookPage
  /** The code and the role of the member of staff who looks. */
  me: StaffMe
  /** The phone number for urgent calls, for the footer. */
  phone: string
  /** Whether the footer says that the people are invented. */
  demo: boolean
  /** The action that ends the look. */
  stop: () => Promise<void>
  chooseLanguage: (form: FormData) => Promise<void>
  children: ReactNode
}

/** The frame of a customer's page in a look. It says whose page it is, why, who granted it, and for how long. */
export async function LookFrame({ current, children, ...props }: Props) {
  const look = enteredLook()
  const locale = await readerLocale()
  const common = translator(locale, 'common')
  const nav = translator(locale, 'nav')
  const staff = translator(locale, 'staff')
  const say = translator(locale, 'looks.view')
  const { me, urgent } = props
  const open = (page: LookPage) => look.pages.includes(page)
  const locked = say(urgent ? 'locked-urgent' : 'locked')
  const menus = menusOf(locale, lookPages, (page) =>
    open(page) ? { reload: lookHref(look.lookId, page) } : { locked },
  )
  const out = <SignOut at="/staff/sign-out">{common('sign-out')}</SignOut>
  const band = (
    <Band
      label={say('band.label')}
      tone={urgent ? 'urgent' : undefined}
      pairs={[
        { term: say('band.whose'), text: props.customer },
        { term: say('band.why'), text: props.why },
        { term: say('band.allowed'), text: props.allowedBy },
      ]}
      left={{ term: say('band.left'), text: props.left, seconds: props.leftSeconds }}
    >
      <form action={props.stop}>
        <Button type="submit">{say('band.stop')}</Button>
      </form>
    </Band>
  )
  return (
    <Frame
      product={{ name: common('product'), part: staff('desk'), href: '/staff' }}
      skip={common('skip')}
      band={band}
      inLook
      languages={<LanguageSwitch choose={props.chooseLanguage} />}
      me={
        <>
          <span>{staff('me', { staffId: me.staffId, role: staff(`role.${me.role}`) })}</span>
          {out}
        </>
      }
      {...menus}
      menuEnd={out}
      current={lookHref(look.lookId, current)}
      footer={
        <>
          <span>
            <WithPhones text={common('footer.question', { phone: props.phone })} numbers={[props.phone]} />
          </span>
          {props.demo && <span>{common('footer.demo')}</span>}
          <a href="#main">{common('footer.top')}</a>
        </>
      }
    >
      {children}
      {!lookPages.every(open) && (
        <Part heading={say('outside.title')}>
          <Empty>
            {say(urgent ? 'outside.text-urgent' : 'outside.text', {
              pages: lookPages
                .filter(open)
                .map((page) => `«${nav(`page.${page}`)}»`)
                .join(', '),
            })}
          </Empty>
        </Part>
      )}
    </Frame>
  )
}
