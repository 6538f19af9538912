/** The columns of the registers, and the cards that stand for their rows on a phone. */
import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { Pencil, Trash2 } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { FeederRow } from '../../../shared/contract/registers.ts'
import type { HamletRow, StationGroup } from '../../../shared/model/station.ts'
import { IconButton } from '../../components/Button.tsx'
import type { Column } from '../../components/DataTable.tsx'
import css from './Registers.module.css'

/** A record with what it is searched by (folded) and the codes of its stations as one text. */
type Told<T> = T & { readonly text: string; readonly codes: string }
export type GroupLine = Told<StationGroup>
export type FeederLine = Told<FeederRow>
export type HamletLine = Told<HamletRow> & { readonly commune: string }
type Named = { readonly id: number; readonly name: string; readonly stationIds: readonly number[]; readonly codes: string }

const strong = ({ name }: Named) => <strong className={css.name}>{name}</strong>
const muted = (text: string) => <span className="muted">{text}</span>

function nameColumn<T extends Named>(header: string): Column<T> {
  return { id: 'name', header, width: 'minmax(160px, 1fr)', fixed: true, sort: (row) => row.name, cell: strong }
}

function countColumn<T extends Named>(header: string, locale: Locale): Column<T> {
  return {
    id: 'count',
    header,
    width: '120px',
    align: 'end',
    first: 'desc',
    sort: (row) => row.stationIds.length,
    cell: (row) => number(row.stationIds.length, locale),
  }
}

function codesColumn<T extends Named>(header: string, none = ''): Column<T> {
  return { id: 'codes', header, width: 'minmax(180px, 1.6fr)', cell: (row) => muted(row.codes === '' ? none : row.codes) }
}

export function groupColumns(t: TFunction, locale: Locale): Column<GroupLine>[] {
  return [nameColumn(t('registers.name')), countColumn(t('registers.stations'), locale), codesColumn(t('registers.codes'))]
}

export function feederColumns(t: TFunction, locale: Locale): Column<FeederLine>[] {
  return [
    nameColumn(t('registers.name')),
    countColumn(t('registers.stations'), locale),
    codesColumn(t('registers.codes')),
    { id: 'notes', header: t('registers.notes'), width: 'minmax(120px, 1fr)', cell: (row) => row.notes },
  ]
}

export function hamletColumns(t: TFunction, locale: Locale): Column<HamletLine>[] {
  return [
    nameColumn(t('registers.hamlets.name')),
    {
      id: 'commune',
      header: t('registers.hamlets.commune'),
      width: 'minmax(140px, 1fr)',
      sort: (row) => row.commune,
      cell: (row) => row.commune,
    },
    {
      id: 'households',
      header: t('registers.hamlets.households'),
      width: '96px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.households,
      cell: (row) => (row.households === null ? '—' : number(row.households, locale)),
    },
    countColumn(t('registers.hamlets.serving'), locale),
    codesColumn(t('registers.codes'), t('registers.hamlets.none')),
  ]
}

/** What a person may do with a row. */
export function deedsColumn<T extends { readonly name: string }>(
  t: TFunction,
  onEdit: (row: T) => void,
  onRemove: (row: T) => void,
): Column<T> {
  const [edit, remove] = [t('common.edit'), t('settings.action.remove')]
  return {
    id: 'deeds',
    header: '',
    width: '84px',
    fixed: true,
    cell: (row) => (
      <span className={css.deeds}>
        <IconButton size="small" icon={Pencil} label={`${edit}: ${row.name}`} title={edit} onClick={() => onEdit(row)} />
        <IconButton size="small" icon={Trash2} label={`${remove}: ${row.name}`} title={remove} onClick={() => onRemove(row)} />
      </span>
    ),
  }
}

/** `under`: what stands below the name before the number of stations. */
export function registerCard<T extends Named>(t: TFunction, locale: Locale, under: (row: T) => string = () => ''): (row: T) => ReactNode {
  return (row) => (
    <span className={css.card}>
      <strong>{row.name}</strong>
      <span className="muted">
        {under(row)}
        {t('registers.stationsN', { n: number(row.stationIds.length, locale) })}
      </span>
      {row.codes === '' ? null : muted(row.codes)}
    </span>
  )
}
