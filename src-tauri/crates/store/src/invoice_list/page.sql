, sorted AS (
    SELECT id, CASE :sort
        WHEN 'date' THEN invoice_date
        WHEN 'customer' THEN customer_name
        WHEN 'contract' THEN contract_name
        WHEN 'total' THEN currency
        WHEN 'status' THEN CASE status WHEN 'draft' THEN 1 WHEN 'in_review' THEN 2 WHEN 'confirmed' THEN 3 ELSE 4 END
        END AS rung, CASE :sort WHEN 'total' THEN total_minor END AS second
    FROM fitting
), page AS (
    SELECT id, rung, second
    FROM sorted
    ORDER BY CASE WHEN NOT :descending THEN rung END, CASE WHEN :descending THEN rung END DESC,
             CASE WHEN NOT :descending THEN second END, CASE WHEN :descending THEN second END DESC,
             CASE WHEN :descending THEN -id ELSE id END
    LIMIT :limit OFFSET :offset
)
SELECT invoice.id, invoice.number, invoice.status, customer.key, customer.name, contract.key, contract.name,
       invoice.invoice_date, contract.currency, invoice.total_minor,
       (SELECT COUNT(*) FROM invoice_line WHERE invoice_line.invoice_id = invoice.id)
FROM page
CROSS JOIN invoice ON invoice.id = page.id
CROSS JOIN contract ON contract.id = invoice.contract_id
CROSS JOIN customer ON customer.id = invoice.customer_id
ORDER BY CASE WHEN NOT :descending THEN page.rung END, CASE WHEN :descending THEN page.rung END DESC,
         CASE WHEN NOT :descending THEN page.second END, CASE WHEN :descending THEN page.second END DESC,
         CASE WHEN :descending THEN -page.id ELSE page.id END
