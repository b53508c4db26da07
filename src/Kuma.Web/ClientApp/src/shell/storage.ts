/** Browser storage that never throws: private windows may refuse it. */
export const storage = {
  get(key: string, area: Storage = localStorage): string | null {
    try {
      return area.getItem(key)
    } catch {
      return null
    }
  },

  set(key: string, value: string, area: Storage = localStorage): void {
    try {
      area.setItem(key, value)
    } catch {
      // A full or forbidden storage only costs the memory of a preference.
    }
  },

  remove(key: string): void {
    for (const area of [localStorage, sessionStorage]) {
      try {
        area.removeItem(key)
      } catch {
        // As above.
      }
    }
  },
}
