CREATE TRIGGER room_event_no_update BEFORE UPDATE ON room_event BEGIN SELECT RAISE(ABORT, 'room_event is append-only'); END;
CREATE TRIGGER room_event_no_delete BEFORE DELETE ON room_event BEGIN SELECT RAISE(ABORT, 'room_event is append-only'); END;
CREATE TRIGGER outage_no_update BEFORE UPDATE ON outage BEGIN SELECT RAISE(ABORT, 'outage is append-only'); END;
CREATE TRIGGER outage_no_delete BEFORE DELETE ON outage BEGIN SELECT RAISE(ABORT, 'outage is append-only'); END;
CREATE TRIGGER minutes_note_no_update BEFORE UPDATE ON minutes_note BEGIN SELECT RAISE(ABORT, 'minutes_note is append-only'); END;
CREATE TRIGGER minutes_note_no_delete BEFORE DELETE ON minutes_note BEGIN SELECT RAISE(ABORT, 'minutes_note is append-only'); END;
DROP TRIGGER command_no_update;
CREATE TRIGGER command_no_update BEFORE UPDATE ON command
WHEN OLD.state <> 'waiting' OR NEW.id <> OLD.id OR NEW.body <> OLD.body OR NEW.actor <> OLD.actor OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'command is append-only'); END;
DROP TRIGGER score_no_update;
CREATE TRIGGER score_no_update BEFORE UPDATE ON score
WHEN NOT EXISTS (SELECT 1 FROM attempt_event WHERE attempt_id = OLD.attempt_id AND kind = 'reopened')
BEGIN SELECT RAISE(ABORT, 'score is append-only'); END;
