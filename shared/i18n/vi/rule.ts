/** Vietnamese: rule. */
export const rule = {}
