/** Saves what the charts of a page show: the numbers as CSV, or a picture. Charts that were not on screen yet are asked for first. */
import { useState } from 'react'
import { useWords } from '../app/i18n.ts'
import { saveFile } from '../app/save.ts'
import { toast, toastFailure } from '../components/Toast.tsx'
import type { Series } from '../../shared/contract/history.ts'
import { seriesCsv } from './csv.ts'
import { picture } from './png.ts'
import { stamp, type Window } from './period.ts'
import { fetchSeries, fetchStates, type Question } from './useSeries.ts'

export type Labelled = Pick<Series, 'deviceId' | 'metric' | 'instance' | 'label'>
export type SavingProps = {
  /** Begin of the file's name. */
  file: string
  title: string
  subtitle: string
  window: Window
  questions: readonly Question[]
  /** Of metrics of state. */
  states?: readonly Question[]
  /** What series are called in the file. */
  names: (all: readonly Labelled[]) => (one: Labelled) => string
}

export function useSaving({ file, title, subtitle, window, questions, states = [], names }: SavingProps) {
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
        const stated = (await Promise.all(states.map(fetchStates))).flat()
        if ([...series, ...stated].every((one) => one.at.length === 0)) return toast({ text: t('charts.nothingToSave'), tone: 'plain' })
        const nameOf = names([...series, ...stated])
        const named = series.map((one) => ({ name: nameOf(one), series: one }))
        const held = stated.map((one) => ({ name: nameOf(one), series: one }))
        saveFile(`${base}.csv`, seriesCsv(named, t, locale, held))
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
