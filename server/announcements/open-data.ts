import type { PublicVacancies } from '../protocol/announcements.ts'
import type { Catalogue } from './catalogue.ts'
import { stamp } from './days.ts'
import type { Ways } from './ways.ts'

/** The catalogue as open data. */
export function openData({ organisation, period, vacancies }: Catalogue, ways: Ways): PublicVacancies {
  return {
    v: 1,
    organisation,
    period: period && {
      name: period.name,
      decree: period.settings.decree,
      contact: period.settings.contact,
      registration: period.registration,
      stages: period.settings.stages,
      documents: period.settings.documents,
    },
    vacancies: vacancies.map((one) => ({
      code: one.code,
      position: one.position,
      unit: one.unit,
      place: one.place,
      needType: { code: one.needTypeId, ...one.needType },
      need: one.need,
      education: one.education,
      requirements: one.requirements,
      description: one.description.join('\n'),
      tests: one.extras,
      applicants: one.applicants,
      version: one.version,
      publishedAt: stamp(one.publishedAt),
      updatedAt: stamp(one.updatedAt),
      url: ways.address(ways.vacancy('id', one.code)),
    })),
  }
}
