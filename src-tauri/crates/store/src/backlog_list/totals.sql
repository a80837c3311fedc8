SELECT contract.currency, COUNT(*),
       SUM(CASE WHEN share.billing_type = 'chargeable' AND share.billing_status = 'ready_to_invoice' THEN share.amount_minor ELSE 0 END),
       SUM(CASE WHEN share.billing_type = 'chargeable' AND share.billing_status = 'not_ready' THEN share.amount_minor ELSE 0 END)
