/** One alarm in a short list: what, since when, and whether somebody has it. */
import { Check } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Badge, SeverityIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { valueText } from '../../../shared/format/metric.ts'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import css from './Alarms.module.css'

export function AlarmItem({ alarm, onAcknowledge, busy = false }: { alarm: AlarmRow; onAcknowledge?: () => void; busy?: boolean }) {
  const { t, locale } = useWords()
  const title = t(`rule.${alarm.ruleId}.title`, { defaultValue: alarm.ruleId })
  return (
    <li className={css.item} data-waiting={alarm.acknowledgedAt === null && alarm.clearedAt === null && alarm.severity === 'critical'}>
      <SeverityIcon severity={alarm.severity} size={14} />
      <div className={css.text}>
        <a href={`#/alarms?alarm=${alarm.id}`} className={css.title}>
          {title}
        </a>
        <div className={css.note}>
          <Age at={alarm.raisedAt} />
          {alarm.metric !== null && alarm.value !== null ? <span>{valueText(alarm.metric, alarm.value, t, locale)}</span> : null}
          {alarm.instance === '' ? null : <span>{alarm.instance}</span>}
          {alarm.count > 1 ? <span>{t('station.alarms.count', { n: alarm.count })}</span> : null}
          {alarm.clearedAt === null ? null : <Badge tone="ok">{t('station.alarms.cleared')}</Badge>}
          {alarm.suppressed ? (
            <Badge tone={alarm.suppressedBy === 'window' ? 'planned' : 'plain'}>{t('station.alarms.suppressed')}</Badge>
          ) : null}
          {alarm.shelvedUntil === null ? null : <Badge>{t('station.alarms.shelved')}</Badge>}
          {alarm.acknowledgedBy === null ? null : <span>{t('station.alarms.by', { name: alarm.acknowledgedBy })}</span>}
        </div>
      </div>
      {onAcknowledge && alarm.acknowledgedAt === null ? (
        <Button size="small" icon={Check} busy={busy} onClick={onAcknowledge}>
          {t('common.acknowledge')}
        </Button>
      ) : null}
    </li>
  )
}
