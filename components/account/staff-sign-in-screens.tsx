import Link from 'next/link'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { ButtonAway } from '../ui/button-link.tsx'
import { SignInFrame } from '../ui/sign-in-frame.tsx'
import { Label, Note } from '../ui/text.tsx'

const start = '/staff/sign-in/start'
/** Makes the provider ask for the password again, so that another account can be chosen. */
const startFresh = `${start}?fresh=1`

/** The sign-in page of the staff. After a sign-out, the provider asks for the password again. */
export async function StaffSignInScreen({ fresh, demo }: { fresh: boolean; demo: boolean }) {
  const say = translator(await readerLocale(), 'staff')
  const roles = [say('role.agent'), say('role.supervisor'), say('role.officer'), say('role.administrator')]
  return (
    <SignInFrame foot={demo && <p>{say('sign-in.demo', { roles: roles.join(', ') })}</p>}>
      <h1>{say('sign-in.title')}</h1>
      <p>{say('sign-in.intro')}</p>
      <ButtonAway kind="main" href={fresh ? startFresh : start}>
        {say('sign-in.enter')}
      </ButtonAway>
      {!fresh && (
        <Note>
          <a href={startFresh}>{say('sign-in.other')}</a>
        </Note>
      )}
    </SignInFrame>
  )
}

interface RefusedProps {
  refusal: 'token' | 'stale' | 'unreachable' | 'cancelled' | 'fault'
  /** The id of the failed request in the log. */
  request?: string
  /** The member of staff is still signed in: only a second sign-in was refused. */
  signedIn: boolean
}

/** Says why a sign-in was refused, and what to do. */
export async function StaffRefusedScreen({ refusal, request, signedIn }: RefusedProps) {
  const say = translator(await readerLocale(), 'staff')
  return (
    <SignInFrame foot={signedIn && <Link href="/staff">{say('sign-in.back')}</Link>}>
      <h1>{say(`sign-in.refused.${refusal}.title`)}</h1>
      <p>{say(`sign-in.refused.${refusal}.text`)}</p>
      {request && <Label>{say('sign-in.refused.fault.request', { id: request })}</Label>}
      <ButtonAway kind="main" href={refusal === 'stale' ? startFresh : start}>
        {say('sign-in.again')}
      </ButtonAway>
    </SignInFrame>
  )
}

/** Says that staff cannot sign in, because no provider is set. */
export async function StaffSignInClosedScreen() {
  const say = translator(await readerLocale(), 'staff')
  return (
    <SignInFrame>
      <h1>{say('sign-in.shut.title')}</h1>
      <p>{say('sign-in.shut.text')}</p>
    </SignInFrame>
  )
}

/** Says that the provider knows the person but the portal has no role for them. */
export async function StaffNoRoleScreen() {
  const say = translator(await readerLocale(), 'staff')
  return (
    <SignInFrame>
      <h1>{say('no-role.title')}</h1>
      <p>{say('no-role.text')}</p>
      <ButtonAway href={startFresh}>{say('no-role.other')}</ButtonAway>
    </SignInFrame>
  )
}
