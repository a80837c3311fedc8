-- Of which attempt the record of each contract stands: the last that handled it, of those whose work was not taken back.
-- One that invoiced all of a contract left no reason behind, but an entry in its history.
WITH standing AS MATERIALIZED (
    SELECT DISTINCT recorded.contract_id, recorded.attempt
    FROM process_run_attempt AS last
    CROSS JOIN process_run_attempt AS own
        ON own.process_run_id = last.process_run_id AND own.undone_at IS last.undone_at
    CROSS JOIN process_run_reason AS recorded
        ON recorded.process_run_id = own.process_run_id AND recorded.attempt = own.attempt
    WHERE last.process_run_id = :run AND last.attempt = :attempt
      AND NOT EXISTS (
          SELECT 1 FROM process_run_attempt AS later
          WHERE later.process_run_id = own.process_run_id AND later.attempt > own.attempt
            AND later.undone_at IS own.undone_at
            AND (EXISTS (SELECT 1 FROM process_run_reason AS again
                         WHERE again.process_run_id = later.process_run_id AND again.attempt = later.attempt
                           AND again.contract_id = recorded.contract_id)
                 OR EXISTS (SELECT 1 FROM history
                            WHERE history.at = later.started_at AND history.contract_id = recorded.contract_id
                              AND history.command = 'process_run'
                              AND iif(json_valid(history.detail), json_extract(history.detail, '$.process_run'), NULL)
                                    = later.process_run_id)))
)
