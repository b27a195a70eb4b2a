import { escaped } from '../protocol/markup.ts'
import type { Catalogue, PublicVacancy } from './catalogue.ts'
import { type Language, stamp } from './days.ts'
import { requirementWords } from './requirement-words.ts'

/** The vacancy as schema.org's JobPosting, for search engines and job sites. */
export function jobPosting(
  { organisation, period }: Catalogue,
  vacancy: PublicVacancy,
  address: string,
  home: string,
  language: Language,
): object {
  const asked = requirementWords(vacancy.requirements, vacancy.education, period?.settings.documents ?? [], language)
  const registration = period?.registration
  return {
    '@context': 'https://schema.org/',
    '@type': 'JobPosting',
    title: vacancy.position,
    // Readers take it for HTML, so every word is escaped.
    description: [...vacancy.description, ...asked].map((line) => `<p>${escaped(line)}</p>`).join(''),
    identifier: { '@type': 'PropertyValue', name: organisation, value: vacancy.code },
    datePosted: stamp(vacancy.publishedAt).slice(0, 10),
    ...(registration && registration.until !== '' && { validThrough: `${registration.until}T23:59:59+07:00` }),
    employmentType: 'FULL_TIME',
    hiringOrganization: { '@type': 'GovernmentOrganization', name: organisation, sameAs: home },
    jobLocation: {
      '@type': 'Place',
      name: vacancy.unit,
      address: {
        '@type': 'PostalAddress',
        ...(vacancy.place !== '' && { addressLocality: vacancy.place }),
        addressCountry: 'ID',
      },
    },
    totalJobOpenings: vacancy.need,
    qualifications: asked.join(' '),
    directApply: registration?.state === 'open',
    url: address,
  }
}
