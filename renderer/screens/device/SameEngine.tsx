/** A warning where other devices name the same SNMPv3 engine: authentication cannot tell them apart. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { ToneIcon } from '../../components/State.tsx'
import css from './Device.module.css'

const SHOWN = 5

export function SameEngine({ devices }: { devices: OutputOf<'poller.device'>['sameEngine'] }) {
  const { t } = useWords()
  if (devices.length === 0) return null
  return (
    <section className={css.banner} aria-label={t('devices.engine.same')}>
      <ToneIcon tone="minor" size={13} />
      <div>
        <p>
          <strong>{t('devices.engine.same')}</strong> {t('devices.engine.sameText')}
        </p>
        <ul>
          {devices.slice(0, SHOWN).map(({ id, name, code, station }) => (
            <li key={id}>
              <a href={`#/devices/${id}`}>
                {name} · {code} {station}
              </a>
            </li>
          ))}
          {devices.length > SHOWN ? <li className="muted">{t('devices.engine.more', { n: devices.length - SHOWN })}</li> : null}
        </ul>
      </div>
    </section>
  )
}
