/** One look at one device, without a data folder: for the command line. */
export { probeOnce } from '../poll/probe.ts'
export type { ProbeTarget } from '../poll/poller.ts'
