/** Which profile reads the device, how far it can be trusted, and how the device came to it. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { link } from '../../app/location.ts'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { VerifiedMark } from './StateWord.tsx'

export function ProfilePanel({ detail: { device, profile, credential } }: { detail: OutputOf<'devices.get'> }) {
  const { t } = useWords()
  return (
    <Panel
      title={t('devices.profile.title')}
      actions={profile ? <a href={`#${link('/devices/profiles', { profile: profile.id })}`}>{t('devices.profile.open')}</a> : null}
    >
      <Facts>
        <Fact name={t('devices.profile.name')}>
          {profile ? (
            <>
              {profile.name} <VerifiedMark verified={profile.verified} word />
            </>
          ) : (
            t('devices.profile.none')
          )}
        </Fact>
        {profile ? <Fact name={t('devices.profile.verifiedWith')}>{profile.verifiedWith ?? t('devices.profile.notVerified')}</Fact> : null}
        {profile ? <Fact name={t('devices.profile.vendor')}>{profile.vendor}</Fact> : null}
        <Fact name={t('devices.profile.chosen')}>
          {t(device.profile === 'auto' ? 'devices.profile.byItself' : 'devices.profile.byPerson')}
        </Fact>
        <Fact name={t('devices.profile.credential')}>{credential ? `${credential.name} · SNMPv${credential.version}` : null}</Fact>
      </Facts>
    </Panel>
  )
}
