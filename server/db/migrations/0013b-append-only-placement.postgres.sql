CREATE TRIGGER placement_append_only BEFORE UPDATE OR DELETE ON placement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seat_change_append_only BEFORE UPDATE OR DELETE ON seat_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seat_version_append_only BEFORE UPDATE OR DELETE ON seat_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
