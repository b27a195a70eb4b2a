CREATE TRIGGER room_event_append_only BEFORE UPDATE OR DELETE ON room_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outage_append_only BEFORE UPDATE OR DELETE ON outage FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minutes_note_append_only BEFORE UPDATE OR DELETE ON minutes_note FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP TRIGGER command_append_only ON command;
CREATE FUNCTION refuse_command_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR NEW.id <> OLD.id OR NEW.body <> OLD.body OR NEW.actor <> OLD.actor
    OR NEW.at <> OLD.at THEN RAISE EXCEPTION 'command is append-only'; END IF;
  RETURN NEW; END $$;
CREATE TRIGGER command_append_only BEFORE UPDATE OR DELETE ON command FOR EACH ROW EXECUTE FUNCTION refuse_command_change();
DROP TRIGGER score_append_only ON score;
CREATE FUNCTION refuse_score_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' OR NOT EXISTS (SELECT 1 FROM attempt_event WHERE attempt_id = OLD.attempt_id AND kind = 'reopened')
    THEN RAISE EXCEPTION 'score is append-only'; END IF;
  RETURN NEW; END $$;
CREATE TRIGGER score_append_only BEFORE UPDATE OR DELETE ON score FOR EACH ROW EXECUTE FUNCTION refuse_score_change();
