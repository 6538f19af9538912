/** The head of a group of alarms: what gathers them, how bad it is, how many wait, and taking them all. */
import { UserCheck } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { useNarrow } from '../../app/media.ts'
import { Button } from '../../components/Button.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { cx } from '../../components/cx.ts'
import { CauseIcon } from '../incidents/CauseIcon.tsx'
import type { AlarmGroup } from './groups.ts'
import css from './Alarms.module.css'

export type GroupHeadProps = { group: AlarmGroup; may: boolean; onTake: (group: AlarmGroup) => void }

export function GroupHead({ group, may, onTake }: GroupHeadProps) {
  const { t, locale } = useWords()
  const narrow = useNarrow()
  const { incident } = group
  const figures = [
    t('alarms.count', { n: number(group.rows.length, locale) }),
    ...(group.stations > 1 ? [t('alarms.stationsCount', { n: number(group.stations, locale) })] : []),
    ...(group.unacknowledged > 0 && group.unacknowledged < group.rows.length
      ? [t('alarms.unacknowledgedCount', { n: number(group.unacknowledged, locale) })]
      : []),
  ].join(' · ')
  const name = <span className={cx(css.groupName, group.unacknowledged > 0 && css.strong)}>{group.label}</span>
  return (
    <>
      <SeverityIcon severity={group.worst} size={14} />
      {incident ? <CauseIcon cause={incident.cause} /> : null}
      <span className={css.groupText}>
        {incident ? (
          <a
            href={`#/alarms/incidents/${incident.id}`}
            className={css.groupLink}
            tabIndex={-1}
            onClick={(event) => event.stopPropagation()}
          >
            {name}
          </a>
        ) : (
          name
        )}
        {narrow ? <span className={css.groupFigures}>{figures}</span> : null}
      </span>
      {narrow ? null : (
        <>
          {incident?.owner ? <span className={css.groupOwner}>{incident.owner}</span> : null}
          <span className={css.groupFigures}>{figures}</span>
        </>
      )}
      <Age at={group.since} className={css.groupAge} />
      {narrow ? null : (
        <Button
          size="small"
          icon={UserCheck}
          tabIndex={-1}
          disabled={!may || group.unacknowledged === 0}
          aria-label={`${t('alarms.acknowledge')}: ${group.label}`}
          onClick={(event) => {
            event.stopPropagation()
            onTake(group)
          }}
        >
          {t('alarms.acknowledge')}
        </Button>
      )}
    </>
  )
}
