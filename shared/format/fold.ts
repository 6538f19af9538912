/** Accent-insensitive comparison of Vietnamese text: "na hang" finds "Nà Hang", "dak" finds "Đắk". */

/** Lower case, without accents, đ as d, blanks folded to one. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
}
