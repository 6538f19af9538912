/** The active alarms gathered: one line a station, commune or cause; opening a line filters to it. */
import { UserCheck } from 'lucide-react'
import { useMemo } from 'react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import type { Grouping } from './filter.ts'
import { groupAlarms } from './groups.ts'
import type { AlarmView } from '../alarms/view.ts'
import css from './Alarms.module.css'

export type AlarmGroupsProps = {
  rows: readonly AlarmView[]
  by: Exclude<Grouping, 'none'>
  may: boolean
  onAcknowledge: (views: readonly AlarmView[]) => void
}

export function AlarmGroups({ rows, by, may, onAcknowledge }: AlarmGroupsProps) {
  const { t, locale } = useWords()
  const params = useParams()
  const groups = useMemo(() => groupAlarms(rows, by, t), [rows, by, t])
  if (groups.length === 0) return <EmptyState>{t('alarms.empty.filtered')}</EmptyState>
  const open = (key: string) => {
    const target: Record<string, string | null> =
      by === 'station' ? { station: key } : by === 'cause' ? { cause: key } : { commune: key, group: null }
    params.set(target, { push: true })
  }
  return (
    <ul className={`${css.groups} scroll`}>
      {groups.map((group) => {
        const titles = [...new Set(group.rows.map((row) => row.title))]
        const newest = Math.max(...group.rows.map((row) => row.alarm.raisedAt))
        return (
          <li key={group.key} className={css.group}>
            <SeverityIcon severity={group.worst} size={14} />
            <button type="button" className={css.groupName} onClick={() => open(group.key)}>
              <span className={css.strong}>{group.label}</span>
              <span className={css.groupTitles}>{titles.join(' · ')}</span>
            </button>
            <span className={css.groupCount}>
              <span className={css.strong}>{t('alarms.count', { n: number(group.rows.length, locale) })}</span>
              <span className="muted">{t('alarms.unacknowledgedCount', { n: number(group.unacknowledged, locale) })}</span>
            </span>
            <Age at={newest} className={css.groupAge} />
            <Button
              size="small"
              icon={UserCheck}
              disabled={!may || group.unacknowledged === 0}
              onClick={() => onAcknowledge(group.rows)}
              aria-label={`${t('alarms.acknowledge')}: ${group.label}`}
            >
              {t('alarms.acknowledge')}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
