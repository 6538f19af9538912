/** Types that hold both dictionaries to the same keys: Vietnamese is the source, English must have every key. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }
