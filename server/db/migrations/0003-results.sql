-- A candidate may sit once in each stage: SKD (or a test that decides alone), then SKB.
CREATE TABLE seat_of_stage (
  sitting_id TEXT NOT NULL REFERENCES sitting (id), candidate_id TEXT NOT NULL REFERENCES candidate (id),
  stage TEXT NOT NULL CHECK (stage IN ('skd', 'skb', 'single')),
  room TEXT NOT NULL, station TEXT NOT NULL, minutes INTEGER NOT NULL, pin_hash TEXT, pin_at BIGINT,
  PRIMARY KEY (sitting_id, candidate_id), UNIQUE (sitting_id, room, station), UNIQUE (candidate_id, stage)
);
INSERT INTO seat_of_stage (sitting_id, candidate_id, stage, room, station, minutes, pin_hash, pin_at)
  SELECT seat.sitting_id, seat.candidate_id, CASE WHEN test.rule_set LIKE 'pppk%' THEN 'single' ELSE 'skd' END,
    seat.room, seat.station, seat.minutes, seat.pin_hash, seat.pin_at
  FROM seat JOIN sitting ON sitting.id = seat.sitting_id JOIN test ON test.id = sitting.test_id;
DROP TABLE seat;
ALTER TABLE seat_of_stage RENAME TO seat;

-- A publication may hold the lists of many vacancies: then it names no single one.
CREATE TABLE publication_of_stage (
  id TEXT PRIMARY KEY, stage TEXT NOT NULL CHECK (stage IN ('skd', 'skb-participants', 'integration', 'final')),
  scope TEXT NOT NULL, vacancy_id TEXT REFERENCES vacancy (id), ordinal INTEGER NOT NULL, body TEXT NOT NULL,
  digest TEXT NOT NULL, replaces TEXT REFERENCES publication_of_stage (id), published_at BIGINT NOT NULL,
  published_by TEXT NOT NULL, approved_by TEXT, UNIQUE (stage, scope, ordinal)
);
INSERT INTO publication_of_stage (id, stage, scope, vacancy_id, ordinal, body, digest, replaces, published_at, published_by, approved_by)
  SELECT id, 'skd', vacancy_id, vacancy_id, ordinal, body, digest, replaces, published_at, published_by, NULL
  FROM publication ORDER BY vacancy_id, ordinal;
DROP TABLE publication;
ALTER TABLE publication_of_stage RENAME TO publication;
CREATE TABLE publication_withdrawal (
  publication_id TEXT PRIMARY KEY REFERENCES publication (id), reason TEXT NOT NULL, at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL, approved_by TEXT
);

-- What the announcement states for a vacancy, as canonical JSON: its SKB plan and thresholds of its own.
ALTER TABLE vacancy ADD COLUMN skb_plan TEXT NOT NULL DEFAULT '{"extras":[]}';
ALTER TABLE vacancy ADD COLUMN thresholds TEXT NOT NULL DEFAULT '{}';
-- For the last keys of the final ranking; never shown to the public.
ALTER TABLE candidate ADD COLUMN birth_date TEXT;
ALTER TABLE candidate ADD COLUMN gpa TEXT;
ALTER TABLE candidate ADD COLUMN priority_group TEXT;
-- Which option was chosen for each item of the form, so that a mended key needs no replay.
ALTER TABLE score ADD COLUMN choices TEXT;

CREATE TABLE rule_set (
  id TEXT PRIMARY KEY, body TEXT NOT NULL, digest TEXT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT NOT NULL
);
-- What one person proposes and a second approves. The rows change state once; every step has its audit row.
CREATE TABLE proposal (
  id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  summary TEXT NOT NULL, body TEXT NOT NULL,
  digest TEXT NOT NULL, reason TEXT NOT NULL, proposed_by TEXT NOT NULL, proposed_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'taken-back')),
  decided_by TEXT, decided_at BIGINT, note TEXT
);
CREATE UNIQUE INDEX proposal_open ON proposal (kind, subject) WHERE state = 'open';
-- The memo of an approved key change: what changed for whom, as it was approved.
CREATE TABLE rescoring (
  proposal_id TEXT PRIMARY KEY REFERENCES proposal (id), number INTEGER NOT NULL UNIQUE, summary TEXT NOT NULL,
  body TEXT NOT NULL, digest TEXT NOT NULL, at BIGINT NOT NULL
);
-- TMS, TMS-1, APS, DIS, and the way back; the last row of a candidate counts.
CREATE TABLE standing (
  id TEXT PRIMARY KEY, candidate_id TEXT NOT NULL REFERENCES candidate (id), ordinal INTEGER NOT NULL,
  code TEXT NOT NULL CHECK (code IN ('none', 'TMS', 'TMS-1', 'APS', 'DIS')), nip_issued BOOLEAN NOT NULL,
  reason TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, UNIQUE (candidate_id, ordinal)
);
-- Scores that come from outside: the extra tests of the SKB, and an SKB CAT held elsewhere. The last ordinal counts.
CREATE TABLE outside_score (
  candidate_id TEXT NOT NULL REFERENCES candidate (id), test TEXT NOT NULL, ordinal INTEGER NOT NULL,
  points TEXT NOT NULL, most TEXT NOT NULL, source TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
  PRIMARY KEY (candidate_id, test, ordinal)
);
CREATE TABLE objection_window (
  publication_id TEXT PRIMARY KEY REFERENCES publication (id), opens_on TEXT NOT NULL, closes_on TEXT NOT NULL,
  answer_by TEXT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT NOT NULL
);
CREATE TABLE objection (
  id TEXT PRIMARY KEY, publication_id TEXT NOT NULL REFERENCES publication (id),
  candidate_id TEXT NOT NULL REFERENCES candidate (id), stage TEXT NOT NULL, number INTEGER NOT NULL UNIQUE,
  body TEXT NOT NULL, via TEXT NOT NULL CHECK (via IN ('public', 'officer')), filed_at BIGINT NOT NULL,
  filed_by TEXT NOT NULL, receipt TEXT NOT NULL, UNIQUE (candidate_id, stage)
);
CREATE TABLE objection_decision (
  objection_id TEXT PRIMARY KEY REFERENCES objection (id), verdict TEXT NOT NULL CHECK (verdict IN ('granted', 'rejected')),
  template TEXT NOT NULL, answer TEXT NOT NULL, remedy TEXT NOT NULL, at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL, approved_by TEXT NOT NULL
);
