import type { Columns } from './columns.ts'

/**
 * Every table, once. JSON lives in TEXT as canonical JSON on both engines, so that a digest verifies on both.
 * Constraints, indexes and append-only triggers are in `migrations/`; a test compares the two.
 */
export const defineSchema = (c: Columns) => ({
  meta: c.table('meta', { name: c.text('name').primaryKey(), value: c.text('value').notNull() }),
  audit: c.table('audit', {
    seq: c.int('seq').primaryKey(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
    action: c.text('action').notNull(),
    subject: c.text('subject').notNull(),
    detail: c.text('detail').notNull(),
    hash: c.text('hash').notNull(),
  }),
  staff: c.table('staff', {
    id: c.text('id').primaryKey(),
    username: c.text('username').notNull(),
    name: c.text('name').notNull(),
    passwordHash: c.text('password_hash').notNull(),
    disabled: c.bool('disabled').notNull(),
    createdAt: c.instant('created_at').notNull(),
    role: c.text('role').notNull(),
  }),
  signIn: c.table('sign_in', {
    tokenHash: c.text('token_hash').primaryKey(),
    staffId: c.text('staff_id'),
    candidateId: c.text('candidate_id'),
    sittingId: c.text('sitting_id'),
    source: c.text('source'),
    createdAt: c.instant('created_at').notNull(),
    expiresAt: c.instant('expires_at').notNull(),
    applicantId: c.text('applicant_id'),
  }),
  bank: c.table('bank', {
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  item: c.table('item', {
    id: c.text('id').primaryKey(),
    bankId: c.text('bank_id').notNull(),
    ordinal: c.int('ordinal').notNull(),
    source: c.text('source').notNull(),
    section: c.text('section').notNull(),
    subject: c.text('subject').notNull(),
    topic: c.text('topic').notNull(),
    difficulty: c.int('difficulty'),
    kind: c.text('kind').notNull(),
    enemies: c.text('enemies').notNull(),
    /** The item as presented, JSON. */
    presented: c.text('presented').notNull(),
    /** Words of the source, unchanged, JSON: what an export gives back. Without key and weights. */
    original: c.text('original').notNull(),
    digest: c.text('digest').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  itemKey: c.table('item_key', {
    itemId: c.text('item_id').notNull(),
    version: c.int('version').notNull(),
    kind: c.text('kind').notNull(),
    /** SingleKey or WeightedKey without item and version, JSON. */
    body: c.text('body').notNull(),
    rationale: c.text('rationale').notNull(),
    reason: c.text('reason').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  test: c.table('test', {
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    bankId: c.text('bank_id').notNull(),
    ruleSet: c.text('rule_set').notNull(),
    blueprint: c.text('blueprint').notNull(),
    /** Ids of the approved items, JSON, sorted: later changes of the bank change no form. */
    pool: c.text('pool').notNull(),
    showThreshold: c.bool('show_threshold').notNull(),
    digest: c.text('digest').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  vacancy: c.table('vacancy', {
    id: c.text('id').primaryKey(),
    code: c.text('code').notNull(),
    position: c.text('position').notNull(),
    unit: c.text('unit').notNull(),
    needType: c.text('need_type').notNull(),
    need: c.int('need').notNull(),
    education: c.text('education').notNull(),
    createdAt: c.instant('created_at').notNull(),
    /** SkbPlan, JSON: the tests beside the SKB CAT as the announcement states them. */
    skbPlan: c.text('skb_plan').notNull(),
    /** Thresholds that this vacancy states itself, by section, JSON. */
    thresholds: c.text('thresholds').notNull(),
    periodId: c.text('period_id'),
    /** Of the needs analysis; null where the vacancy came in as a sheet. */
    positionId: c.text('position_id'),
    unitId: c.text('unit_id'),
    /** Requirements, JSON: see `protocol/recruitment.ts`; `{}` asks nothing. */
    requirements: c.text('requirements').notNull().default('{}'),
    description: c.text('description').notNull().default(''),
    /** 'draft' is not shown to the public. */
    state: c.text('state').notNull().default('open'),
    version: c.int('version').notNull().default(1),
    /** The granted need it takes its places from; null where it came in as a sheet. */
    requestId: c.text('request_id'),
  }),
  /** What a published vacancy said, version by version; append-only. */
  vacancyVersion: c.table('vacancy_version', {
    vacancyId: c.text('vacancy_id').notNull(),
    version: c.int('version').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
    /** VacancyContent, JSON: see `protocol/vacancies.ts`. */
    content: c.text('content').notNull(),
    note: c.text('note').notNull(),
  }),
  unit: c.table('unit', {
    id: c.text('id').primaryKey(),
    code: c.text('code').notNull(),
    name: c.text('name').notNull(),
    /** 'puskesmas', 'sekolah', 'dinas': as the regency sorts its units. */
    kind: c.text('kind').notNull(),
    district: c.text('district').notNull(),
    parentId: c.text('parent_id'),
    version: c.int('version').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  position: c.table('position', {
    id: c.text('id').primaryKey(),
    code: c.text('code').notNull(),
    name: c.text('name').notNull(),
    kind: c.text('kind').notNull(),
    class: c.int('class'),
    /** EducationWanted[], JSON. */
    education: c.text('education').notNull(),
    /** The fifteen elements of the analysis, JSON: see `protocol/needs.ts`. */
    analysis: c.text('analysis').notNull(),
    version: c.int('version').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  needsYear: c.table('needs_year', {
    year: c.int('year').primaryKey(),
    effectiveMinutes: c.int('effective_minutes').notNull(),
    version: c.int('version').notNull(),
  }),
  workload: c.table('workload', {
    id: c.text('id').primaryKey(),
    year: c.int('year').notNull(),
    unitId: c.text('unit_id').notNull(),
    positionId: c.text('position_id').notNull(),
    /** Duty[], JSON. */
    duties: c.text('duties').notNull(),
    inPlace: c.int('in_place').notNull(),
    version: c.int('version').notNull(),
    updatedAt: c.instant('updated_at').notNull(),
  }),
  staffingRequest: c.table('staffing_request', {
    id: c.text('id').primaryKey(),
    year: c.int('year').notNull(),
    unitId: c.text('unit_id').notNull(),
    positionId: c.text('position_id').notNull(),
    proposed: c.int('proposed').notNull(),
    reason: c.text('reason').notNull(),
    /** Null until the decree is there. */
    granted: c.int('granted'),
    decree: c.text('decree').notNull(),
    version: c.int('version').notNull(),
    updatedAt: c.instant('updated_at').notNull(),
  }),
  period: c.table('period', {
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    /** PeriodSettings, JSON. */
    settings: c.text('settings').notNull(),
    state: c.text('state').notNull(),
    version: c.int('version').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  applicant: c.table('applicant', {
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    emailSealed: c.text('email_sealed'),
    emailIndex: c.text('email_index'),
    emailMasked: c.text('email_masked'),
    phoneSealed: c.text('phone_sealed'),
    phoneIndex: c.text('phone_index'),
    phoneMasked: c.text('phone_masked'),
    emailVerifiedAt: c.instant('email_verified_at'),
    phoneVerifiedAt: c.instant('phone_verified_at'),
    passwordHash: c.text('password_hash').notNull(),
    nikSealed: c.text('nik_sealed').notNull(),
    nikIndex: c.text('nik_index').notNull(),
    nikMasked: c.text('nik_masked').notNull(),
    /** Profile, JSON, sealed: KK, birth, address and whatever else is hers alone. */
    profileSealed: c.text('profile_sealed').notNull(),
    language: c.text('language').notNull(),
    createdAt: c.instant('created_at').notNull(),
    version: c.int('version').notNull(),
    erasedAt: c.instant('erased_at'),
  }),
  application: c.table('application', {
    id: c.text('id').primaryKey(),
    periodId: c.text('period_id').notNull(),
    applicantId: c.text('applicant_id').notNull(),
    nikIndex: c.text('nik_index').notNull(),
    vacancyId: c.text('vacancy_id'),
    /** ApplicationState; 'passed' and 'failed' are the officers' until `announcedAt`. */
    state: c.text('state').notNull(),
    /** What was typed so far, JSON, sealed. */
    draftSealed: c.text('draft_sealed').notNull(),
    version: c.int('version').notNull(),
    number: c.text('number'),
    submittedAt: c.instant('submitted_at'),
    /** The copy that counts, canonical JSON, sealed, and the digest of its plain text. */
    frozenSealed: c.text('frozen_sealed'),
    frozenDigest: c.text('frozen_digest'),
    decidedAt: c.instant('decided_at'),
    announcedAt: c.instant('announced_at'),
    candidateId: c.text('candidate_id'),
    createdAt: c.instant('created_at').notNull(),
    /** Her name as it stands with the applicant, kept so by triggers: what the applicants' table sorts and searches by. */
    person: c.text('person').notNull().default(''),
  }),
  applicationEvent: c.table('application_event', {
    id: c.text('id').primaryKey(),
    applicationId: c.text('application_id').notNull(),
    ordinal: c.int('ordinal').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
    kind: c.text('kind').notNull(),
    detail: c.text('detail').notNull(),
  }),
  document: c.table('document', {
    id: c.text('id').primaryKey(),
    applicationId: c.text('application_id').notNull(),
    kind: c.text('kind').notNull(),
    /** Random name in the store of documents. */
    file: c.text('file').notNull(),
    digest: c.text('digest').notNull(),
    bytes: c.int('bytes').notNull(),
    type: c.text('type').notNull(),
    pages: c.int('pages'),
    width: c.int('width'),
    height: c.int('height'),
    /** As the applicant called it, cleaned; shown, never used as a path. */
    name: c.text('name').notNull(),
    createdAt: c.instant('created_at').notNull(),
    replacedAt: c.instant('replaced_at'),
    erasedAt: c.instant('erased_at'),
  }),
  verificationCode: c.table('verification_code', {
    id: c.text('id').primaryKey(),
    /** 'register' or 'reset'. */
    purpose: c.text('purpose').notNull(),
    addressIndex: c.text('address_index').notNull(),
    /** Whose password is reset; null for a registration, and where nobody has this address. */
    applicantId: c.text('applicant_id'),
    /** What was asked for, JSON, sealed; gone with the row soon after it ran out. */
    askedSealed: c.text('asked_sealed').notNull(),
    codeHash: c.text('code_hash').notNull(),
    tries: c.int('tries').notNull(),
    createdAt: c.instant('created_at').notNull(),
    expiresAt: c.instant('expires_at').notNull(),
  }),
  notice: c.table('notice', {
    id: c.text('id').primaryKey(),
    applicantId: c.text('applicant_id'),
    applicationId: c.text('application_id'),
    kind: c.text('kind').notNull(),
    channel: c.text('channel').notNull(),
    toSealed: c.text('to_sealed').notNull(),
    toMasked: c.text('to_masked').notNull(),
    subject: c.text('subject').notNull(),
    bodySealed: c.text('body_sealed').notNull(),
    /** 'waiting' to be sent, 'sent', 'failed' for good, 'shown': in the portal, or handed over by an officer. */
    state: c.text('state').notNull(),
    tries: c.int('tries').notNull(),
    nextTryAt: c.instant('next_try_at'),
    error: c.text('error'),
    createdAt: c.instant('created_at').notNull(),
    sentAt: c.instant('sent_at'),
    readAt: c.instant('read_at'),
  }),
  /** Where the verification of an application stands: whose hand it is under, and what was decided last. */
  verifying: c.table('verifying', {
    applicationId: c.text('application_id').primaryKey(),
    periodId: c.text('period_id').notNull(),
    /** One more with each taking: a decision under an older one writes nothing. */
    fence: c.int('fence').notNull(),
    holder: c.text('holder'),
    task: c.text('task'),
    takenAt: c.instant('taken_at'),
    expiresAt: c.instant('expires_at'),
    round: c.int('round').notNull(),
    verdict: c.text('verdict'),
    officer: c.text('officer'),
    decidedAt: c.instant('decided_at'),
    checkState: c.text('check_state').notNull(),
    announcementId: c.text('announcement_id'),
  }),
  recusal: c.table('recusal', {
    applicationId: c.text('application_id').notNull(),
    officer: c.text('officer').notNull(),
    at: c.instant('at').notNull(),
  }),
  verification: c.table('verification', {
    id: c.text('id').primaryKey(),
    applicationId: c.text('application_id').notNull(),
    round: c.int('round').notNull(),
    verdict: c.text('verdict').notNull(),
    /** RequirementDecision[], JSON. */
    decisions: c.text('decisions').notNull(),
    frozenDigest: c.text('frozen_digest').notNull(),
    officer: c.text('officer').notNull(),
    /** 'desk', or 'sheet' where it was decided elsewhere. */
    via: c.text('via').notNull(),
    takenAt: c.instant('taken_at'),
    at: c.instant('at').notNull(),
  }),
  verificationCheck: c.table('verification_check', {
    verificationId: c.text('verification_id').primaryKey(),
    outcome: c.text('outcome').notNull(),
    note: c.text('note').notNull(),
    officer: c.text('officer').notNull(),
    takenAt: c.instant('taken_at').notNull(),
    at: c.instant('at').notNull(),
  }),
  verificationAnnouncement: c.table('verification_announcement', {
    id: c.text('id').primaryKey(),
    periodId: c.text('period_id').notNull(),
    ordinal: c.int('ordinal').notNull(),
    kind: c.text('kind').notNull(),
    /** AnnouncementDocument, canonical JSON. */
    body: c.text('body').notNull(),
    digest: c.text('digest').notNull(),
    announcedAt: c.instant('announced_at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    approvedBy: c.text('approved_by').notNull(),
  }),
  appeal: c.table('appeal', {
    id: c.text('id').primaryKey(),
    applicationId: c.text('application_id').notNull(),
    announcementId: c.text('announcement_id').notNull(),
    number: c.int('number').notNull(),
    receipt: c.text('receipt').notNull(),
    bodySealed: c.text('body_sealed').notNull(),
    filedAt: c.instant('filed_at').notNull(),
    answerBy: c.text('answer_by').notNull(),
  }),
  appealDecision: c.table('appeal_decision', {
    appealId: c.text('appeal_id').primaryKey(),
    verdict: c.text('verdict').notNull(),
    template: c.text('template').notNull(),
    answer: c.text('answer').notNull(),
    at: c.instant('at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    approvedBy: c.text('approved_by').notNull(),
  }),
  /** Who saw a full record of an applicant, and what for. */
  recordView: c.table('record_view', {
    id: c.text('id').primaryKey(),
    applicationId: c.text('application_id').notNull(),
    viewer: c.text('viewer').notNull(),
    purpose: c.text('purpose').notNull(),
    at: c.instant('at').notNull(),
  }),
  /** A document that another office keeps: its name and digest alone. */
  outsideDocument: c.table('outside_document', {
    id: c.text('id').primaryKey(),
    applicationId: c.text('application_id').notNull(),
    kind: c.text('kind').notNull(),
    name: c.text('name').notNull(),
    digest: c.text('digest').notNull(),
    bytes: c.int('bytes').notNull(),
    pages: c.int('pages'),
    createdAt: c.instant('created_at').notNull(),
  }),
  candidate: c.table('candidate', {
    id: c.text('id').primaryKey(),
    number: c.text('number').notNull(),
    name: c.text('name').notNull(),
    nikSealed: c.text('nik_sealed').notNull(),
    nikIndex: c.text('nik_index').notNull(),
    nikMasked: c.text('nik_masked').notNull(),
    vacancyId: c.text('vacancy_id').notNull(),
    accommodation: c.text('accommodation'),
    venue: c.text('venue').notNull(),
    room: c.text('room').notNull(),
    station: c.text('station').notNull(),
    session: c.text('session').notNull(),
    createdAt: c.instant('created_at').notNull(),
    /** ISO date, sealed, and IPK or diploma mean: the last keys of the final ranking. Never shown to the public. */
    birthDate: c.text('birth_date'),
    gpa: c.text('gpa'),
    /** PPPK: R2, R3, R4. */
    priorityGroup: c.text('priority_group'),
  }),
  sitting: c.table('sitting', {
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    testId: c.text('test_id').notNull(),
    venue: c.text('venue').notNull(),
    startsAt: c.instant('starts_at').notNull(),
    state: c.text('state').notNull(),
    /** 32 random bytes, hex: what the seeds of the forms are made with. Never leaves the server before the reveal. */
    secret: c.text('secret').notNull(),
    build: c.text('build').notNull(),
    createdAt: c.instant('created_at').notNull(),
    /** SittingPolicy, JSON: what the committee settled for the room; missing fields are the defaults. */
    policy: c.text('policy').notNull(),
  }),
  seat: c.table('seat', {
    sittingId: c.text('sitting_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    /** 'skd', 'skb' or 'single': one seat for each. */
    stage: c.text('stage').notNull(),
    room: c.text('room').notNull(),
    station: c.text('station').notNull(),
    minutes: c.int('minutes').notNull(),
    pinHash: c.text('pin_hash'),
    pinAt: c.instant('pin_at'),
  }),
  venueFacts: c.table('venue_facts', {
    venueId: c.text('venue_id').primaryKey(),
    /** VenueFacts, JSON: hours, districts near to it, which room is fit for which accommodation. */
    facts: c.text('facts').notNull(),
  }),
  placement: c.table('placement', {
    id: c.text('id').primaryKey(),
    ordinal: c.int('ordinal').notNull(),
    testId: c.text('test_id').notNull(),
    periodId: c.text('period_id'),
    stage: c.text('stage').notNull(),
    /** PlacementRequest, JSON. */
    request: c.text('request').notNull(),
    /** PlacementInput, JSON, sealed (it holds home districts), and the digest of its plain text. */
    inputSealed: c.text('input_sealed').notNull(),
    inputDigest: c.text('input_digest').notNull(),
    seed: c.text('seed').notNull(),
    commitment: c.text('commitment').notNull(),
    resultDigest: c.text('result_digest').notNull(),
    people: c.int('people').notNull(),
    placed: c.int('placed').notNull(),
    /** Who got no seat and why, JSON. */
    unplaced: c.text('unplaced').notNull(),
    /** Ids of the sittings by 'slot/venue', JSON. */
    sittings: c.text('sittings').notNull(),
    at: c.instant('at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    approvedBy: c.text('approved_by').notNull(),
  }),
  seatChange: c.table('seat_change', {
    id: c.text('id').primaryKey(),
    ordinal: c.int('ordinal').notNull(),
    kind: c.text('kind').notNull(),
    /** In both languages, JSON. */
    title: c.text('title').notNull(),
    body: c.text('body').notNull(),
    people: c.int('people').notNull(),
    reason: c.text('reason').notNull(),
    at: c.instant('at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    approvedBy: c.text('approved_by').notNull(),
  }),
  seatVersion: c.table('seat_version', {
    candidateId: c.text('candidate_id').notNull(),
    stage: c.text('stage').notNull(),
    version: c.int('version').notNull(),
    /** Version of the card that is good for it: another time on the same day leaves the card as it is. */
    card: c.int('card').notNull(),
    sittingId: c.text('sitting_id').notNull(),
    venue: c.text('venue').notNull(),
    room: c.text('room').notNull(),
    station: c.text('station').notNull(),
    startsAt: c.instant('starts_at').notNull(),
    /** Why here, JSON; '{}' where a change put her here. */
    why: c.text('why').notNull(),
    /** Id of the placement or of the change. */
    cause: c.text('cause').notNull(),
    at: c.instant('at').notNull(),
  }),
  seatTelling: c.table('seat_telling', {
    /** Id of the placement or of the change that people are told of. */
    cause: c.text('cause').primaryKey(),
    /** The last candidate, in order of id, who was told. */
    told: c.text('told').notNull(),
    leftOver: c.int('left_over').notNull(),
    at: c.instant('at').notNull(),
  }),
  /** A view of `attemptState` and `attemptProgress`, for all who read; `head` is the hash of the last event. */
  attempt: c.table('attempt', {
    id: c.text('id').primaryKey(),
    sittingId: c.text('sitting_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    status: c.text('status').notNull(),
    answered: c.int('answered').notNull(),
    flagged: c.int('flagged').notNull(),
    items: c.int('items').notNull(),
    deadline: c.instant('deadline'),
    graceMs: c.int('grace_ms').notNull(),
    how: c.text('how'),
    lastSeq: c.int('last_seq').notNull(),
    head: c.text('head').notNull(),
    /** Exam clock since when its time stands still, or null while it runs. */
    heldFrom: c.instant('held_from'),
    /** Where its log ends: the `ordinal` of its last event. */
    lastEvent: c.int('last_event'),
  }),
  attemptState: c.table('attempt_state', {
    id: c.text('id').primaryKey(),
    sittingId: c.text('sitting_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    status: c.text('status').notNull(),
    items: c.int('items').notNull(),
    deadline: c.instant('deadline'),
    graceMs: c.int('grace_ms').notNull(),
    how: c.text('how'),
    heldFrom: c.instant('held_from'),
  }),
  /** What every answer moves, narrow: the fewer pages it lies on, the fewer are written. */
  attemptProgress: c.table('attempt_progress', {
    attemptId: c.text('attempt_id').primaryKey(),
    answered: c.int('answered').notNull(),
    flagged: c.int('flagged').notNull(),
    lastSeq: c.int('last_seq').notNull(),
    lastEvent: c.int('last_event'),
  }),
  attemptEvent: c.table('attempt_event', {
    /** The order in which all of them were stored. */
    ordinal: c.int('ordinal').primaryKey(),
    attemptId: c.text('attempt_id').notNull(),
    seq: c.int('seq').notNull(),
    at: c.instant('at').notNull(),
    mono: c.instant('mono').notNull(),
    kind: c.text('kind').notNull(),
    payload: c.text('payload').notNull(),
    source: c.text('source').notNull(),
    sourceSeq: c.int('source_seq').notNull(),
    hash: c.text('hash').notNull(),
    /** The event before it of the same attempt; null: it is the first. */
    previous: c.int('previous'),
  }),
  examClock: c.table('exam_clock', {
    id: c.int('id').primaryKey(),
    ms: c.instant('ms').notNull(),
    /** Wall clock of the last keeping: what an outage is dated from. */
    wall: c.instant('wall'),
  }),
  outage: c.table('outage', {
    id: c.text('id').primaryKey(),
    /** 'server': it was down. 'stall': its process stood still. */
    cause: c.text('cause').notNull(),
    fromWall: c.instant('from_wall').notNull(),
    untilWall: c.instant('until_wall').notNull(),
    /** Where the exam clock stood meanwhile. */
    examMs: c.instant('exam_ms').notNull(),
  }),
  command: c.table('command', {
    id: c.text('id').primaryKey(),
    sittingId: c.text('sitting_id').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
    body: c.text('body').notNull(),
    reply: c.text('reply').notNull(),
    kind: c.text('kind').notNull(),
    /** 'waiting': approved and on disk, not yet done (reply is '' then). 'done': reply is the reply for ever. */
    state: c.text('state').notNull(),
    approvedBy: c.text('approved_by'),
  }),
  commandTarget: c.table('command_target', {
    commandId: c.text('command_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    state: c.text('state').notNull(),
    /** Refusal, JSON, where it was refused for this one. */
    refusal: c.text('refusal'),
    at: c.instant('at').notNull(),
    /** When the station said that it has it, and when the candidate closed the message. */
    reachedAt: c.instant('reached_at'),
    readAt: c.instant('read_at'),
  }),
  venue: c.table('venue', {
    id: c.text('id').primaryKey(),
    name: c.text('name').notNull(),
    address: c.text('address').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  room: c.table('room', {
    id: c.text('id').primaryKey(),
    venueId: c.text('venue_id').notNull(),
    name: c.text('name').notNull(),
    /** RoomPlan, JSON. */
    plan: c.text('plan').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  station: c.table('station', {
    id: c.text('id').primaryKey(),
    roomId: c.text('room_id').notNull(),
    name: c.text('name').notNull(),
    spare: c.bool('spare').notNull(),
    /** JWK of its P-256 public key; null until it is enrolled. */
    publicKey: c.text('public_key'),
    enrolledAt: c.instant('enrolled_at'),
    enrolledBy: c.text('enrolled_by'),
    /** StationCheck, JSON, and when. */
    lastCheck: c.text('last_check'),
    checkedAt: c.instant('checked_at'),
  }),
  enrolmentCode: c.table('enrolment_code', {
    codeHash: c.text('code_hash').primaryKey(),
    roomId: c.text('room_id').notNull(),
    expiresAt: c.instant('expires_at').notNull(),
    createdAt: c.instant('created_at').notNull(),
    createdBy: c.text('created_by').notNull(),
  }),
  roomEvent: c.table('room_event', {
    id: c.text('id').primaryKey(),
    ordinal: c.int('ordinal').notNull(),
    sittingId: c.text('sitting_id').notNull(),
    at: c.instant('at').notNull(),
    mono: c.instant('mono').notNull(),
    room: c.text('room').notNull(),
    station: c.text('station').notNull(),
    candidateId: c.text('candidate_id'),
    kind: c.text('kind').notNull(),
    detail: c.text('detail').notNull(),
    actor: c.text('actor').notNull(),
    /** The event that this one corrects. */
    about: c.text('about'),
  }),
  checkIn: c.table('check_in', {
    sittingId: c.text('sitting_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    /** One more with each step: two desks at once cannot both go on from the same. */
    version: c.int('version').notNull(),
    state: c.text('state').notNull(),
    /** What was done at each step, JSON. */
    steps: c.text('steps').notNull(),
    reason: c.text('reason'),
    arrivedAt: c.instant('arrived_at').notNull(),
    admittedAt: c.instant('admitted_at'),
    /** Place in the lottery's order, from 0. */
    lottery: c.int('lottery'),
  }),
  photo: c.table('photo', {
    id: c.text('id').primaryKey(),
    sittingId: c.text('sitting_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    takenAt: c.instant('taken_at').notNull(),
    takenBy: c.text('taken_by').notNull(),
    /** The JPEG, sealed as NIKs are, base64url. */
    sealed: c.text('sealed').notNull(),
    digest: c.text('digest').notNull(),
  }),
  minutesNote: c.table('minutes_note', {
    id: c.text('id').primaryKey(),
    sittingId: c.text('sitting_id').notNull(),
    field: c.text('field').notNull(),
    text: c.text('text').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
  }),
  scoreRun: c.table('score_run', {
    id: c.text('id').primaryKey(),
    sittingId: c.text('sitting_id').notNull(),
    ruleSet: c.text('rule_set').notNull(),
    keyDigest: c.text('key_digest').notNull(),
    at: c.instant('at').notNull(),
  }),
  score: c.table('score', {
    runId: c.text('run_id').notNull(),
    attemptId: c.text('attempt_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    result: c.text('result').notNull(),
    head: c.text('head').notNull(),
    at: c.instant('at').notNull(),
    /** The option chosen for each item, see `results/choices.ts`; null in rows from before they were kept. */
    choices: c.text('choices'),
  }),
  publication: c.table('publication', {
    id: c.text('id').primaryKey(),
    stage: c.text('stage').notNull(),
    /** Vacancy id, or '*' for the lists of many: ordinals count within stage and scope. */
    scope: c.text('scope').notNull(),
    vacancyId: c.text('vacancy_id'),
    ordinal: c.int('ordinal').notNull(),
    /** The frozen document, canonical JSON with its digest. */
    body: c.text('body').notNull(),
    digest: c.text('digest').notNull(),
    replaces: c.text('replaces'),
    publishedAt: c.instant('published_at').notNull(),
    publishedBy: c.text('published_by').notNull(),
    approvedBy: c.text('approved_by'),
  }),
  publicationWithdrawal: c.table('publication_withdrawal', {
    publicationId: c.text('publication_id').primaryKey(),
    reason: c.text('reason').notNull(),
    at: c.instant('at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    /** Null where the shell withdrew it alone. */
    approvedBy: c.text('approved_by'),
  }),
  ruleSet: c.table('rule_set', {
    id: c.text('id').primaryKey(),
    body: c.text('body').notNull(),
    digest: c.text('digest').notNull(),
    createdAt: c.instant('created_at').notNull(),
    createdBy: c.text('created_by').notNull(),
  }),
  proposal: c.table('proposal', {
    id: c.text('id').primaryKey(),
    ordinal: c.int('ordinal').notNull(),
    kind: c.text('kind').notNull(),
    subject: c.text('subject').notNull(),
    /** What it is and what it changes, in both languages, JSON: what the second person reads. */
    summary: c.text('summary').notNull(),
    body: c.text('body').notNull(),
    digest: c.text('digest').notNull(),
    reason: c.text('reason').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    proposedAt: c.instant('proposed_at').notNull(),
    state: c.text('state').notNull(),
    decidedBy: c.text('decided_by'),
    decidedAt: c.instant('decided_at'),
    note: c.text('note'),
  }),
  rescoring: c.table('rescoring', {
    proposalId: c.text('proposal_id').primaryKey(),
    /** Of its memo, from 1. */
    number: c.int('number').notNull(),
    /** MemoSummary, JSON: which key versions it made, and which publications it outdated. */
    summary: c.text('summary').notNull(),
    /** The memo's content as it was approved, canonical JSON: see `rescoring/memo.ts`. */
    body: c.text('body').notNull(),
    digest: c.text('digest').notNull(),
    at: c.instant('at').notNull(),
  }),
  standing: c.table('standing', {
    id: c.text('id').primaryKey(),
    candidateId: c.text('candidate_id').notNull(),
    ordinal: c.int('ordinal').notNull(),
    code: c.text('code').notNull(),
    nipIssued: c.bool('nip_issued').notNull(),
    reason: c.text('reason').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
  }),
  outsideScore: c.table('outside_score', {
    candidateId: c.text('candidate_id').notNull(),
    /** 'skb-cat', or the kind of an extra test. */
    test: c.text('test').notNull(),
    ordinal: c.int('ordinal').notNull(),
    /** Exact decimal texts. */
    points: c.text('points').notNull(),
    most: c.text('most').notNull(),
    source: c.text('source').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
  }),
  objectionWindow: c.table('objection_window', {
    publicationId: c.text('publication_id').primaryKey(),
    /** Days in WIB, ISO dates, both included. */
    opensOn: c.text('opens_on').notNull(),
    closesOn: c.text('closes_on').notNull(),
    answerBy: c.text('answer_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    createdBy: c.text('created_by').notNull(),
  }),
  objection: c.table('objection', {
    id: c.text('id').primaryKey(),
    publicationId: c.text('publication_id').notNull(),
    candidateId: c.text('candidate_id').notNull(),
    stage: c.text('stage').notNull(),
    number: c.int('number').notNull(),
    body: c.text('body').notNull(),
    via: c.text('via').notNull(),
    filedAt: c.instant('filed_at').notNull(),
    filedBy: c.text('filed_by').notNull(),
    receipt: c.text('receipt').notNull(),
  }),
  objectionDecision: c.table('objection_decision', {
    objectionId: c.text('objection_id').primaryKey(),
    verdict: c.text('verdict').notNull(),
    template: c.text('template').notNull(),
    answer: c.text('answer').notNull(),
    /** What follows from it (a key change, a standing), JSON. */
    remedy: c.text('remedy').notNull(),
    at: c.instant('at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    approvedBy: c.text('approved_by').notNull(),
  }),
  /** How long a class of personal data is kept, once somebody settled it and says by what right. */
  retentionRule: c.table('retention_rule', {
    class: c.text('class').primaryKey(),
    days: c.int('days').notNull(),
    source: c.text('source').notNull(),
    version: c.int('version').notNull(),
    setAt: c.instant('set_at').notNull(),
    setBy: c.text('set_by').notNull(),
  }),
  /** Whose data may not be erased for now; `personId` is an applicant's id, or a candidate's who never had an account. */
  legalHold: c.table('legal_hold', {
    id: c.text('id').primaryKey(),
    personId: c.text('person_id').notNull(),
    number: c.text('number').notNull(),
    reason: c.text('reason').notNull(),
    /** ISO date, included. */
    until: c.text('until').notNull(),
    placedAt: c.instant('placed_at').notNull(),
    placedBy: c.text('placed_by').notNull(),
    liftedAt: c.instant('lifted_at'),
    liftedBy: c.text('lifted_by'),
    liftedWhy: c.text('lifted_why'),
  }),
  erasure: c.table('erasure', {
    id: c.text('id').primaryKey(),
    ordinal: c.int('ordinal').notNull(),
    class: c.text('class').notNull(),
    cause: c.text('cause').notNull(),
    people: c.int('people').notNull(),
    reason: c.text('reason').notNull(),
    source: c.text('source').notNull(),
    at: c.instant('at').notNull(),
    proposedBy: c.text('proposed_by').notNull(),
    approvedBy: c.text('approved_by').notNull(),
  }),
  erasureItem: c.table('erasure_item', {
    erasureId: c.text('erasure_id').notNull(),
    personId: c.text('person_id').notNull(),
    class: c.text('class').notNull(),
    /** 'files': erased from the records, files still to be taken away. */
    state: c.text('state').notNull(),
    /** Names of files still there, JSON. */
    files: c.text('files').notNull(),
    /** What was erased, JSON. */
    counts: c.text('counts').notNull(),
    at: c.instant('at'),
  }),
  personRequest: c.table('person_request', {
    id: c.text('id').primaryKey(),
    personId: c.text('person_id').notNull(),
    kind: c.text('kind').notNull(),
    /** Names of the corrected fields, JSON; never a value. */
    fields: c.text('fields').notNull(),
    /** How it was seen who asks. */
    identity: c.text('identity').notNull(),
    reason: c.text('reason').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
    approvedBy: c.text('approved_by'),
  }),
  breach: c.table('breach', {
    id: c.text('id').primaryKey(),
    number: c.int('number').notNull(),
    /** From here the 72 hours run. */
    foundAt: c.instant('found_at').notNull(),
    /** BreachContent, JSON. */
    content: c.text('content').notNull(),
    version: c.int('version').notNull(),
    authorityAt: c.instant('authority_at'),
    peopleAt: c.instant('people_at'),
    closedAt: c.instant('closed_at'),
    createdAt: c.instant('created_at').notNull(),
  }),
  breachEvent: c.table('breach_event', {
    breachId: c.text('breach_id').notNull(),
    ordinal: c.int('ordinal').notNull(),
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(),
    kind: c.text('kind').notNull(),
    detail: c.text('detail').notNull(),
  }),
  breachTold: c.table('breach_told', {
    breachId: c.text('breach_id').notNull(),
    applicantId: c.text('applicant_id').notNull(),
    at: c.instant('at').notNull(),
  }),
})

export type Schema = ReturnType<typeof defineSchema>
