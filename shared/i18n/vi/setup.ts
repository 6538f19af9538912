/** Vietnamese: setup. */
export const setup = {}
