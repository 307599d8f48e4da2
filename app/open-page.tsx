import type { ReactNode } from 'react'
import { customerContext } from '#api/session/context.ts'
import { staffContext } from '#api/staff/context.ts'
import type { CustomerPage } from '#components/shell/nav.ts'
import { PageFrame } from './(customer)/frame.tsx'
import { PublicPage } from './public-page.tsx'
import { StaffPage } from './staff/frame.tsx'

interface Props {
  /** The entry of the customer's menu that stands for the page. */
  current?: CustomerPage
  /** See {@link PageImprint}. */
  path?: string
  children: ReactNode
}

/** A page that anyone may read, in the frame of its reader: the customer's, the staff's, or the public one. */
export async function OpenPage({ current, path, children }: Props) {
  if (await customerContext())
    return (
      <PageFrame current={current} path={path}>
        {children}
      </PageFrame>
    )
  if (await staffContext()) return <StaffPage>{children}</StaffPage>
  return <PublicPage path={path}>{children}</PublicPage>
}
