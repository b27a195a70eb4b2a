CREATE TRIGGER application_event_append_only BEFORE UPDATE OR DELETE ON application_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
