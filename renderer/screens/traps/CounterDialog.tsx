/** Every counter of the receiver, v3 by reason. */
import { number } from '../../../shared/format/number.ts'
import type { TrapCounters } from '../../../shared/model/trap.ts'
import { useWords } from '../../app/i18n.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'

const PLAIN = [
  'received',
  'accepted',
  'informs',
  'acknowledged',
  'duplicates',
  'droppedSource',
  'droppedTotal',
  'droppedStranger',
  'droppedOverflow',
  'malformed',
  'community',
  'forwarded',
  'forwardFailed',
] as const
const V3 = ['user', 'level', 'digest', 'decryption', 'window', 'replayed'] as const

export function CounterDialog({ counters, onClose }: { counters: TrapCounters; onClose: () => void }) {
  const { t, locale } = useWords()
  const known: readonly string[] = V3
  const others = Object.keys(counters.v3).filter((reason) => !known.includes(reason))
  return (
    <Dialog open onClose={onClose} title={t('traps.counter.title')} description={t('traps.figure.receivedNote')}>
      <Facts>
        {PLAIN.map((name) => (
          <Fact key={name} name={t(`traps.counter.${name}`)}>
            {number(counters[name], locale)}
          </Fact>
        ))}
        {V3.map((reason) => (
          <Fact key={reason} name={t(`traps.counter.v3.${reason}`)}>
            {number(counters.v3[reason] ?? 0, locale)}
          </Fact>
        ))}
        {others.map((reason) => (
          <Fact key={reason} name={t('traps.counter.v3.other', { reason })}>
            {number(counters.v3[reason] ?? 0, locale)}
          </Fact>
        ))}
      </Facts>
    </Dialog>
  )
}
