import type { ChangeWords } from '../recruitment/vacancy-commands.ts'
import type { Services } from '../services.ts'
import { kindsOf } from './catalogue-view.ts'
import { changesOf } from './changes.ts'

/** What a proposed change of a vacancy would say in the public history, for whoever is to approve it. */
export const changeWords =
  (services: Pick<Services, 'store'>): ChangeWords =>
  async (before, after, { settings }) => {
    const kindOf = await kindsOf(services, settings.ruleSet)
    const version = (version: number, content: typeof before) => ({ version, at: 0, actor: '', content, note: '' })
    return changesOf([version(2, after), version(1, before)], settings.documents, kindOf)[0]?.lines ?? []
  }
