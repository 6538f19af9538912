/** The settings' pure parts: forms read back, rules and audit rows in words, CSV files and templates. */
import { readRetention, retentionText } from '../../../renderer/screens/settings/retention-form.ts'
import { backupsText, readBackups } from '../../../renderer/screens/settings/backups-form.ts'
import { DEFAULT_BACKUP_SETTINGS } from '../../../shared/model/backup.ts'
import { describe, expect, it } from 'vitest'
import { readNumber } from '../../../shared/format/parse.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { Secret } from '../../../shared/model/device.ts'
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import { Settings } from '../../../shared/model/settings.ts'
import { readHeader } from '../../../main/domain/inventory/columns.ts'
import { fieldText, valueText } from '../../../renderer/screens/settings/audit-change.ts'
import { actionText, changesOf, subjectOf } from '../../../renderer/screens/settings/audit-words.ts'
import { AUTHS, BLANK, type CredentialText, PRIVS, PROTOCOL_NAMES, readCredential } from '../../../renderer/screens/settings/credential.ts'
import { decode, LARGEST } from '../../../renderer/screens/settings/csv-file.ts'
import { LIMITS, NUMBERS, readSettings, textOf } from '../../../renderer/screens/settings/forms.ts'
import { conditionText, holdText, readRule, textOfRule } from '../../../renderer/screens/alarm-rules/rule-words.ts'
import { template } from '../../../renderer/screens/settings/template.ts'

const t = translator('vi')
const en = translator('en')

describe('a number as people type it', () => {
  it.each([
    ['53,9', 53.9],
    ['53.9', 53.9],
    ['−48,2', -48.2],
    [' 1 200 ', 1200],
    [',5', 0.5],
    ['', null],
    ['  ', null],
    ['abc', undefined],
    ['1,2,3', undefined],
    ['1e3', undefined],
  ])('%j is %s', (text, value) => {
    expect(readNumber(text)).toBe(value)
  })
})

describe('general settings', () => {
  const good = {
    branchName: 'Tuyên Quang',
    intervalSeconds: 60,
    timeoutMs: 2000,
    retries: 1,
    retentionDays: 35,
    inspectionDays: 90,
    retention5mDays: 3650,
    retention1hDays: 3650,
    retention1dDays: 3650,
    uplinkProbes: [],
  }
  it('come back as they were', () => {
    expect(readSettings(textOf(good), good)).toEqual({ ok: true, settings: good })
  })

  it('name the field and what it must lie between', () => {
    const read = readSettings({ ...textOf(good), branchName: ' ', intervalSeconds: '5', retries: '1,5' }, good)
    expect(read).toEqual({
      ok: false,
      problems: {
        branchName: { key: 'settings.general.required' },
        intervalSeconds: { key: 'settings.general.between', params: { min: 10, max: 3600 } },
        retries: { key: 'settings.general.between', params: { min: 0, max: 5 } },
      },
    })
  })

  it('of how long history is kept rise from class to class', () => {
    const base = { ...good, retention5mDays: 180 }
    expect(readRetention(retentionText(base), base)).toEqual({ ok: true, settings: base })
    expect(readRetention({ ...retentionText(base), retentionDays: '181' }, base)).toEqual({
      ok: false,
      problems: { retention5mDays: { key: 'settings.general.between', params: { min: 181, max: 36_500 } } },
    })
    expect(readRetention({ ...retentionText(base), retentionDays: '4000', retention1dDays: '1,5' }, base)).toMatchObject({
      problems: { retentionDays: { params: { min: 1, max: 3650 } }, retention1dDays: { key: 'settings.general.between' } },
    })
    expect(readRetention({ ...retentionText(base), retentionDays: '180' }, base)).toMatchObject({ settings: { retentionDays: 180 } })
  })

  it('limits are those of the schema', () => {
    for (const name of NUMBERS) {
      const [min, max] = LIMITS[name]
      for (const [value, fits] of [
        [min, true],
        [max, true],
        [min - 1, false],
        [max + 1, false],
      ] as const) {
        expect(Settings.safeParse({ ...good, [name]: value }).success).toBe(fits)
      }
    }
  })
})

describe('credentials', () => {
  const v3: CredentialText = { ...BLANK, name: 'kỹ thuật', version: '3', user: 'nms', authKey: 'mật khẩu 1', privKey: 'mật khẩu 2' }
  it('make secrets that the contract takes', () => {
    const reads = [
      readCredential({ ...BLANK, name: 'a', community: 'public' }),
      readCredential({ ...BLANK, name: 'a', version: '1', community: 'public' }),
      readCredential(v3),
      readCredential({ ...v3, level: 'authOnly', privKey: '' }),
      readCredential({ ...v3, level: 'noAuth', authKey: '', privKey: '' }),
    ]
    expect(reads.map((read) => read.ok && Secret.safeParse(read.secret).success)).toEqual([true, true, true, true, true])
    expect(reads[4]).toEqual({ ok: true, name: 'kỹ thuật', secret: { version: '3', user: 'nms' } })
  })

  it('offer every protocol under the name vendors give it', () => {
    const choices = AUTHS.flatMap((auth) => PRIVS.map((priv) => readCredential({ ...v3, auth, priv })))
    expect(choices.length).toBe(36)
    expect(choices.every((read) => read.ok && Secret.safeParse(read.secret).success)).toBe(true)
    expect(PRIVS.map((priv) => PROTOCOL_NAMES[priv])).toContain('AES-192 (Reeder, Cisco)')
  })

  it('refuse what is missing or too short, and only what is in sight', () => {
    expect(readCredential(BLANK)).toEqual({ ok: false, problems: { name: 'required', community: 'required' } })
    expect(readCredential({ ...v3, authKey: 'short', privKey: '' })).toEqual({
      ok: false,
      problems: { authKey: 'tooShort', privKey: 'required' },
    })
  })
})

describe('alarm rules', () => {
  const rule: AlarmRule = {
    id: 'battery-low',
    condition: { kind: 'threshold', metric: 'battery.voltage', direction: 'below', raise: 46.5, clear: 48 },
    severity: 'critical',
    type: 'equipment',
    probableCause: 112,
    raiseHold: { polls: 2, seconds: 0 },
    clearHold: { polls: 1, seconds: 60 },
    enabled: true,
    risk: true,
  }
  it('are said in words of both languages', () => {
    expect(conditionText(rule, t, 'vi')).toContain('dưới 46,50')
    expect(conditionText(rule, en, 'en')).toContain('below 46.50')
    expect(conditionText({ ...rule, condition: { kind: 'state', metric: 'mains.state', states: ['off'] } }, t, 'vi')).toContain('Mất điện')
    expect(conditionText({ ...rule, condition: { kind: 'noAnswer', deviceKinds: ['ups'] } }, t, 'vi')).toBe('Không trả lời: UPS')
    expect([holdText({ polls: 2, seconds: 0 }, t), holdText({ polls: 1, seconds: 60 }, t), holdText({ polls: 3, seconds: 60 }, t)]).toEqual(
      ['2 lần', '60 giây', '3 lần và 60 giây'],
    )
  })

  it('come back from the form as they were', () => {
    expect(readRule(rule, textOfRule(rule, 'vi'))).toEqual({ ok: true, rule })
  })

  it('keep the clear value on the right side of the raise value', () => {
    const text = textOfRule(rule, 'vi')
    expect(readRule(rule, { ...text, clear: '46' })).toEqual({ ok: false, problems: { clear: { key: 'rules.clearWrongBelow' } } })
    const above = { ...rule, condition: { ...rule.condition, direction: 'above' } } as AlarmRule
    expect(readRule(above, text)).toEqual({ ok: false, problems: { clear: { key: 'rules.clearWrongAbove' } } })
    const bad = readRule(rule, { ...text, raise: 'x', raisePolls: '0' })
    expect(bad.ok ? {} : Object.keys(bad.problems).sort()).toEqual(['raise', 'raisePolls'])
  })
})

describe('the audit trail', () => {
  it('says actions in words and leaves unknown ones as they are', () => {
    expect(actionText('station.update', t)).toBe('Sửa trạm')
    expect(actionText('alarm.acknowledge', en)).toBe('Acknowledged alarm')
    expect(actionText('thing.frobnicate', t)).toBe('thing.frobnicate')
  })

  it('takes subjects apart', () => {
    expect(subjectOf('station:12')).toEqual({ thing: 'station', id: 12 })
    expect([subjectOf('settings'), subjectOf('TQG0001-11'), subjectOf('station:')]).toEqual([null, null, null])
  })

  it('shows only fields that differ, never the version', () => {
    expect(changesOf({ a: 1, b: 'x', d: '', version: 1 }, { a: 1, b: 'y', c: { e: [1] }, d: [], version: 2 })).toEqual([
      { field: 'b', before: 'x', after: 'y' },
      { field: 'c.e', before: undefined, after: [1] },
    ])
    expect(changesOf(null, null)).toEqual([])
    expect(changesOf(false, true)).toEqual([{ field: '', before: false, after: true }])
  })

  it('names fields and values as people do', () => {
    expect(fieldText('raiseHold.polls', en)).toBe('wait before raising (polls)')
    expect(fieldText('intervalSeconds', t)).toBe('Chu kỳ đo')
    expect(fieldText('frobnication', t)).toBe('frobnication')
    expect(valueText('condition.clear', 51.5, t, 'vi')).toBe('51,5')
    expect(valueText('severity', 'major', en, 'en')).toBe('Major')
    expect(valueText('technologies', ['4G', '5G'], t, 'vi')).toBe('4G, 5G')
    expect(valueText('mains', false, t, 'vi')).toBe('Không')
  })
})

describe('CSV files', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  it('are read as UTF-8 or UTF-16; anything else is refused', () => {
    expect(decode(bytes('\uFEFFmã;tên'))).toEqual({ ok: true, text: '\uFEFFmã;tên' })
    expect(decode(new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3b, 0]))).toMatchObject({ ok: true })
    expect(decode(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8]))).toEqual({ ok: false, problem: 'notText' })
    expect(decode(new Uint8Array([0xc3, 0x28]))).toEqual({ ok: false, problem: 'notText' })
    expect(decode(new Uint8Array(LARGEST + 1))).toEqual({ ok: false, problem: 'tooBig' })
  })

  it('templates have headers that the importer knows, every column of them', () => {
    for (const locale of ['vi', 'en'] as const) {
      for (const kind of ['stations', 'devices', 'hamlets'] as const) {
        const { text, fileName } = template(kind, locale)
        expect(fileName).toBe(`branchwatch-${kind}.csv`)
        const header = readHeader((text.replace('\uFEFF', '').split('\r\n')[0] ?? '').split(','))
        expect(`${header?.kind}s`).toBe(kind)
        expect(header?.columns).not.toContain(null)
      }
    }
  })
})

describe('the form of backups', () => {
  const text = backupsText(DEFAULT_BACKUP_SETTINGS)

  it('reads what it shows', () => {
    expect(readBackups(text)).toEqual({ settings: DEFAULT_BACKUP_SETTINGS, problems: {} })
    expect(readBackups({ ...text, folder: ' /mnt/x ', time: ' 23:59 ', perDay: '3' }).settings).toMatchObject({
      folder: '/mnt/x',
      time: '23:59',
      perDay: 3,
    })
  })

  it.each([
    ['time', { time: '25:00' }],
    ['time', { time: '2:00' }],
    ['historyKeep', { historyKeep: '0' }],
    ['historyKeep', { historyKeep: '1,5' }],
    ['warnDays', { warnDays: 'ba' }],
    ['perDay', { perDay: '4' }],
  ])('has a sentence for a wrong %s: %o', (name, more) => {
    const read = readBackups({ ...text, ...more })
    expect(read.settings).toBeNull()
    expect(Object.keys(read.problems)).toEqual([name])
  })
})
