-- The index is named, since without statistics the planner would read everything that was passed over. Attempts whose work
-- was taken back with that of the last stand or fall with it.
SELECT process_run.id, last.attempt, process_run.run_date,
       -- One whose program ended without a word: the lease is free, or another's.
       CASE WHEN last.status = 'running' AND NOT EXISTS (SELECT 1 FROM lease WHERE holder IS NOT NULL
                                                         AND lease.fencing_token = last.fencing_token)
            THEN 'interrupted' ELSE last.status END,
       last.started_at, last.ended_at, last.reason,
       (SELECT COUNT(*) FROM invoice WHERE invoice.process_run_id = process_run.id),
       (SELECT COUNT(DISTINCT parked.contract_id)
        FROM process_run_attempt AS own
        CROSS JOIN process_run_reason AS parked INDEXED BY process_run_reason_parked
            ON parked.process_run_id = own.process_run_id AND parked.attempt = own.attempt
            AND parked.code = 'contract_parked'
        WHERE own.process_run_id = process_run.id AND own.undone_at IS last.undone_at
          AND NOT EXISTS (
              SELECT 1 FROM process_run_attempt AS later
              WHERE later.process_run_id = own.process_run_id AND later.attempt > own.attempt
                AND later.undone_at IS own.undone_at
                AND (EXISTS (SELECT 1 FROM process_run_reason AS again
                             WHERE again.process_run_id = later.process_run_id AND again.attempt = later.attempt
                               AND again.contract_id = parked.contract_id)
                     OR EXISTS (SELECT 1 FROM history
                                WHERE history.at = later.started_at AND history.contract_id = parked.contract_id
                                  AND history.command = 'process_run'
                                  AND iif(json_valid(history.detail), json_extract(history.detail, '$.process_run'), NULL)
                                        = later.process_run_id)))),
       last.origin, first.run_on_date,
       CASE WHEN first.attempt = last.attempt OR last.contracts_due IS NULL THEN last.contracts_due
            ELSE MAX(COALESCE(first.contracts_due, 0), last.contracts_due, (
                SELECT COUNT(DISTINCT history.contract_id)
                FROM process_run_attempt AS own
                CROSS JOIN history ON history.at = own.started_at AND history.command = 'process_run'
                    AND iif(json_valid(history.detail), json_extract(history.detail, '$.process_run'), NULL)
                          = own.process_run_id
                WHERE own.process_run_id = process_run.id AND own.undone_at IS last.undone_at)) END,
       last.undone_at
FROM process_run
JOIN process_run_attempt AS last ON last.process_run_id = process_run.id
    AND last.attempt = (SELECT MAX(attempt) FROM process_run_attempt WHERE process_run_id = process_run.id)
JOIN process_run_attempt AS first ON first.process_run_id = process_run.id
    AND first.attempt = (SELECT MIN(own.attempt) FROM process_run_attempt AS own
                         WHERE own.process_run_id = process_run.id AND own.undone_at IS last.undone_at)
