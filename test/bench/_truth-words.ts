/** Times of an evening as people say them. */
const AT_7 = 7 * 3_600_000

/** `19:04:30` at +07. */
export const clock = (at: number): string => new Date(at + AT_7).toISOString().slice(11, 19)
