/** Who answers at the device's address: what it says of itself, since when, and what tells it from another box of its kind. */
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Age } from '../../components/Value.tsx'
import { IDENTITY_PARTS } from './identity.ts'
import css from './Device.module.css'

export function IdentityPanel({ deviceId }: { deviceId: number }) {
  const { t } = useWords()
  const identity = useRead('discovery.identity', { deviceId })
  return (
    <Panel title={t('devices.identity.title')}>
      <Await of={identity} lines={4}>
        {(known) =>
          known === null ? (
            <p className="muted">{t('devices.identity.none')}</p>
          ) : (
            <Facts>
              {IDENTITY_PARTS.map((part) => {
                const said = known.identity[part]
                return said === null ? null : (
                  <Fact key={part} name={t(`devices.identity.${part}`)}>
                    {part === 'sysName' || part === 'sysDescr' ? (
                      said
                    ) : (
                      <span className={css.tools}>
                        <span className="mono">{said}</span>
                        <CopyButton text={said} what={`${t('devices.identity.copy')}: ${t(`devices.identity.${part}`)}`} />
                      </span>
                    )}
                  </Fact>
                )
              })}
              <Fact name={t('devices.identity.firstSeen')}>
                <Age at={known.firstSeen} />
              </Fact>
            </Facts>
          )
        }
      </Await>
    </Panel>
  )
}
