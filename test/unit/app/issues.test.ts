/** What a schema refused, in sentences of both dictionaries. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldIssues } from '../../../shared/i18n/issues.ts'
import { LOCALES, say, translator } from '../../../shared/i18n/words.ts'
import { DeviceInput, Secret } from '../../../shared/model/device.ts'
import { StationInput } from '../../../shared/model/station.ts'

function issues(schema: z.ZodType, input: unknown): Record<string, string> {
  const read = schema.safeParse(input)
  return Object.fromEntries(
    fieldIssues(read.error?.issues ?? [], input).map(({ path, phrase }) => [path, phrase.key.replace('error.field.', '')]),
  )
}

describe('an issue', () => {
  it.each<[string, z.ZodType, unknown, Record<string, string>]>([
    ['nothing at all', z.object({ a: z.string() }), undefined, { '': 'required' }],
    ['a missing field', z.object({ a: z.string() }), {}, { a: 'required' }],
    ['an empty text', z.object({ a: z.string().trim().min(1) }), { a: '  ' }, { a: 'required' }],
    ['a short text', z.object({ a: z.string().min(8) }), { a: 'x' }, { a: 'tooShort' }],
    ['a long text', z.object({ a: z.string().max(2) }), { a: 'xxx' }, { a: 'tooLong' }],
    ['text for a number', z.object({ a: z.number() }), { a: '1' }, { a: 'number' }],
    ['a fraction', z.object({ a: z.number().int() }), { a: 1.5 }, { a: 'integer' }],
    ['a small number', z.object({ a: z.number().min(10) }), { a: 1 }, { a: 'tooSmall' }],
    ['an unknown choice', z.object({ a: z.enum(['x', 'y']) }), { a: 'z' }, { a: 'choice' }],
    ['a choice not made', z.object({ a: z.enum(['x', 'y']) }), {}, { a: 'required' }],
    ['no list', z.object({ a: z.array(z.string()) }), { a: 'x' }, { a: 'list' }],
    ['an item of a list', z.object({ a: z.array(z.number()) }), { a: [1, 'x'] }, { 'a.1': 'number' }],
    ['a field too many', z.strictObject({}), { x: 1 }, { '': 'unknown' }],
    ['a secret of no kind', Secret, { version: '4' }, { version: 'choice' }],
    [
      'v3 keys under 8 characters',
      Secret,
      { version: '3', user: 'u', auth: { protocol: 'sha', key: '1234567' }, priv: { protocol: 'aes', key: 'mật khẩ' } },
      { 'auth.key': 'tooShort', 'priv.key': 'tooShort' },
    ],
    [
      'privacy without authentication',
      Secret,
      { version: '3', user: 'u', priv: { protocol: 'aes', key: '12345678' } },
      { auth: 'named.privNeedsAuth' },
    ],
  ])('of %s', (_, schema, input, expected) => {
    expect(issues(schema, input)).toEqual(expected)
  })

  it('of a station and a device names every wrong field once', () => {
    expect(
      issues(StationInput, { code: '-a', name: '', communeId: 1, lat: 91, commissionedOn: '31/12/2026', parentIds: [1, 2, 3] }),
    ).toEqual({
      code: 'named.stationCode',
      name: 'required',
      lat: 'tooBig',
      commissionedOn: 'named.day',
      parentIds: 'tooMany',
    })
    expect(issues(DeviceInput, { stationId: 1, name: 'x', kind: 'power', host: 'a b', port: 0, credentialId: 1 })).toEqual({
      host: 'named.host',
      port: 'tooSmall',
    })
  })

  it('has a sentence in every language, with its limits in it', () => {
    for (const locale of LOCALES) {
      const t = translator(locale)
      const read = z.object({ a: z.string().max(12) }).safeParse({ a: 'x'.repeat(13) })
      const [issue] = fieldIssues(read.error?.issues ?? [], {})
      const sentence = say(t, issue?.phrase ?? { key: '' })
      expect(sentence).toContain('12')
      expect(sentence).not.toContain('error.')
    }
  })
})
