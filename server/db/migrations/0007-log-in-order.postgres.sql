DROP TRIGGER attempt_event_append_only ON attempt_event;
ALTER TABLE attempt_event ADD COLUMN ordinal INTEGER;
ALTER TABLE attempt_event ADD COLUMN previous INTEGER;
UPDATE attempt_event SET ordinal = numbered.ordinal
FROM (SELECT attempt_id, seq, row_number() OVER (ORDER BY at, attempt_id, seq) AS ordinal FROM attempt_event) AS numbered
WHERE numbered.attempt_id = attempt_event.attempt_id AND numbered.seq = attempt_event.seq;
UPDATE attempt_event SET previous = before.ordinal
FROM attempt_event AS before WHERE before.attempt_id = attempt_event.attempt_id AND before.seq = attempt_event.seq - 1;
ALTER TABLE attempt_event ALTER COLUMN ordinal SET NOT NULL;
ALTER TABLE attempt_event ADD UNIQUE (ordinal);
CREATE TRIGGER attempt_event_append_only BEFORE UPDATE OR DELETE ON attempt_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE attempt ADD COLUMN last_event INTEGER;
UPDATE attempt SET last_event =
  (SELECT e.ordinal FROM attempt_event e WHERE e.attempt_id = attempt.id ORDER BY e.seq DESC LIMIT 1);
