import { publishPolicy } from '#domain/policies/publish-policy.ts'
import type { Catalogue } from '#policy/schema.ts'
import type { DemoWorld } from './world.ts'

/**
 * Publishes earlier versions of the policy, then the policy in force. All other demo data is loaded after it, because
 * every decision names the version of its day.
 */
export async function demoPolicies(world: DemoWorld): Promise<void> {
  for (const { publishedAt, policy } of policyHistory(world.catalogue, world.now))
    await publishPolicy(world.worker(publishedAt), policy)
}

/** The versions in the order of publication, each published two weeks before it applies. */
export function policyHistory(catalogue: Catalogue, now: Date): { publishedAt: Date; policy: Catalogue }[] {
  const second = earlier(catalogue, '2024-02-01', ['storage-abroad'], ['digital-code-stop', 'breach-notice'])
  const first = earlier(second, '2021-03-01', ['device-documents', 'personalisation'], [])
  return [first, second, catalogue].map((policy) => ({ publishedAt: twoWeeksBefore(policy, now), policy }))
}

function twoWeeksBefore({ policy }: Catalogue, now: Date): Date {
  const day = new Date(`${policy.effective}T04:00:00Z`).getTime() - 14 * 24 * 60 * 60 * 1000
  return new Date(Math.min(day, now.getTime()))
}

/** An earlier version of the policy: without some consents and clocks, and without everything only these refer to. */
function earlier(policy: Catalogue, effective: string, consentIds: string[], clockIds: string[]): Catalogue {
  const gone = (id: string | undefined) => id !== undefined && consentIds.includes(id)
  const consents = policy.consents.consents.filter((one) => !gone(one.id))
  const purposes = policy.purposes.filter(
    (one) => !one.refusable || consents.some((consent) => consent.purpose === one.id),
  )
  const fields = policy.categories.flatMap((one) => one.fields).filter((one) => !gone(one.consent))
  const recipients = policy.recipients.recipients.filter((one) => !gone(one.consent))
  const kept = (list: readonly { id: string }[]) => (id: string) => list.some((one) => one.id === id)
  return {
    ...policy,
    policy: { ...policy.policy, effective, ...beforeStorageAbroad },
    purposes,
    categories: policy.categories.map((category) => ({
      ...category,
      fields: category.fields
        .filter((field) => kept(fields)(field.id))
        .map((field) => ({
          ...field,
          uses: field.uses.filter((use) => kept(purposes)(use.purpose)),
          recipients: field.recipients.filter(kept(recipients)),
        })),
    })),
    consents: {
      ...policy.consents,
      groups: policy.consents.groups.filter((group) => consents.some((one) => one.group === group.id)),
      consents: consents.map((one) => ({ ...one, fields: one.fields.filter(kept(fields)) })),
      functions: policy.consents.functions
        .filter((one) => !one.needs.some(gone))
        .map((one) => ({ ...one, unaffectedBy: one.unaffectedBy.filter(kept(consents)) })),
    },
    recipients: {
      ...policy.recipients,
      recipients: recipients.map((one) => ({ ...one, fields: one.fields.filter(kept(fields)) })),
      countries: policy.recipients.countries.filter((country) =>
        recipients.some((one) => one.countries.includes(country.code)),
      ),
    },
    clocks: policy.clocks
      .filter((clock) => !clockIds.includes(clock.id))
      .map((clock) => ({ ...clock, revised: effective })),
  }
}

const beforeStorageAbroad = {
  crossBorder: {
    kk: 'Деректеріңіз Қазақстаннан бір жағдайда ғана шығады. Шетелге төлем жасасаңыз, төлемді орындауға керек мәлімет сол елдегі төлем алушыға және оның банкіне беріледі, ел төлемді растар алдында көрсетіледі.',
    ru: 'Ваши данные покидают Казахстан только в одном случае. Если вы платите за рубеж, сведения, нужные для платежа, получают его адресат в этой стране и банк адресата, страну вы видите до подтверждения.',
    en: 'Your data leave Kazakhstan in one case only. If you pay abroad, the payee in that country and the payee’s bank receive what the payment needs, and you see the country before you confirm.',
  },
  storage: {
    kk: 'Дерекқор Қазақстанда орналасқан (№\u00a094-V Заңның 12-бабы). Әр деректің сақтау мерзімі өз жолында жазылған, мерзім біткен соң дерек жойылады немесе иесіздендіріледі.',
    ru: 'База данных находится в Казахстане (статья\u00a012 Закона №\u00a094-V). Срок хранения указан отдельно для каждого вида данных, по его окончании данные уничтожают или обезличивают.',
    en: 'The database is in Kazakhstan (Law No.\u00a094-V, art.\u00a012). Each kind of data has its own retention period, and when it ends the data are destroyed or depersonalised.',
  },
}
