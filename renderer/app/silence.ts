/** Notices a console that still holds the line but no longer speaks: it is asked, and where it does not answer the line is hung up. */

/** The console speaks about once a second; longer than this is worth a question. */
const SILENCE = 10_000
/** How long the answer may take. */
const ANSWER = 5000

export type Watch = { /** It spoke. */ heard(): void; stop(): void }

/** `ask` is any small question; `hangUp` ends the line, so that it is opened anew and the screen says so. */
export function watchSilence(ask: () => Promise<unknown>, hangUp: () => void): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const heard = () => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(question, SILENCE)
  }
  const question = () => {
    timer = setTimeout(hangUp, ANSWER)
    // A refusal is an answer too.
    ask().then(heard, heard)
  }
  heard()
  return {
    heard,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
