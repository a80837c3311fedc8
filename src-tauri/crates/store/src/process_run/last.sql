SELECT process_run.id, last.attempt, process_run.run_date,
       -- One whose program ended without a word: the lease is free, or another's.
       CASE WHEN last.status = 'running' AND NOT EXISTS (SELECT 1 FROM lease WHERE holder IS NOT NULL
                                                         AND lease.fencing_token = last.fencing_token)
            THEN 'interrupted' ELSE last.status END,
       last.started_at, last.ended_at, last.reason,
       (SELECT COUNT(*) FROM invoice WHERE invoice.process_run_id = process_run.id),
       (SELECT COUNT(DISTINCT contract_id) FROM process_run_reason AS parked INDEXED BY process_run_reason_parked
        WHERE parked.process_run_id = process_run.id AND parked.attempt = last.attempt AND parked.code = 'contract_parked'),
       last.origin, last.run_on_date, last.contracts_due, last.undone_at
FROM process_run
JOIN process_run_attempt AS last ON last.process_run_id = process_run.id
WHERE process_run.id = (SELECT process_run_id FROM process_run_attempt ORDER BY started_at DESC, process_run_id DESC LIMIT 1)
  AND last.attempt = (SELECT MAX(attempt) FROM process_run_attempt WHERE process_run_id = process_run.id)
