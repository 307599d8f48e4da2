import type { ComponentProps } from 'react'
import { requireCustomer } from '#api/context.ts'
import { CustomerFrame } from '#components/customer/customer-frame.tsx'
import { operator } from '#domain/policies/operator.ts'
import { chooseLanguage, leave } from '../actions.ts'

/** The customer's frame with what only a route can give it: who is signed in, and the actions of the header. */
export async function PageFrame(props: Pick<ComponentProps<typeof CustomerFrame>, 'current' | 'children'>) {
  const { ctx, me } = await requireCustomer()
  return (
    <CustomerFrame
      {...props}
      me={me}
      phone={operator(ctx).urgentPhone}
      chooseLanguage={chooseLanguage}
      leave={leave}
    />
  )
}
