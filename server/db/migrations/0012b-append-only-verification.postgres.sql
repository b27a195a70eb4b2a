CREATE TRIGGER verification_append_only BEFORE UPDATE OR DELETE ON verification FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER verification_check_append_only BEFORE UPDATE OR DELETE ON verification_check FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER verification_announcement_append_only BEFORE UPDATE OR DELETE ON verification_announcement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_decision_append_only BEFORE UPDATE OR DELETE ON appeal_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_view_append_only BEFORE UPDATE OR DELETE ON record_view FOR EACH ROW EXECUTE FUNCTION refuse_change();
