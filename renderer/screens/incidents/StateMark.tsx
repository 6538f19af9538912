/** Where an incident stands: going on, recovering, over; and whether somebody has it. */
import type { Incident } from '../../../shared/model/incident.ts'
import { useWords } from '../../app/i18n.ts'
import { Badge } from '../../components/State.tsx'

export function StateMark({ incident }: { incident: Pick<Incident, 'state' | 'acknowledgedAt' | 'mergedInto'> }) {
  const { t } = useWords()
  if (incident.mergedInto !== null) return <Badge>{t('incidents.state.merged')}</Badge>
  if (incident.state === 'ended')
    return (
      <Badge tone="ok" shape>
        {t('incidents.state.ended')}
      </Badge>
    )
  if (incident.state === 'recovering')
    return (
      <Badge tone="planned" shape>
        {t('incidents.state.recovering')}
      </Badge>
    )
  return incident.acknowledgedAt === null ? (
    <Badge tone="accent">{t('incidents.state.new')}</Badge>
  ) : (
    <Badge>{t('incidents.state.known')}</Badge>
  )
}
