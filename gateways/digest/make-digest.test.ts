import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { DigestContent } from '#domain/copies/schema.ts'
import { describeDigest } from '#i18n/describe/copy-digest.ts'
import { locales } from '#policy/locale.ts'
import { makeDigest } from './make-digest.ts'

const at = '2026-11-20T07:00:00.000Z'
const contentIn = (locale: DigestContent['locale'], records = 40): DigestContent => ({
  copyId: '01a00000-0000-7000-8000-000000000001',
  locale,
  asOf: new Date(at),
  controller: { name: 'Арқау Банк', bin: '800140000017' },
  missing: [],
  tables: [
    {
      part: 'data',
      name: 'data-user-data',
      title: 'Пайдаланушы деректері',
      records: 1,
      masked: 0,
      newest: [
        {
          category: 'user-data',
          field: 'salary',
          title: 'Әңғүұқөһі',
          value: '450000',
          rule: 'amount',
          masked: false,
          quantity: null,
          obtainedAt: at,
          obtainedVia: 'app',
          updatedAt: at,
          source: { id: 'given', title: 'сізден «#панель»' },
          uses: [
            { purpose: { id: 's', title: 'қызмет' }, basis: { id: 'contract', title: 'шарт' }, dpv: [] },
          ],
          recipients: [],
          retention: 'шарттан кейін 5 жыл',
          consent: null,
          dpv: [],
        },
      ],
    },
    {
      part: 'disclosures',
      name: 'disclosures',
      title: null,
      records,
      masked: 2,
      newest: Array.from({ length: 15 }, (_, nth) => ({
        id: '01a00000-0000-7000-8000-000000000002',
        at,
        recordedAt: at,
        to: null,
        masked: false,
        recipient: { id: 'r', title: `Алушы ${nth} #panic() $x$ *b* _i_ @ref \\ "q"` },
        purpose: { id: 'p', title: 'мақсат' },
        basis: { id: 'contract' as const, title: 'шарт' },
        fields: [{ id: 'phone', title: 'телефон нөмірі' }],
      })),
    },
  ],
})

/** All that stands in the streams of a PDF, packed or not. */
function streamsOf(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  return [text, ...streams].join('\n')
}

const hasPoppler = (() => {
  try {
    execFileSync('pdfinfo', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe('the digest of a copy', () => {
  it.each(locales)('is tagged, with its language, headings, tables and contents: %s', async (locale) => {
    const inside = streamsOf(Buffer.from(await makeDigest(describeDigest(contentIn(locale)))))
    expect(inside).toMatch(/\/Marked\s*true/)
    expect(inside).toMatch(/\/StructTreeRoot/)
    expect(inside).toContain(`/Lang (${locale}`)
    for (const tag of ['H1', 'H2', 'Table', 'TH', 'TD', 'TOC', 'TOCI'])
      expect(inside, tag).toMatch(new RegExp(`/S\\s*/${tag}\\b`))
    expect(inside).toMatch(/pdfuaid:part/)
  })

  it('is the same bytes for the same words', async () => {
    const words = describeDigest(contentIn('kk'))
    const [one, other] = await Promise.all([makeDigest(words), makeDigest(words)])
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
    expect(streamsOf(Buffer.from(one)), 'no time of its making').not.toMatch(/CreationDate|CreateDate/)
  })

  it('ends a process that takes too much memory or too long, and says so', async () => {
    const words = describeDigest(contentIn('kk'))
    await expect(makeDigest(words, { megabytes: 1 })).rejects.toThrow('SIGKILL')
    await expect(makeDigest(words, { patienceMs: 1 })).rejects.toThrow('SIGKILL')
  })

  it.skipIf(!hasPoppler)('reads as it was written, Kazakh letters and all (needs poppler)', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'arqau-digest-')), 'digest.pdf')
    writeFileSync(file, await makeDigest(describeDigest(contentIn('kk'))))
    const read = (tool: string, ...more: string[]) => execFileSync(tool, [...more], { encoding: 'utf8' })
    expect(read('pdfinfo', file)).toMatch(/Tagged:\s+yes/)
    expect(read('pdfinfo', '-struct', file)).toMatch(/TH/)
    const text = read('pdftotext', file, '-')
    expect(text).toContain('Әңғүұқөһі')
    expect(text).toContain('450000 теңге')
    expect(text).toContain('#panic()')
  })
})
