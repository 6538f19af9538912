/** Devices, profiles: what reads the devices, how far each can be trusted, what it gives, and the person's own files. */
import { FileCode2, RefreshCw } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ClearFilters, FilterChips, FilterSelect, SearchBox } from '../../components/Filters.tsx'
import { Page } from '../../components/Page.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { number } from '../../../shared/format/number.ts'
import { DeviceKind } from '../../../shared/model/device.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { VerifiedMark } from '../device/StateWord.tsx'
import { DeviceTabs } from '../devices/DeviceTabs.tsx'
import { useMay } from '../settings/may.ts'
import { Gives, profileColumns } from './columns.tsx'
import { Issues } from './Issues.tsx'
import { ProfilePeek } from './ProfilePeek.tsx'
import { filterProfiles, MARKS, rowsOf, type Mark, type ProfileRow } from './rows.ts'
import css from './Profiles.module.css'

const isMark = (text: string): text is Mark => MARKS.some((mark) => mark === text)

export default function ProfilesScreen() {
  const { t } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const shelf = useRead('profiles.list', undefined, { staleTime: 30_000 })
  const reload = useCommand('profiles.reload', {
    refresh: ['profiles.list', 'profiles.get', 'devices.profiles'],
    onDone: ({ profiles, issues }) =>
      toast({
        text: t(issues.length === 0 ? 'profiles.reloaded' : 'profiles.reloadedWith', { n: profiles.length, issues: issues.length }),
        tone: issues.length === 0 ? 'done' : 'problem',
      }),
  })
  const id = params.get('profile')
  const peeked = shelf.data?.profiles.find((profile) => profile.id === id)
  return (
    <Page
      title={t('devices.title')}
      fill
      actions={
        may ? (
          <Button icon={RefreshCw} busy={reload.isPending} onClick={() => reload.mutate(undefined, { onError: toastFailure })}>
            {t('profiles.reload')}
          </Button>
        ) : null
      }
      filters={<DeviceTabs at="profiles" />}
      side={
        peeked ? (
          <ProfilePeek
            key={peeked.id}
            id={peeked.id}
            name={peeked.name}
            vendor={peeked.vendor}
            onClose={() => params.set({ profile: null })}
          />
        ) : undefined
      }
    >
      <Await of={shelf} lines={12}>
        {({ profiles, issues, folder }) => (
          <>
            <Issues issues={issues} />
            <List profiles={profiles} />
            {folder === null ? null : (
              <p className={css.folder}>
                {t('profiles.folder')} <code className="mono">{folder}</code> <CopyButton text={folder} what={t('profiles.copyFolder')} />
              </p>
            )}
          </>
        )}
      </Await>
    </Page>
  )
}

function List({ profiles }: { profiles: Parameters<typeof rowsOf>[0] }) {
  const { t, locale } = useWords()
  const params = useParams()
  const query = params.get('q') ?? ''
  const kind = DeviceKind.options.find((one) => one === params.get('kind')) ?? null
  const marks = params.list('is').filter(isMark)
  const markText = marks.join()
  const rows = useMemo(() => rowsOf(profiles, t), [profiles, t])
  const found = useMemo(
    () => filterProfiles(rows, { marks: markText.split(',').filter(isMark), kind, query }),
    [rows, markText, kind, query],
  )
  const columns = useMemo(() => profileColumns(t, locale), [t, locale])
  const cardOf = useCallback((row: ProfileRow) => <Card row={row} />, [])
  const clear = () => params.set({ q: null, kind: null, is: null })
  const any = query !== '' || kind !== null || marks.length > 0
  return (
    <>
      <div className={css.filters}>
        <SearchBox value={query} onChange={(q) => params.set({ q })} label={t('profiles.search')} />
        <FilterSelect
          label={t('profiles.col.kind')}
          any={t('devices.list.anyKind')}
          options={DeviceKind.options.map((one) => ({ value: one, label: t(`common.deviceKind.${one}`) }))}
          value={kind}
          onChange={(next) => params.set({ kind: next })}
        />
        <FilterChips
          label={t('common.filters')}
          value={marks}
          onChange={(is) => params.set({ is })}
          chips={MARKS.map((value) => ({ value, label: t(`profiles.mark.${value}`), count: number(found.counts[value], locale) }))}
        />
        {any ? <ClearFilters onClear={clear} /> : null}
      </div>
      <DataTable
        id="profiles"
        label={t('profiles.label')}
        rows={found.rows}
        columns={columns}
        rowKey={(row) => row.id}
        sort={readSort(params.get('sort')) ?? { id: 'devices', desc: true }}
        onSort={(next) => params.set({ sort: writeSort(next) })}
        question={`${query}|${kind ?? ''}|${markText}`}
        current={params.get('profile')}
        onCurrent={(key) => params.set({ profile: key })}
        card={cardOf}
        cardHeight={104}
        summary={t('profiles.count', { n: number(found.rows.length, locale), verified: number(found.counts.verified, locale) })}
        empty={
          <EmptyState icon={FileCode2} action={<Button onClick={clear}>{t('common.clearFilters')}</Button>}>
            {t('profiles.none')}
          </EmptyState>
        }
      />
    </>
  )
}

function Card({ row }: { row: ProfileRow }) {
  const { t, locale } = useWords()
  return (
    <div className={css.card}>
      <span className={css.cardTop}>
        <VerifiedMark verified={row.verified} word />
        <span className="muted">{t('profiles.deviceCount', { n: number(row.devices, locale) })}</span>
      </span>
      <span className={css.name}>{row.name}</span>
      <Gives row={row} t={t} />
    </div>
  )
}
