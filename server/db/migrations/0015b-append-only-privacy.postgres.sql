CREATE TRIGGER erasure_append_only BEFORE UPDATE OR DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER person_request_append_only BEFORE UPDATE OR DELETE ON person_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER breach_event_append_only BEFORE UPDATE OR DELETE ON breach_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
