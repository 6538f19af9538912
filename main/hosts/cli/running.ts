/** The second start: who holds the data folder already. */
import { askRunning } from '../instance.ts'
import { EXIT, type Surroundings } from './command.ts'

/** Says that another console holds the folder, with its link; null when none does. */
export async function tellRunning(folder: string, around: Surroundings, json: boolean): Promise<number | null> {
  const running = await askRunning(folder, 'show')
  if (!running) return null
  if (json) around.out(JSON.stringify({ running: true, ...running }))
  else around.out(around.t(`cli.running.${running.host}`, { pid: running.pid, link: running.link ?? '' }))
  return EXIT.ok
}
