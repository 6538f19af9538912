/** Reads what was typed into the form of backups. */
import { readNumber } from '../../../shared/format/parse.ts'
import { BackupSettings } from '../../../shared/model/backup.ts'

export type BackupsText = Omit<BackupSettings, 'folder' | 'perDay' | 'historyKeep' | 'warnDays'> & {
  folder: string
  perDay: string
  historyKeep: string
  warnDays: string
}
/** What a number must lie between; the schema says the same. */
export const BACKUP_LIMITS = { perDay: [1, 3], historyKeep: [1, 14], warnDays: [1, 60] } as const
export type BackupsProblem = { readonly key: string; readonly params?: Record<string, number> }

export function backupsText(settings: BackupSettings): BackupsText {
  return {
    ...settings,
    folder: settings.folder ?? '',
    perDay: String(settings.perDay),
    historyKeep: String(settings.historyKeep),
    warnDays: String(settings.warnDays),
  }
}

export function readBackups(text: BackupsText): {
  settings: BackupSettings | null
  problems: Partial<Record<keyof BackupsText, BackupsProblem>>
} {
  const problems: Partial<Record<keyof BackupsText, BackupsProblem>> = {}
  const numbers = { perDay: 0, historyKeep: 0, warnDays: 0 }
  for (const name of ['perDay', 'historyKeep', 'warnDays'] as const) {
    const value = readNumber(text[name])
    const [min, max] = BACKUP_LIMITS[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) numbers[name] = value
    else problems[name] = { key: 'settings.general.between', params: { min, max } }
  }
  const time = text.time.trim()
  if (!BackupSettings.shape.time.safeParse(time).success) problems.time = { key: 'backups.form.badTime' }
  const read = BackupSettings.safeParse({ ...text, ...numbers, time, folder: text.folder.trim() === '' ? null : text.folder })
  return { settings: read.success && Object.keys(problems).length === 0 ? read.data : null, problems }
}
