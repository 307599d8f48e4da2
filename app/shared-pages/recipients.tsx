import { refusalOf } from '#api/errors.ts'
import { bank, linksOf } from '#components/recipients/flow-links.ts'
import { RecipientsScreen } from '#components/recipients/recipients-screen.tsx'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { listDisclosures } from '#domain/recipients/list-disclosures.ts'
import { listRecipients } from '#domain/recipients/list-recipients.ts'
import { describeDisclosures } from '#i18n/describe/disclosures.ts'
import { describeFlow } from '#i18n/describe/flow.ts'
import { describeFormer, describeRecipient } from '#i18n/describe/recipients.ts'
import { isoDay, lowerFirst } from '#i18n/format.ts'
import type { Search, SharedPageProps } from './props.ts'

/** The recipients page. `search` names the followed recipient and the filters. */
export async function RecipientsPage({ ctx, search }: SharedPageProps) {
  const [{ recipients, former, flow, restricted }, told] = await Promise.all([
    listRecipients(ctx),
    toldOrRefusal(ctx, search),
  ])
  const { locale, now } = ctx
  const asked = flow.recipients.find((one) => one.id === search.recipient)
  const hot = (asked ?? flow.recipients.find((one) => !one.stopped))?.id ?? null
  const drawn = new Set(flow.recipients.map((one) => one.id))
  return (
    <RecipientsScreen
      recipients={recipients.map((one) => describeRecipient(locale, one, now, drawn.has(one.id)))}
      former={former.map((one) => describeFormer(locale, one, now))}
      flow={{ words: describeFlow(locale, flow, bank, hot), links: linksOf(flow, hot), hot }}
      restricted={restricted.map(lowerFirst)}
      told={told}
      thisYear={{
        year: isoDay(now).slice(0, 4),
        count: [...recipients, ...former].reduce((sum, one) => sum + one.disclosed.thisYear, 0),
      }}
    />
  )
}

/** An address can be typed by hand: where the list is refused, the page says why and shows the rest. */
async function toldOrRefusal(ctx: Ctx, search: Search) {
  const given = Object.entries(search).filter(([, value]) => value !== '')
  try {
    const view = await listDisclosures(ctx, Object.fromEntries(given))
    return describeDisclosures(ctx.locale, view, ctx.now)
  } catch (error) {
    if (!isRefusal(error, 'invalid')) throw error
    return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
