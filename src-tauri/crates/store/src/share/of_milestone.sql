SELECT share.id, share.customer_id, NULL, NULL, share.milestone_id, milestone.key, milestone.milestone_date,
       share.quantity, share.unit_price, share.percent, share.billing_type, share.billing_status, share.amount_minor, share.limit_state
FROM share JOIN milestone ON milestone.id = share.milestone_id
WHERE share.milestone_id = ?1 AND share.billing_status <> 'reversed'
ORDER BY share.id
