/** Who is calling, on what host, on which branch; and the first start's choice. */
import { z } from 'zod'
import { Role } from '../model/access.ts'
import { Phrase } from '../model/phrase.ts'
import { ConsoleStatus } from '../model/settings.ts'
import { command, ok, query } from './procedure.ts'

export const Dataset = z.object({
  /** `none`: first start, nothing chosen yet. */
  kind: z.enum(['none', 'demo', 'branch']),
  folder: z.string(),
  branchName: z.string(),
})
export type Dataset = z.infer<typeof Dataset>

export const session = {
  me: query('viewer', 'host').output(
    z.object({
      name: z.string(),
      role: Role,
      host: z.enum(['desktop', 'web']),
      version: z.string(),
      dataset: Dataset,
      /** What is wrong with the data folder, where something is; the console runs without it until it is mended. */
      notice: Phrase.nullable(),
    }),
  ),
  /** First start, or "end demo": opens the demo branch or the own branch, each in a folder of its own. */
  choose: command('admin', 'host')
    .input(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('demo'), stations: z.number().int().min(1).max(5000) }),
        z.object({ kind: z.literal('branch'), branchName: z.string().trim().min(1).max(80) }),
        /** Leaves the demo; its folder stays. */
        z.object({ kind: z.literal('leaveDemo') }),
      ]),
    )
    .output(Dataset),
  status: query('viewer', 'host').output(ConsoleStatus),
  /** Leaves the web session: what its cookie holds opens nothing any more. The window has no session and stays. */
  end: command('viewer', 'host').output(ok),
}
