import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadConfig } from '#config'
import { bankSettings as bank, faultsOf } from '#testing/settings.ts'
import { secretsInFiles } from './config-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'arqau-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const made = (name: string) => createHash('sha256').update(name).digest('base64')

describe('secrets in files', () => {
  const file = (text: string, mode = 0o400) => {
    const path = join(folder, `${text.length}-${mode}-${Math.random()}`)
    writeFileSync(path, text)
    chmodSync(path, mode)
    return path
  }
  const secrets = {
    ...{ ARQAU_MASTER_KEY: bank.ARQAU_MASTER_KEY, ARQAU_LOOKUP_KEY: bank.ARQAU_LOOKUP_KEY },
    ...{ ARQAU_MASTER_KEY_OTHER: made('next master'), ARQAU_LOOKUP_KEY_OTHER: made('next lookup') },
    ...{ AUTH_SECRET: bank.AUTH_SECRET, AUTH_SECRET_OTHER: made('next session') },
    DATABASE_URL: 'postgresql://arqau:s-1@db.bank.example/arqau?sslmode=verify-full',
    MIGRATION_DATABASE_URL: 'postgresql://owner:s-8@db.bank.example/arqau?sslmode=verify-full',
    ...{ SMS_GATEWAY_TOKEN: 's-2', SMTP_URL: 'smtps://user:s-3@mail.bank.example' },
    ...{ STAFF_OIDC_CLIENT_SECRET: 's-4', STATE_SERVICE_PASSWORD: 's-5 ', STATE_SERVICE_TOKEN: 's-6' },
  }
  const others = { ...bank, SMTP_FROM: 'privacy@bank.example' }
  const inFiles = (write: (value: string) => string) => ({
    ...others,
    ...Object.fromEntries(
      Object.entries(secrets).flatMap(([name, value]) => [
        [name, undefined],
        [`${name}_FILE`, write(value)],
      ]),
    ),
  })

  it.each(['', '\n', '\r\n'])('secrets in files that end in %j are the same as in the environment', (end) => {
    expect(Object.keys(secrets).sort()).toEqual(secretsInFiles.toSorted())
    const { secrets: kept, ...settings } = loadConfig(inFiles((value) => file(value + end, 0o440)))
    const { secrets: given, ...direct } = loadConfig({ ...others, ...secrets })
    expect(settings).toEqual(direct)
    expect(kept.AUTH_SECRET).toBe(given.AUTH_SECRET)
    expect(kept.ARQAU_MASTER_KEY.equals(given.ARQAU_MASTER_KEY)).toBe(true)
    expect(kept.ARQAU_LOOKUP_KEY.equals(given.ARQAU_LOOKUP_KEY)).toBe(true)
    expect(kept.AUTH_SECRET_OTHER).toBe(secrets.AUTH_SECRET_OTHER)
    for (const name of ['ARQAU_MASTER_KEY_OTHER', 'ARQAU_LOOKUP_KEY_OTHER'] as const)
      expect(kept[name]?.export().toString('base64')).toBe(secrets[name])
  })

  it.each(secretsInFiles)('%s cannot be set twice', (name) => {
    const twice = { ...others, ...secrets, [`${name}_FILE`]: file('another') }
    expect(faultsOf(twice)).toEqual([`Set ${name} or ${name}_FILE, not both.`])
  })

  it.each([
    ['is missing', () => join(folder, 'nothing'), /can be read/],
    ['is a folder', () => folder, /can be read|others/],
    ['is empty', () => file('\n'), /not empty/],
    ['is far too large', () => file('x'.repeat(70_000)), /nothing else/],
    ['everybody may read', () => file('s-7', 0o444), /others can neither read nor change/],
    ['others may change', () => file('s-7', 0o660), /others can neither read nor change/],
  ])('a secret whose file %s is refused by its name alone', (_, make, sentence) => {
    const path = make()
    const faults = faultsOf({
      ...others,
      DATABASE_URL_FILE: path,
      AUTH_SECRET: undefined,
      AUTH_SECRET_FILE: path,
    })
    expect(faults).toHaveLength(2)
    for (const fault of faults) {
      expect(fault).toMatch(sentence)
      expect(fault).not.toContain(path)
    }
  })
})
