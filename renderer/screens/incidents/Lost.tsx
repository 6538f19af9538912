/** Minutes of service lost so far: counts up while stations are out. */
import { duration, MINUTE } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import { useWords } from '../../app/i18n.ts'
import { useSecond } from '../../app/now.ts'
import { toldAt } from './data.ts'
import { minutesLostAt } from './order.ts'

export function Lost({ incident }: { incident: Incident }) {
  return incident.state !== 'ended' && incident.down > 0 ? <Counting incident={incident} /> : <Said minutes={incident.minutesLost} />
}

function Counting({ incident }: { incident: Incident }) {
  const now = useSecond()
  return <Said minutes={minutesLostAt(incident, toldAt(incident), now)} />
}

function Said({ minutes }: { minutes: number }) {
  const { locale } = useWords()
  return <span title={duration(minutes * MINUTE, locale)}>{number(Math.floor(minutes), locale)}</span>
}
