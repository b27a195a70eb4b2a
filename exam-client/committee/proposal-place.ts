import type { ProposalRow } from '../../server/protocol/http.ts'
import type { ScreenName } from '../shared/text/committee.ts'

/** A subject that names several vacancies ends in their digest, not in an id (server/results/publication-commands.ts). */
const SEVERAL = /^[0-9a-f]{32}$/

/** Where in the console the thing itself can be seen before it is decided: a link. */
export function placeOf({ kind, subject }: Pick<ProposalRow, 'kind' | 'subject'>): string {
  const [stage = '', scope = ''] = subject.split(':')
  const at = (screen: ScreenName, more = '') => `?screen=${screen}${more}`
  switch (kind) {
    case 'publish':
      if (stage !== 'skd') return at('publications', `&stage=${encodeURIComponent(stage)}`)
      return SEVERAL.test(scope) ? at('results') : at('publications', `&stage=skd&vacancy=${encodeURIComponent(scope)}`)
    case 'tie':
      return stage === 'skd' ? at('results') : at('publications', `&stage=${encodeURIComponent(stage)}`)
    case 'withdraw':
      return `/board/?publication=${encodeURIComponent(subject)}`
    case 'key-change':
      return at('rescoring', '&tab=history')
    case 'objection':
      return at('objections', `&case=${encodeURIComponent(subject)}`)
    case 'verification-result':
      return at('verification', `&period=${encodeURIComponent(subject)}&tab=announce`)
    case 'appeal':
      return at('verification', `&tab=appeals&appeal=${encodeURIComponent(subject)}`)
    case 'placement':
      return at('sittings', '&tab=placement')
    case 'seat-change':
      return at('sittings', '&tab=changes')
    case 'period':
      return at('periods', `&period=${encodeURIComponent(subject)}`)
    case 'vacancies':
      return at('vacancies', `&period=${encodeURIComponent(stage)}`)
    case 'vacancy-change':
      return at('vacancies', `&period=${encodeURIComponent(stage)}&vacancy=${encodeURIComponent(scope)}`)
    case 'correction':
      return at('privacy', `&person=${encodeURIComponent(subject)}`)
    case 'erasure':
      // 'class:NAME' or 'person:ID'.
      return stage === 'person' ? at('privacy', `&person=${encodeURIComponent(scope)}`) : at('privacy', '&tab=keeping')
    case 'add-time':
    case 'reopen':
      // 'SITTING/COMMAND': seen where the room is seen.
      return `/proctor/?sitting=${encodeURIComponent(subject.split('/')[0] ?? '')}`
  }
}
