-- Invoices of one contract or run are found by its index, which a condition that may be left out could not use.
WITH candidate AS (
    SELECT id FROM invoice WHERE contract_id = :contract
    UNION ALL
    SELECT id FROM invoice WHERE :contract IS NULL AND process_run_id = :process_run
    UNION ALL
    SELECT id FROM invoice WHERE :contract IS NULL AND :process_run IS NULL
), found_contract AS (
    -- Names are looked at once, not beside each of their invoices.
    SELECT id FROM contract WHERE name LIKE :search ESCAPE '\' OR key LIKE :search ESCAPE '\'
), found_customer AS (
    SELECT id FROM customer WHERE name LIKE :search ESCAPE '\' OR key LIKE :search ESCAPE '\'
), fitting AS (
    SELECT invoice.id, invoice.status, invoice.invoice_date, invoice.total_minor, contract.currency,
           contract.name AS contract_name, customer.name AS customer_name
    FROM candidate
    CROSS JOIN invoice ON invoice.id = candidate.id
    CROSS JOIN contract ON contract.id = invoice.contract_id
    CROSS JOIN customer ON customer.id = invoice.customer_id
    WHERE (:status IS NULL OR invoice.status = :status)
      AND (:process_run IS NULL OR invoice.process_run_id = :process_run)
      AND (:customer IS NULL OR invoice.customer_id = :customer)
      AND (:from IS NULL OR invoice.invoice_date >= :from)
      AND (:to IS NULL OR invoice.invoice_date <= :to)
      AND (:search = '%%' OR invoice.contract_id IN (SELECT id FROM found_contract)
           OR invoice.customer_id IN (SELECT id FROM found_customer)
           OR invoice.number LIKE :search ESCAPE '\' OR invoice.total_minor = :minor)
)
