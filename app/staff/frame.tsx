import type { ReactNode } from 'react'
import { requireStaff } from '#api/staff/context.ts'
import { KeepFresh } from '#components/shell/keep-fresh.tsx'
import { StaffFrame } from '#components/shell/staff-frame.tsx'
import { may } from '#domain/access.ts'
import type { Permission } from '#domain/permissions.ts'
import type { StaffPlace } from '#domain/staff/schema.ts'
import { chooseLanguage } from '../actions.ts'
import { leaveDesk } from './actions.ts'
import { urgencies, urgencyWord } from './alerts.ts'

/** What each desk asks for. */
const needs = {
  complaints: 'complaints:answer',
  customers: 'customers:find',
  looks: 'looks:ask',
  oversight: 'looks:oversee',
  systems: 'systems:show',
} as const satisfies Record<StaffPlace, Permission>
const places: StaffPlace[] = ['complaints', 'customers', 'looks', 'oversight', 'systems']

/** The staff's frame with what only a route can give it: who is signed in, what is open to them, the way out. */
export async function StaffPage({ current, children }: { current?: StaffPlace; children: ReactNode }) {
  const { ctx, me } = await requireStaff(current && needs[current])
  const urgent = await urgencies(ctx)
  return (
    <StaffFrame
      urgent={urgent ?? {}}
      me={me}
      places={places.filter((place) => may(ctx, needs[place]))}
      current={current}
      chooseLanguage={chooseLanguage}
      leave={leaveDesk}
    >
      {urgent && <KeepFresh ask="/staff/oversight/watch" known={urgencyWord(urgent)} everySeconds={5} />}
      {children}
    </StaffFrame>
  )
}
