/** Settings: a list of sections at the left, the chosen one beside it; each section has an address of its own. */
import { useEffect, useRef, type ComponentType } from 'react'
import {
  Activity,
  Archive,
  BellRing,
  Boxes,
  Building2,
  Cable,
  Cpu,
  FileUp,
  HardDrive,
  Gauge,
  History,
  House,
  KeyRound,
  Languages,
  RadioTower,
  TicketCheck,
  type LucideIcon,
} from 'lucide-react'
import { Redirect, useLocation, useRoute } from 'wouter'
import type { Role } from '../../../shared/model/access.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, Loading } from '../../components/Blank.tsx'
import { Page } from '../../components/Page.tsx'
import { AboutSection } from './AboutSection.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { AuditSection } from './AuditSection.tsx'
import { BackupsSection } from './BackupsSection.tsx'
import { CredentialsSection } from './CredentialsSection.tsx'
import { FeedersSection } from './FeedersSection.tsx'
import { GeneralSection } from './GeneralSection.tsx'
import { GroupsSection } from './GroupsSection.tsx'
import { HamletsSection } from './HamletsSection.tsx'
import { ImportSection } from './ImportSection.tsx'
import { MetricsSection } from './MetricsSection.tsx'
import { StationsSection } from './StationsSection.tsx'
import { StorageSection } from './StorageSection.tsx'
import { TokensSection } from './TokensSection.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

type Section = {
  name: string
  icon: LucideIcon
  Content: ComponentType
  see: Role
  fill?: boolean
  /** It has moved: the link leads there. */
  at?: string
}

const SECTIONS: readonly Section[] = [
  { name: 'general', icon: Building2, Content: GeneralSection, see: 'viewer' },
  { name: 'stations', icon: RadioTower, Content: StationsSection, see: 'viewer', fill: true },
  { name: 'groups', icon: Boxes, Content: GroupsSection, see: 'viewer', fill: true },
  { name: 'feeders', icon: Cable, Content: FeedersSection, see: 'viewer', fill: true },
  { name: 'hamlets', icon: House, Content: HamletsSection, see: 'viewer', fill: true },
  { name: 'import', icon: FileUp, Content: ImportSection, see: 'engineer' },
  { name: 'devices', icon: Cpu, Content: MovedToDevices, see: 'viewer', at: '/devices/list' },
  { name: 'credentials', icon: KeyRound, Content: CredentialsSection, see: 'engineer' },
  { name: 'rules', icon: BellRing, Content: MovedToRules, see: 'viewer', at: '/alarms/rules' },
  { name: 'tokens', icon: TicketCheck, Content: TokensSection, see: 'admin' },
  { name: 'storage', icon: HardDrive, Content: StorageSection, see: 'viewer' },
  { name: 'metrics', icon: Gauge, Content: MetricsSection, see: 'admin' },
  { name: 'backups', icon: Archive, Content: BackupsSection, see: 'viewer' },
  { name: 'appearance', icon: Languages, Content: AppearanceSection, see: 'viewer' },
  { name: 'about', icon: Activity, Content: AboutSection, see: 'viewer' },
  { name: 'audit', icon: History, Content: AuditSection, see: 'engineer', fill: true },
]

export default function SettingsScreen() {
  const { t } = useWords()
  const [path] = useLocation()
  const [, params] = useRoute('/settings/:section')
  const section = SECTIONS.find((one) => one.name === params?.['section'])
  const list = useRef<HTMLElement>(null)
  const name = section?.name
  useEffect(() => {
    // On a phone the sections lie in one row: the chosen one is brought into sight.
    list.current?.querySelector(`a[href$="/${name}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [name])
  // While another screen is being fetched this one still stands, with the other's address: it must not take the reader back.
  if (!section) return path.startsWith('/settings') ? <Redirect to="/settings/general" replace /> : null
  if (section.at !== undefined) return <section.Content />
  return (
    <Page title={`${t('settings.title')} · ${t(`settings.section.${section.name}`)}`} fill head={<h1>{t('settings.title')}</h1>}>
      <div className={css.layout}>
        <nav ref={list} className={css.nav} aria-label={t('settings.nav')}>
          <ul>
            {SECTIONS.map(({ name, icon: Icon, at }) => (
              <li key={name}>
                <a href={`#${at ?? `/settings/${name}`}`} aria-current={name === section.name ? 'page' : undefined}>
                  <Icon size={16} strokeWidth={1.75} aria-hidden />
                  {t(`settings.section.${name}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className={`${css.content} scroll`} data-fill={section.fill || undefined}>
          <header className={css.lead}>
            <h2>{t(`settings.section.${section.name}`)}</h2>
            <p className="muted">{t(section.name === 'import' ? 'imports.lead' : `settings.lead.${section.name}`)}</p>
          </header>
          <Gate section={section} />
        </div>
      </div>
    </Page>
  )
}

/** Shows the section only to those who may see it. */
function Gate({ section }: { section: Section }) {
  const { t } = useWords()
  const me = useRead('session.me')
  const may = useMay(section.see)
  if (!me.data) return <Loading />
  if (!may) return <EmptyState>{t('settings.forbiddenSee', { role: t(`settings.role.${section.see}`) })}</EmptyState>
  return <section.Content key={section.name} />
}

/** The list of devices has a place of its own; old addresses lead there, with what they asked for. */
function MovedToDevices() {
  const { text } = useParams()
  return <Redirect to={text === '' ? '/devices/list' : `/devices/list?${text}`} replace />
}

/** Alarm rules stand among the alarms. */
function MovedToRules() {
  const { text } = useParams()
  return <Redirect to={text === '' ? '/alarms/rules' : `/alarms/rules?${text}`} replace />
}
