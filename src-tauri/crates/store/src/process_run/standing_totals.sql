-- What was ready before the first attempt, with what became ready between two of them; what the last left is left out.
WITH told AS MATERIALIZED (
    SELECT total.attempt, total.currency, total.ready_before_minor, total.invoiced_minor, total.left_out_minor
    FROM process_run_attempt AS last
    CROSS JOIN process_run_attempt AS own
        ON own.process_run_id = last.process_run_id AND own.undone_at IS last.undone_at
    CROSS JOIN process_run_total AS total
        ON total.process_run_id = own.process_run_id AND total.attempt = own.attempt
    WHERE last.process_run_id = :run AND last.attempt = :attempt
), ended AS (SELECT MAX(attempt) AS attempt FROM told)
SELECT told.currency,
       SUM(told.ready_before_minor) - SUM(CASE WHEN told.attempt < ended.attempt THEN told.left_out_minor ELSE 0 END),
       SUM(told.invoiced_minor), SUM(CASE WHEN told.attempt = ended.attempt THEN told.left_out_minor ELSE 0 END)
FROM told
CROSS JOIN ended
GROUP BY told.currency
ORDER BY told.currency
