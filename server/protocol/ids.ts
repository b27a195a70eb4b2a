/** One branded type for each kind of thing: a candidate's id given where an attempt's is wanted does not compile. */
type Id<Kind extends string> = string & { readonly kind: Kind }

export type StaffId = Id<'StaffId'>
export type BankId = Id<'BankId'>
export type TestId = Id<'TestId'>
export type VacancyId = Id<'VacancyId'>
export type CandidateId = Id<'CandidateId'>
export type SittingId = Id<'SittingId'>
export type AttemptId = Id<'AttemptId'>
export type PublicationId = Id<'PublicationId'>
/** Names one browser's turn at an attempt; only the newest may write (the fence). */
export type SourceId = Id<'SourceId'>

/** Milliseconds since 1970, UTC: a label for people. */
export type WallMs = number
/** Milliseconds of the exam clock, which stands still while the server is down: what deadlines are made of. */
export type ExamMs = number
