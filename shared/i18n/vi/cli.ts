/** Vietnamese: cli. */
export const cli = {}
