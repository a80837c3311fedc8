SELECT status, currency, COUNT(*), SUM(total_minor)
FROM fitting
GROUP BY status, currency
ORDER BY currency, status
