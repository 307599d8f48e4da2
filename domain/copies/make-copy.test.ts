import { createHash } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { give } from '#testing/consents.ts'
import { downloaded, filesOf, makingOf, readyCopy } from '#testing/copies.ts'
import { freshCustomer } from '#testing/customers.ts'
import { shop, smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { holding, putFor, putSix } from '#testing/holdings.ts'
import { unzip } from '#testing/unzip.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { attach } from '../cases/attach.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { decide } from '../consents/decide.ts'
import type { Ctx } from '../context.ts'
import { remaining } from '../deletion-plans/schema.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { putRestriction } from '../restrictions/put-restriction.ts'
import { askForCopy } from './ask-for-copy.ts'
import { inventory } from './inventory.ts'
import { makeDueCopy } from './make-due-copy.ts'
import { type CopyPart, copyParts, type DigestContent } from './schema.ts'

const parsed = (text: string | undefined) => JSON.parse(text ?? '')

/** The number of a customer's rows in each table that a copy has. */
async function rowsOf({ db }: World, customerId: string, table: string): Promise<number> {
  const { rows } = (await db.execute(
    sql`select count(*)::int as n from ${sql.identifier(table)} where customer_id = ${customerId}`,
  )) as unknown as { rows: { n: number }[] }
  return rows[0]?.n ?? 0
}

/** A customer of whom there is something in every part but contacts and looks. */
async function fullCustomer(world: World) {
  const ctx = await freshCustomer(world)
  await putSix(world, ctx, ctx.phone)
  await putFor(
    world,
    ctx,
    holding('counterparties', 'Айша А.; +7 705 555 44 33', { quantity: 2 }),
    holding('received-messages', '«Рақмет, досым»', { quantity: 1 }),
    holding('full-name', '=1+1 Сынақова Ару'),
    holding('salary', '450000'),
    holding('sim-and-handset', 'SIM 8999701234561180, Galaxy A12'),
  )
  const paid = (to: object) =>
    smsDisclosure(testNow, { recipient: 'payees-abroad', to, fields: ['full-name'] })
  const person = { name: 'Сейітова Ақмарал Бекқызы', kind: 'person', country: 'KZ' }
  await tellDisclosures(world, ctx, smsDisclosure(testNow), paid(shop), paid(person))
  const file = await attach(ctx, { name: '../тізім.txt', bytes: Buffer.from('үш SMS') })
  const text = `Менің нөмірім ${ctx.phone}, ал маған +77055554433 пен 770101300123 жазды.`
  await fileComplaint(ctx, { kind: 'ordinary', text, attachments: [file.id] })
  await tellDecisions(world, ctx, refusedLoan('L-1'), refusedLoan('L-2'))
  const restriction = { field: 'salary', reason: 'customer-demanded', allowed: ['court'], evidence: 'BR-1' }
  await putRestriction(world.system(ctx.subject), restriction)
  return ctx
}

onBothEngines('a copy that is made', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('has the records that the database has, by its own schema, with the hash of each file', async () => {
    const ctx = await fullCustomer(world())
    await decide(ctx, give('marketing-sms'))
    const other = await freshCustomer(world())
    await tellDisclosures(world(), other, smsDisclosure(testNow))
    const zip = await downloaded(ctx, await readyCopy(world(), ctx))
    const files = unzip(zip)
    const data = parsed(files.get('data.json')?.toString())
    const manifest = parsed(files.get('manifest.json')?.toString())
    const ajv = addFormats.default(new Ajv2020({ strict: false }))
    const valid = ajv.compile(parsed(files.get('schema.json')?.toString()))
    expect(valid(data), JSON.stringify(valid.errors)).toBe(true)
    const inJson = (part: string) =>
      Object.entries<unknown[]>(data.records)
        .filter(([name]) => name === part || name.startsWith(`${part}-`))
        .reduce((sum, [, records]) => sum + records.length, 0)
    const counts = {
      data: 'holdings',
      restrictions: 'restrictions',
      disclosures: 'disclosures',
      'automated-decisions': 'automated_decisions',
      consents: 'consent_decisions',
      contacts: 'contacts',
      obligations: 'obligations',
      sessions: 'sessions',
      copies: 'copies',
    }
    for (const [part, table] of Object.entries(counts))
      expect(inJson(part), part).toBe(await rowsOf(world(), ctx.subject, table))
    for (const [name, records] of Object.entries(data.records))
      expect(manifest.records[name], name).toBe((records as unknown[]).length)
    for (const { path, bytes, sha256 } of manifest.files) {
      const content = files.get(path) ?? Buffer.alloc(0)
      expect([content.length, createHash('sha256').update(content).digest('hex')], path).toEqual([
        bytes,
        sha256,
      ])
    }
    expect([...files.keys()].sort()).toEqual(
      [...manifest.files.map(({ path }: { path: string }) => path), 'manifest.json'].sort(),
    )
    expect([...files].find(([path]) => path.startsWith('attachments/'))?.[1].toString()).toBe('үш SMS')
    expect([...files.keys()].filter((path) => path.includes('..'))).toEqual([])
  })

  it('masks other people’s names, numbers and texts, and nothing of the customer’s own', async () => {
    const ctx = await fullCustomer(world())
    const files = await filesOf(ctx, await readyCopy(world(), ctx))
    const whole = [...files.values()].join('\n')
    for (const theirs of ['Айша', 'досым', '705 555', '77055554433', '770101300123'])
      expect(whole, theirs).not.toContain(theirs)
    expect(files.get('complaints.csv')).toContain(ctx.phone)
    expect(files.get('data-payments.csv')).toContain('А••••• А•••••')
    expect(whole).not.toContain('gulsim8:2f1c')
    expect(files.get('data-other-data.csv')).toContain('SIM 8999701234561180')
    expect(whole).not.toContain('Ақмарал')
    expect(files.get('disclosures.csv')).toContain('Се•••••• А•••••;Қазақстан;')
    expect(files.get('disclosures.csv')).toContain(`${shop.name};Түркия;`)
  })

  it('has the IIN and the number that the customer is registered under, and masks neither', async () => {
    const ctx = await freshCustomer(world())
    const text = `Менің нөмірім ${ctx.phone}, ЖСН ${ctx.iin}.`
    await fileComplaint(ctx, { kind: 'ordinary', text })
    const files = await filesOf(ctx, await readyCopy(world(), ctx, ['profile', 'complaints']))
    const { profile, complaints } = parsed(files.get('data.json')).records
    expect(profile).toEqual(
      expect.arrayContaining([
        { item: 'iin', value: ctx.iin, at: null },
        { item: 'phone', value: ctx.phone, at: null },
      ]),
    )
    expect(complaints[0].messages[0]).toMatchObject({ text, masked: false })
    for (const value of [`ЖСН;${ctx.iin};`, `Телефон нөмірі;'${ctx.phone};`])
      expect(files.get('profile.csv')).toContain(value)
  })

  it('says of each record whether something of other people is masked in it, and of how many', async () => {
    const ctx = await fullCustomer(world())
    const files = await filesOf(ctx, await readyCopy(world(), ctx))
    const { records } = parsed(files.get('data.json'))
    const { masked } = parsed(files.get('manifest.json'))
    const saysSo = ({ masked: own, messages }: { masked?: boolean; messages?: { masked: boolean }[] }) =>
      own || messages?.some((one) => one.masked) || false
    for (const [name, all] of Object.entries<object[]>(records)) {
      for (const record of all) expect(saysSo(record), name).toBe(JSON.stringify(record).includes('•'))
      expect(masked[name], name).toBe(all.filter(saysSo).length)
    }
    expect(masked).toMatchObject({
      complaints: 1,
      disclosures: 1,
      'data-payments': 1,
      'data-third-party-data': 1,
    })
  })

  it('writes tables that a spreadsheet reads and does not run, with words for codes', async () => {
    const ctx = await fullCustomer(world())
    const files = await filesOf(ctx, await readyCopy(world(), ctx))
    const own = files.get('data-user-data.csv') ?? ''
    expect(own.startsWith('\ufeffДерек;')).toBe(true)
    expect(own).toContain("'=1+1 Сынақова Ару")
    expect(own).toContain('450000 теңге')
    expect(files.get('disclosures.csv')).not.toContain('true')
  })

  it('has the chosen parts alone, in the language it was asked in', async () => {
    const ctx: Ctx = { ...(await fullCustomer(world())), locale: 'ru' }
    const files = await filesOf(ctx, await readyCopy(world(), ctx, ['disclosures', 'sessions']))
    expect(Object.keys(parsed(files.get('data.json')).records)).toEqual(['disclosures', 'sessions'])
    expect(files.get('disclosures.csv')).toContain('Получатель')
    expect([...files.keys()]).not.toContain('complaints.csv')
    expect(parsed(files.get('manifest.json')).notChosen).toContain('complaints')
  })

  /** What the digest is told of a part. */
  const toldOf = async (ctx: Ctx, part: CopyPart) => {
    await askForCopy(ctx, { parts: [part] })
    const told: DigestContent[] = []
    const digest = async (content: DigestContent) => {
      told.push(content)
      return Buffer.from('%PDF-test')
    }
    await makeDueCopy(world().worker(), makingOf({ digest }))
    return told[0]?.tables[0]
  }

  it('tells the digest how many records there are, and only the newest of them', async () => {
    const ctx = await freshCustomer(world())
    const moments = Array.from({ length: 40 }, (_, day) => new Date(testNow.getTime() - day * 86_400_000))
    await tellDisclosures(world(), ctx, ...moments.map((at) => smsDisclosure(at)))
    const table = await toldOf(ctx, 'disclosures')
    expect(table?.records).toBe(40)
    const newest = table?.part === 'disclosures' ? table.newest.map(({ at }) => at) : []
    expect(newest).toEqual(moments.slice(0, 15).map((at) => at.toISOString()))
  })

  it('tells the digest the newest decisions, which the copy has consent by consent', async () => {
    const ctx = await freshCustomer(world())
    await decide(ctx, give('marketing-push'))
    await decide({ ...ctx, now: new Date(testNow.getTime() - 86_400_000) }, give('marketing-sms'))
    const table = await toldOf(ctx, 'consents')
    const newest = table?.part === 'consents' ? table.newest.map(({ consent }) => consent) : []
    expect(newest).toEqual(['marketing-push', 'marketing-sms'])
  })

  it('has what no policy names, without its value', async () => {
    const ctx = await freshCustomer(world())
    await putSix(world(), ctx, ctx.phone)
    await world().db.execute(
      sql`update holdings set field = 'no-such' where customer_id = ${ctx.subject} and field = 'device-model'`,
    )
    const files = await filesOf(ctx, await readyCopy(world(), ctx, ['data']))
    expect(parsed(files.get('data.json')).records['data-unknown']).toMatchObject([
      { field: 'no-such', value: null },
    ])
    expect([...files.values()].join()).not.toContain('Galaxy A55')
  })

  it('has a part for every table of a customer or a reason why none has it, and says of each what a deletion does', async () => {
    const { rows } = (await world().db.execute(sql`
      select c.relname as name from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relispartition
        and (c.relname = 'customers' or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'customer_id'))
      order by 1`)) as unknown as { rows: { name: string }[] }
    expect(Object.keys(inventory).sort()).toEqual(rows.map(({ name }) => name))
    const named = Object.values(inventory).flatMap((item) => ('parts' in item ? item.parts : []))
    expect(copyParts.filter((part) => !named.includes(part))).toEqual([])
    const left = Object.values(inventory).flatMap((item) => ('remains' in item ? item.remains : []))
    expect(remaining.filter((one) => !left.includes(one))).toEqual([])
  })
})
