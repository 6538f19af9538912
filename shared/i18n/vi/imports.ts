/** Vietnamese: imports. */
export const imports = {}
