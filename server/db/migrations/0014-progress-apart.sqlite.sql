-- What every answer moves lies in a narrow table of its own: the pages that a full hall writes in one commit are a fifth.
-- `attempt` is both together, for all who read.
ALTER TABLE attempt RENAME TO attempt_state;
CREATE TABLE attempt_progress (
  attempt_id TEXT PRIMARY KEY, answered INTEGER NOT NULL, flagged INTEGER NOT NULL, last_seq INTEGER NOT NULL,
  last_event INTEGER
) WITHOUT ROWID;
INSERT INTO attempt_progress SELECT id, answered, flagged, last_seq, last_event FROM attempt_state;
ALTER TABLE attempt_state DROP COLUMN answered;
ALTER TABLE attempt_state DROP COLUMN flagged;
ALTER TABLE attempt_state DROP COLUMN last_seq;
ALTER TABLE attempt_state DROP COLUMN last_event;
ALTER TABLE attempt_state DROP COLUMN head;
CREATE VIEW attempt AS
SELECT s.id, s.sitting_id, s.candidate_id, s.status, p.answered, p.flagged, s.items, s.deadline, s.grace_ms, s.how,
  p.last_seq, coalesce(e.hash, '') AS head, s.held_from, p.last_event
FROM attempt_state s LEFT JOIN attempt_progress p ON p.attempt_id = s.id
LEFT JOIN attempt_event e ON e.ordinal = p.last_event;
