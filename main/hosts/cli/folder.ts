/** The data folder of a command: made where it is not there, or a sentence that says why it cannot be. */
import { makeFolder } from '../../app/make-folder.ts'
import { failure, type Surroundings } from './command.ts'
import { reasonOf } from './reason.ts'

export function useFolder(folder: string, { t }: Pick<Surroundings, 't'>): void {
  try {
    makeFolder(folder)
  } catch (problem) {
    throw failure('folder', { folder, reason: reasonOf(problem, t) })
  }
}
