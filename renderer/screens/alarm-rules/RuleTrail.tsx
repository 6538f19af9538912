/** Who changed a rule, its overrides or its runbook, and what; newest first. */
import type { AuditEntry } from '../../../shared/model/alarm.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Age } from '../../components/Value.tsx'
import { fieldText, valueText } from '../settings/audit-change.ts'
import { actionText, changesOf } from '../settings/audit-words.ts'
import { useScopeText } from './scope.ts'
import css from './Rules.module.css'

const SHOWN = 30
/** Told by the line itself. */
const PLAIN = new Set(['kind', 'ruleId'])

export function RuleTrail({ ruleId }: { ruleId: string }) {
  const { t } = useWords()
  const trail = useRead('rules.trail', { ruleId })
  return (
    <Await of={trail} lines={2}>
      {(entries) =>
        entries.length === 0 ? (
          <p className="muted">{t('rules.panel.historyNone')}</p>
        ) : (
          <ol className={css.trail}>
            {entries.slice(0, SHOWN).map((entry) => (
              <Step key={entry.id} entry={entry} />
            ))}
          </ol>
        )
      }
    </Await>
  )
}

function Step({ entry }: { entry: AuditEntry }) {
  const { t, locale } = useWords()
  const scopeText = useScopeText()
  const value = (field: string, said: unknown): string => {
    if (typeof said !== 'number') return valueText(field, said, t, locale) || '—'
    if (field === 'stationId') return scopeText({ kind: 'station', stationId: said, ruleId: '' })
    return field === 'groupId' ? scopeText({ kind: 'group', groupId: said, ruleId: '' }) : valueText(field, said, t, locale)
  }
  const changes = changesOf(entry.before, entry.after).filter(({ field }) => !PLAIN.has(field))
  return (
    <li>
      <div>
        <strong>{actionText(entry.action, t)}</strong> {entry.actor} <Age at={entry.at} className="muted" />
      </div>
      {changes.map(({ field, before, after }) => (
        <p key={field} className="muted">
          {fieldText(field, t)}: {value(field, before)} → {value(field, after)}
        </p>
      ))}
    </li>
  )
}
