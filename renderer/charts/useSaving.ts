/** Saves what the charts of a page show: the numbers as CSV, or a picture. Charts that were not on screen yet are asked for first. */
import { useState } from 'react'
import { useWords } from '../app/i18n.ts'
import { saveFile } from '../app/save.ts'
import { toast, toastFailure } from '../components/Toast.tsx'
import type { Series } from '../../shared/contract/history.ts'
import { seriesCsv } from './csv.ts'
import { seriesName } from './labels.ts'
import { picture } from './png.ts'
import { stamp, type Window } from './period.ts'
import { fetchSeries, type Question } from './useSeries.ts'

export type SavingProps = {
  /** Begin of the file's name. */
  file: string
  title: string
  subtitle: string
  window: Window
  questions: readonly Question[]
  /** What a series is called in the file. */
  nameOf?: (series: Series) => string
}

export function useSaving({ file, title, subtitle, window, questions, nameOf }: SavingProps) {
  const { t, locale } = useWords()
  const [busy, setBusy] = useState(false)
  const base = `${file}-${stamp(window.from)}-${stamp(window.to)}`
  const during = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    csv: () =>
      during(async () => {
        const series = (await Promise.all(questions.map(fetchSeries))).flat()
        if (series.every((one) => one.at.length === 0)) return toast({ text: t('charts.nothingToSave'), tone: 'plain' })
        const named = series.map((one) => ({ name: nameOf?.(one) ?? seriesName(one, t), series: one }))
        saveFile(`${base}.csv`, seriesCsv(named, t, locale))
      }),
    png: (within: HTMLElement | null) =>
      during(async () => {
        const blob = within ? await picture(within, { title, subtitle }) : null
        if (!blob) return toast({ text: t('charts.pngFailed'), tone: 'problem' })
        saveFile(`${base}.png`, blob)
        toast({ text: t('charts.pngDone', { name: `${base}.png` }) })
      }),
  }
}
