-- By what every candidate of a run is found again, in the order in which they are shown: parked contracts first, then
-- by contract and line; of a line what was passed over, then what was invoiced. What is said of each is looked up for
-- the rows that are shown, since sorting it would take longer than all the rest.
WITH parked AS MATERIALIZED (
    SELECT DISTINCT contract_id FROM process_run_exception INDEXED BY process_run_exception_parked
    WHERE process_run_id = :run AND attempt = :attempt AND code = 'contract_parked'
), candidate AS (
    SELECT invoice.contract_id, detail.contract_line_id, detail.share_id, invoice.id AS invoice_id, NULL AS exception,
           detail.position AS place, 'invoiced' AS verdict, NULL AS code, NULL AS reason
    FROM invoice
    CROSS JOIN invoice_line_detail AS detail ON detail.invoice_id = invoice.id AND detail.kind = 'charge'
    WHERE invoice.process_run_id = :run
    UNION ALL
    SELECT contract_id, contract_line_id, share_id, NULL, position, position,
           CASE WHEN code = 'contract_parked' THEN 'parked'
                WHEN share_id IS NULL AND schedule_row_id IS NOT NULL THEN 'nothing_due'
                ELSE 'passed_over' END,
           code, code || '|' || COALESCE(cut_off_date, '') || '|' || COALESCE(next_run_date, '') || '|' || COALESCE(reason, '')
    FROM process_run_exception
    WHERE process_run_id = :run AND attempt = :attempt
)
SELECT candidate.contract_id, candidate.contract_line_id, candidate.share_id, candidate.invoice_id, candidate.exception
FROM candidate
CROSS JOIN contract ON contract.id = candidate.contract_id
CROSS JOIN contract_line ON contract_line.id = candidate.contract_line_id
WHERE (:verdict IS NULL OR candidate.verdict = :verdict)
  AND (:code IS NULL OR candidate.code = :code)
  AND (:contract IS NULL OR contract.key = :contract)
  AND (:search = '%%' OR contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\'
       OR contract_line.name LIKE :search ESCAPE '\' OR contract_line.key LIKE :search ESCAPE '\'
       OR candidate.reason IN (SELECT value FROM json_each(:reasons))
       OR EXISTS (SELECT 1 FROM share
                  CROSS JOIN customer ON customer.id = share.customer_id
                  LEFT JOIN "transaction" AS t
                      ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
                  LEFT JOIN milestone ON milestone.id = share.milestone_id
                  WHERE share.contract_line_id = candidate.contract_line_id AND share.id = candidate.share_id
                    AND (t.key LIKE :search ESCAPE '\' OR t.description LIKE :search ESCAPE '\'
                         OR milestone.key LIKE :search ESCAPE '\' OR milestone.name LIKE :search ESCAPE '\'
                         OR customer.key LIKE :search ESCAPE '\' OR customer.name LIKE :search ESCAPE '\')))
ORDER BY candidate.contract_id NOT IN (SELECT contract_id FROM parked), contract.name, contract.key,
         contract_line.position, candidate.invoice_id IS NOT NULL, candidate.invoice_id, candidate.place
LIMIT :limit OFFSET :offset
