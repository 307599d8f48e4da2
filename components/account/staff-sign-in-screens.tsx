import Link from 'next/link'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { SignInFrame } from '../ui/sign-in-frame.tsx'
import { Label } from '../ui/text.tsx'
import { StaffSignInForm } from './staff-sign-in-form.tsx'

interface SignInProps {
  fresh: boolean
  /** The page to come back to. */
  back?: string
  demo: boolean
}

/** The sign-in page of the staff. After a sign-out, the provider asks for the password again. */
export async function StaffSignInScreen({ fresh, back, demo }: SignInProps) {
  const say = translator(await readerLocale(), 'staff')
  const roles = [say('role.agent'), say('role.supervisor'), say('role.officer'), say('role.administrator')]
  return (
    <SignInFrame foot={demo && <p>{say('sign-in.demo', { roles: roles.join(', ') })}</p>}>
      <h1>{say('sign-in.title')}</h1>
      <p>{say('sign-in.intro')}</p>
      <StaffSignInForm kind="main" fresh={fresh} back={back}>
        {say('sign-in.enter')}
      </StaffSignInForm>
      {!fresh && (
        <StaffSignInForm kind="text" fresh back={back}>
          {say('sign-in.other')}
        </StaffSignInForm>
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
  /** The page to come back to. */
  back?: string
}

/** Says why a sign-in was refused, and what to do. */
export async function StaffRefusedScreen({ refusal, request, signedIn, back }: RefusedProps) {
  const say = translator(await readerLocale(), 'staff')
  return (
    <SignInFrame foot={signedIn && <Link href="/staff">{say('sign-in.back')}</Link>}>
      <h1>{say(`sign-in.refused.${refusal}.title`)}</h1>
      <p>{say(`sign-in.refused.${refusal}.text`)}</p>
      {request && <Label>{say('sign-in.refused.fault.request', { id: request })}</Label>}
      <StaffSignInForm kind="main" fresh={refusal === 'stale'} back={back}>
        {say('sign-in.again')}
      </StaffSignInForm>
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
      <StaffSignInForm fresh>{say('no-role.other')}</StaffSignInForm>
    </SignInFrame>
  )
}
