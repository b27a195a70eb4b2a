import type { Page } from 'playwright-core'

/** Where the keyboard stands. */
export interface Stop {
  name: string
  /** Why a person could not see that it stands here, or null. */
  unseen: string | null
}

const PATIENCE_MS = 10_000
/** Farther than any page of the console is long. */
const TABS_MAX = 120

/** Somebody without a mouse: she presses keys, reads, and must always see where she is. */
export class Hands {
  readonly page: Page
  /** Stops that could not be seen, and where the keyboard was left on nothing. */
  readonly lost: string[] = []

  constructor(page: Page) {
    this.page = page
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Types into what has the focus; whatever stood there before goes. */
  async write(text: string): Promise<void> {
    await this.press('Control+a')
    await this.page.keyboard.type(text)
  }

  /** Tab by Tab until the control of this name has the focus. @throws with all names on the way when it never has. */
  async go(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const way: string[] = []
    for (let n = 0; n < TABS_MAX; n += 1) {
      await this.page.keyboard.press(key)
      const stop = await this.where()
      if (stop === null) continue
      if (stop.unseen !== null) this.lost.push(`${stop.name}: ${stop.unseen}`)
      if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return
      way.push(stop.name)
    }
    throw new Error(`${key} never comes to ${name}; it comes to: ${[...new Set(way)].join(' | ')}`)
  }

  /** To the control, and Enter on it. */
  async enter(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.go(name, key)
    await this.press('Enter')
  }

  /** Until this can be read. */
  async see(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: PATIENCE_MS })
  }

  /** Until the dialog has gone; the keyboard must then stand on something, not on the bare page. */
  async back(after: string): Promise<void> {
    await this.page.locator('[role=dialog], [role=alertdialog]').waitFor({ state: 'detached', timeout: PATIENCE_MS })
    const until = performance.now() + 1000
    while ((await this.where()) === null) {
      if (performance.now() > until) {
        this.lost.push(`nothing has the focus after ${after}`)
        return
      }
      await this.page.waitForTimeout(20)
    }
  }

  /** Null: on the bare page. */
  where(): Promise<Stop | null> {
    return this.page.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLElement) || at === document.body) return null
      const labels =
        at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement
      const label = labels ? at.labels?.[0] : undefined
      const words = (from: Element | undefined) => from?.querySelector('span')?.textContent ?? from?.textContent ?? ''
      const name = at.getAttribute('aria-label') ?? (label ? words(label) : (at.textContent ?? ''))
      // What stands for a hidden check box or file field is its label; a tile shows the ring for its box.
      const shown = [
        at,
        ...(label ? [label] : []),
        ...(at.closest('.p-tile') ? [at.closest('.p-tile') as Element] : []),
      ]
      const ringed = shown.some((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
      })
      const box = (label && getComputedStyle(at).clipPath !== 'none' ? label : at).getBoundingClientRect()
      const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      const [x, y] = [
        Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1),
      ]
      const top = document.elementFromPoint(x, y)
      const covered = top !== null && !shown.some((one) => one.contains(top) || top.contains(one))
      const unseen = !inView ? 'out of sight' : covered ? `under ${top?.className}` : ringed ? null : 'no ring'
      return { name: name.replaceAll(/\s+/g, ' ').trim(), unseen }
    })
  }
}
