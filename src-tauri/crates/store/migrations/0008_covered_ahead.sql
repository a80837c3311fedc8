-- A person says that the clock is right: what was covered by a clock that was ahead is covered no more.
ALTER TABLE coverage ADD COLUMN put_back_at TEXT;

DROP TRIGGER coverage_never_falls;
CREATE TRIGGER coverage_never_falls BEFORE UPDATE ON coverage
WHEN NEW.covered_through < OLD.covered_through AND NEW.put_back_at IS OLD.put_back_at
BEGIN SELECT RAISE(ABORT, 'a covered date stays covered'); END;
