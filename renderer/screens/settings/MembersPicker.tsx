/** Picks many stations: by typing, or a whole commune at once; the chosen ones can be taken off one by one. */
import { useCallback, useMemo } from 'react'
import { X } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { compareText, fold, matches } from '../../../shared/format/text.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Field, Select } from '../../components/Form.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import css from './Registers.module.css'

const FOUND = 8
/** More would not be read one by one. */
const SHOWN = 60

type Named = { readonly id: number; readonly code: string; readonly name: string; readonly communeId: number; readonly text: string }

export type MembersPickerProps = { label: string; value: readonly number[]; onChange: (ids: number[]) => void; error?: string | undefined }

export function MembersPicker({ label, value, onChange, error }: MembersPickerProps) {
  const { t, locale } = useWords()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const stations = useMemo(
    (): Named[] =>
      (list.data?.rows ?? [])
        .filter((row) => !row.retired)
        .map(({ id, code, name, communeId }) => ({ id, code, name, communeId, text: fold(`${code} ${name}`) }))
        .sort((a, b) => compareText(a.code, b.code)),
    [list.data],
  )
  const chosen = useMemo(() => new Set(value), [value])
  const find = useCallback(
    (words: readonly string[]) => stations.filter((one) => !chosen.has(one.id) && matches(one.text, words)).slice(0, FOUND),
    [stations, chosen],
  )
  const communes = useMemo(() => {
    const count = new Map<number, number>()
    for (const { communeId } of stations) count.set(communeId, (count.get(communeId) ?? 0) + 1)
    return (list.data?.communes ?? [])
      .flatMap(({ id, name }) => (count.has(id) ? [{ id, name, n: count.get(id) ?? 0 }] : []))
      .sort((a, b) => compareText(a.name, b.name))
  }, [stations, list.data])
  const known = useMemo(() => new Map((list.data?.rows ?? []).map((row) => [row.id, row])), [list.data])
  const add = (ids: readonly number[]) => onChange([...new Set([...value, ...ids])])
  return (
    <fieldset className={css.members}>
      <legend>
        {label} <span className="muted">({number(value.length, locale)})</span>
      </legend>
      <div className={css.adders}>
        <Suggest
          label={t('registers.addStation')}
          placeholder={t('registers.addStationHint')}
          error={error}
          find={find}
          show={proposed}
          onPick={(one) => add([one.id])}
        />
        <Field label={t('registers.addCommune')}>
          <Select
            value=""
            onChange={(event) => add(stations.filter((one) => one.communeId === Number(event.target.value)).map(({ id }) => id))}
          >
            <option value="">—</option>
            {communes.map(({ id, name, n }) => (
              <option key={id} value={id}>
                {`${name} (${number(n, locale)})`}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {value.length === 0 ? (
        <p className="muted">{t('registers.noStations')}</p>
      ) : (
        <ul className={css.chosen}>
          {value.slice(0, SHOWN).map((id) => {
            const row = known.get(id)
            const code = row?.code ?? `#${id}`
            return (
              <li key={id} title={row?.name}>
                {code}
                <button
                  type="button"
                  aria-label={t('registers.takeOff', { code })}
                  onClick={() => onChange(value.filter((one) => one !== id))}
                >
                  <X size={14} strokeWidth={1.75} aria-hidden />
                </button>
              </li>
            )
          })}
          {value.length > SHOWN ? <li className={css.more}>{t('registers.more', { n: number(value.length - SHOWN, locale) })}</li> : null}
          <li className={css.all}>
            <Button size="small" kind="quiet" onClick={() => onChange([])}>
              {t('registers.takeAllOff')}
            </Button>
          </li>
        </ul>
      )}
    </fieldset>
  )
}

function proposed({ code, name }: Named) {
  return (
    <span>
      <span className="muted">{code}</span> {name}
    </span>
  )
}
