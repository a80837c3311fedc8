-- The list of what entries are about, and where each chain ended, are kept as the history itself is: they only grow.
CREATE TRIGGER history_record_is_never_changed BEFORE UPDATE ON history_record
BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER history_record_is_never_deleted BEFORE DELETE ON history_record
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER history_end_only_moves_on BEFORE UPDATE ON history_end WHEN NEW.sequence <= OLD.sequence
BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER history_end_is_never_deleted BEFORE DELETE ON history_end
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
