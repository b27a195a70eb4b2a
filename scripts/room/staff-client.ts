import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'

/** A member of staff without a browser: signed in, asks and orders. */
export class StaffClient {
  readonly cookie: string
  #origin: string

  private constructor(origin: string, cookie: string) {
    this.#origin = origin
    this.cookie = cookie
  }

  static async signIn(origin: string, username: string, password: string): Promise<StaffClient> {
    const reply = await fetch(`${origin}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    const cookie = reply.headers.getSetCookie().find((one) => one.startsWith('seleksi_staff='))
    if (!cookie) throw new Error(`${username} cannot sign in: ${await reply.text()}`)
    return new StaffClient(origin, cookie.split(';')[0] ?? '')
  }

  get = <Reply>(path: string) => this.#ask<Reply>('GET', path)
  post = <Reply>(path: string, body: object = {}) => this.#ask<Reply>('POST', path, body)

  /** @throws the refusal as an error; `ask` gives it as a value. */
  async #ask<Reply>(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply> {
    const json = await this.ask<Reply>(method, path, body)
    if (isRefusal(json)) throw new Error(`${path}: ${json.refused} ${JSON.stringify(json.detail ?? {})}`)
    return json
  }

  async ask<Reply>(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply | Refusal> {
    const reply = await fetch(this.#origin + path, {
      method,
      headers: { cookie: this.cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return (await reply.json()) as Reply | Refusal
  }
}
