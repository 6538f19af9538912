/** Vietnamese: outcome. */
export const outcome = {}
