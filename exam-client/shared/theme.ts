export type Theme = 'light' | 'dark' | 'contrast'
export const THEMES: readonly Theme[] = ['light', 'dark', 'contrast']

/** The theme of this page; set before the first paint by `startTheme`, so that nothing flashes. */
export const theme = (): Theme => {
  const now = document.documentElement.dataset['theme']
  return now === 'dark' || now === 'contrast' ? now : 'light'
}

export function setTheme(next: Theme): void {
  document.documentElement.dataset['theme'] = next
  try {
    localStorage.setItem('seleksi.theme', next)
  } catch {
    // the choice then lasts as long as the page
  }
}

/** Takes the kept choice, else what the system prefers. */
export function startTheme(): void {
  let kept: string | null = null
  try {
    kept = localStorage.getItem('seleksi.theme')
  } catch {
    // a browser that forbids storage follows its system
  }
  const system: Theme = matchMedia('(prefers-contrast: more)').matches
    ? 'contrast'
    : matchMedia('(prefers-color-scheme: dark)').matches
      ? 'dark'
      : 'light'
  document.documentElement.dataset['theme'] = THEMES.find((one) => one === kept) ?? system
}
