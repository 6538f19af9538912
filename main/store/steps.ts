/** Long reading in steps: each `yield` is a place where its caller may do something else, or stop. */

export type Steps<T> = Generator<void, T>

/** All steps at once, for whoever has nothing else to do. */
export function run<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
