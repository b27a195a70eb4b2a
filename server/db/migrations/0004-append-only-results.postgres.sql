CREATE TRIGGER publication_append_only BEFORE UPDATE OR DELETE ON publication FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER publication_withdrawal_append_only BEFORE UPDATE OR DELETE ON publication_withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER standing_append_only BEFORE UPDATE OR DELETE ON standing FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outside_score_append_only BEFORE UPDATE OR DELETE ON outside_score FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_set_append_only BEFORE UPDATE OR DELETE ON rule_set FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER objection_append_only BEFORE UPDATE OR DELETE ON objection FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER objection_decision_append_only BEFORE UPDATE OR DELETE ON objection_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rescoring_append_only BEFORE UPDATE OR DELETE ON rescoring FOR EACH ROW EXECUTE FUNCTION refuse_change();
