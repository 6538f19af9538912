/** Another box answers at the device's address: what it says of itself beside what was known, and the two answers a person can give. */
import { Replace, Undo2 } from 'lucide-react'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { NONE } from '../../../shared/format/number.ts'
import { useMay } from '../settings/may.ts'
import { differences } from './identity.ts'
import css from './Device.module.css'

export function Replaced({ deviceId, name }: { deviceId: number; name: string }) {
  const { t } = useWords()
  const may = useMay('engineer')
  const identity = useRead('discovery.identity', { deviceId })
  const decide = useCommand('discovery.decide', {
    refresh: ['discovery.identity', 'discovery.replacements', 'devices.get', 'devices.list'],
    onDone: (_, { isNew }) => toast({ text: t(isNew ? 'devices.replaced.doneNew' : 'devices.replaced.doneSame', { name }) }),
  })
  const pending = identity.data?.pending
  if (!identity.data || !pending) return null
  const { since } = pending
  const answer = (isNew: boolean) => decide.mutate({ deviceId, since, isNew }, { onError: toastFailure })
  return (
    <section className={css.banner} aria-label={t('devices.replaced.title')}>
      <ToneIcon tone="minor" size={13} />
      <div>
        <p>
          <strong>{t('devices.replaced.title')}</strong> {t('devices.replaced.text')} <Age at={since} className="muted" />
        </p>
        <table className={css.compare}>
          <thead>
            <tr>
              <th scope="col">{t('devices.replaced.part')}</th>
              <th scope="col">{t('devices.replaced.before')}</th>
              <th scope="col">{t('devices.replaced.now')}</th>
            </tr>
          </thead>
          <tbody>
            {differences(identity.data.identity, pending.identity).map(({ part, before, now }) => (
              <tr key={part}>
                <th scope="row">{t(`devices.identity.${part}`)}</th>
                <td>{before ?? NONE}</td>
                <td>{now ?? NONE}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {may ? (
          <p className={css.answers}>
            <Button icon={Replace} busy={decide.isPending} onClick={() => answer(true)}>
              {t('devices.replaced.isNew')}
            </Button>
            <Button icon={Undo2} busy={decide.isPending} onClick={() => answer(false)}>
              {t('devices.replaced.isSame')}
            </Button>
          </p>
        ) : null}
      </div>
    </section>
  )
}
