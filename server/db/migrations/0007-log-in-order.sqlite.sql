-- The log grows at its end and nowhere else: an index by attempt made each answer write two pages far apart, five times
-- what the answer itself takes. An attempt's events are found from its last one backwards instead.
CREATE TABLE attempt_log (
  ordinal INTEGER PRIMARY KEY, attempt_id TEXT NOT NULL, seq INTEGER NOT NULL, at BIGINT NOT NULL, mono BIGINT NOT NULL,
  kind TEXT NOT NULL, payload TEXT NOT NULL, source TEXT NOT NULL, source_seq INTEGER NOT NULL, hash TEXT NOT NULL,
  previous INTEGER
);
INSERT INTO attempt_log (ordinal, attempt_id, seq, at, mono, kind, payload, source, source_seq, hash, previous)
SELECT rowid, attempt_id, seq, at, mono, kind, payload, source, source_seq, hash,
  lag(rowid) OVER (PARTITION BY attempt_id ORDER BY seq)
FROM attempt_event ORDER BY rowid;
ALTER TABLE attempt ADD COLUMN last_event INTEGER;
UPDATE attempt SET last_event =
  (SELECT e.rowid FROM attempt_event e WHERE e.attempt_id = attempt.id ORDER BY e.seq DESC LIMIT 1);
DROP TRIGGER score_no_update;
DROP TABLE attempt_event;
ALTER TABLE attempt_log RENAME TO attempt_event;
CREATE INDEX attempt_event_turn ON attempt_event (attempt_id) WHERE kind NOT IN ('answered', 'flagged', 'late');
CREATE TRIGGER attempt_event_no_update BEFORE UPDATE ON attempt_event BEGIN SELECT RAISE(ABORT, 'attempt_event is append-only'); END;
CREATE TRIGGER attempt_event_no_delete BEFORE DELETE ON attempt_event BEGIN SELECT RAISE(ABORT, 'attempt_event is append-only'); END;
CREATE TRIGGER score_no_update BEFORE UPDATE ON score
WHEN NOT EXISTS (
  SELECT 1 FROM attempt_event
  WHERE attempt_id = OLD.attempt_id AND kind NOT IN ('answered', 'flagged', 'late') AND kind = 'reopened'
)
BEGIN SELECT RAISE(ABORT, 'score is append-only'); END;
