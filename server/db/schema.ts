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
    role: c.text('role').notNull(),
    passwordHash: c.text('password_hash').notNull(),
    disabled: c.bool('disabled').notNull(),
    createdAt: c.instant('created_at').notNull(),
  }),
  signIn: c.table('sign_in', {
    tokenHash: c.text('token_hash').primaryKey(),
    staffId: c.text('staff_id'),
    candidateId: c.text('candidate_id'),
    sittingId: c.text('sitting_id'),
    source: c.text('source'),
    createdAt: c.instant('created_at').notNull(),
    expiresAt: c.instant('expires_at').notNull(),
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
    /** ISO date and IPK or diploma mean: the last keys of the final ranking. Never shown to the public. */
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
})

export type Schema = ReturnType<typeof defineSchema>
