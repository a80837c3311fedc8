SELECT process_run.run_date, last.status
FROM process_run
JOIN process_run_attempt AS last ON last.process_run_id = process_run.id
WHERE process_run.run_date BETWEEN ?1 AND ?2
  AND last.attempt = (SELECT MAX(attempt) FROM process_run_attempt WHERE process_run_id = process_run.id)
ORDER BY process_run.run_date
