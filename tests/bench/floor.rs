//! The floor of a process run: the same rows, written with prepared statements and nothing else.

use std::{error::Error, path::Path};

use rusqlite::{Connection, OpenFlags, types::Value};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// The tables that a run adds to, in the order in which a contract's rows are written.
const INSERTED: [&str; 7] = [
    "invoice",
    "invoice_line",
    "invoice_line_detail",
    "invoice_tax",
    "history",
    "process_run_reason",
    "process_run_exception",
];

/// Everything that a run wrote, grouped by contract.
pub struct Rows {
    contracts: Vec<ContractRows>,
    attempt: Vec<(String, Vec<Vec<Value>>)>,
}

struct ContractRows {
    inserts: Vec<(usize, Vec<Value>)>,
    /// Line and number of each share that was claimed.
    shares: Vec<(i64, i64)>,
    /// Schedule rows that have run, with their reason.
    schedule_rows: Vec<(i64, Option<String>)>,
}

/// Opens a book under the pragmas of the program.
pub fn open(path: &Path) -> Done<Connection> {
    let connection = Connection::open(path)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
    )?;
    Ok(connection)
}

impl Rows {
    /// Reads what a run wrote into a book that had no invoice before.
    pub fn read(ran: &Path) -> Done<Self> {
        let connection = Connection::open_with_flags(ran, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let ids = column(&connection, "SELECT id FROM contract ORDER BY id", [])?;
        let contracts =
            ids.into_iter().map(|id| ContractRows::read(&connection, id)).collect::<Done<Vec<_>>>()?;
        let table = |name: &str| {
            Ok::<_, Box<dyn Error>>((
                insert_sql(&connection, name)?,
                all(&connection, &format!("SELECT * FROM {name}"), [])?,
            ))
        };
        let attempt = vec![table("process_run")?, table("process_run_attempt")?, table("process_run_total")?];
        Ok(Self { contracts, attempt })
    }

    /// Writes it all, a database transaction for each contract as the run does.
    pub fn write(&self, connection: &Connection) -> Done {
        let inserts = INSERTED.iter().map(|table| insert_sql(connection, table)).collect::<Done<Vec<_>>>()?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for (sql, rows) in &self.attempt {
            for row in rows {
                connection.prepare_cached(sql)?.execute(rusqlite::params_from_iter(row))?;
            }
        }
        connection.execute_batch("COMMIT")?;
        for contract in &self.contracts {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            for (table, row) in &contract.inserts {
                connection.prepare_cached(&inserts[*table])?.execute(rusqlite::params_from_iter(row))?;
            }
            let sql = "UPDATE share SET billing_status = 'invoice_created' WHERE contract_line_id = ?1 AND id = ?2 AND billing_status = 'ready_to_invoice'";
            for share in &contract.shares {
                connection.prepare_cached(sql)?.execute(*share)?;
            }
            let sql = "UPDATE schedule_row SET run_status = 'run_successful', reason = ?2 WHERE id = ?1 AND run_status = 'not_run'";
            for (row, reason) in &contract.schedule_rows {
                connection.prepare_cached(sql)?.execute((row, reason))?;
            }
            connection.execute_batch("COMMIT")?;
        }
        Ok(())
    }
}

impl ContractRows {
    fn read(connection: &Connection, contract: i64) -> Done<Self> {
        let of_invoices = "WHERE invoice_id IN (SELECT id FROM invoice WHERE contract_id = ?1)";
        let mut inserts = Vec::new();
        for (table, name) in INSERTED.iter().enumerate() {
            let which = if name.starts_with("invoice_") { of_invoices } else { "WHERE contract_id = ?1" };
            let rows = all(connection, &format!("SELECT * FROM {name} {which}"), [contract])?;
            inserts.extend(rows.into_iter().map(|row| (table, row)));
        }
        let mut statement = connection.prepare(
            "SELECT contract_line_id, share_id FROM invoice_line_detail WHERE invoice_id IN (SELECT id FROM invoice WHERE contract_id = ?1)",
        )?;
        let shares = statement
            .query_map([contract], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut statement = connection.prepare(
            "SELECT schedule_row.id, reason FROM schedule_row JOIN contract_line ON contract_line.id = contract_line_id
             WHERE contract_id = ?1 AND run_status = 'run_successful'",
        )?;
        let schedule_rows = statement
            .query_map([contract], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(Self { inserts, shares, schedule_rows })
    }
}

/// Fails where the floor did not write what the run wrote: then the comparison would prove nothing.
pub fn same_rows(ran: &Path, floored: &Path) -> Done {
    for table in INSERTED.iter().chain(&["process_run", "process_run_attempt", "process_run_total"]) {
        let count = |path: &Path| -> Done<i64> {
            Ok(Connection::open(path)?
                .query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))?)
        };
        let (ran, floored) = (count(ran)?, count(floored)?);
        if ran != floored {
            return Err(format!("the run has {ran} rows in {table}, its floor {floored}").into());
        }
    }
    let claimed = |path: &Path| -> Done<i64> {
        let sql = "SELECT COUNT(*) FROM share WHERE billing_status = 'invoice_created'";
        Ok(Connection::open(path)?.query_row(sql, [], |row| row.get(0))?)
    };
    if claimed(ran)? != claimed(floored)? {
        return Err("the run and its floor claimed different shares".into());
    }
    Ok(())
}

fn insert_sql(connection: &Connection, table: &str) -> Done<String> {
    let columns = connection.prepare(&format!("SELECT * FROM {table} LIMIT 0"))?.column_count();
    let places: Vec<String> = (1..=columns).map(|place| format!("?{place}")).collect();
    Ok(format!("INSERT INTO {table} VALUES ({})", places.join(", ")))
}

fn all(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Done<Vec<Vec<Value>>> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map(params, |row| {
        (0..columns).map(|column| row.get(column)).collect::<Result<Vec<Value>, _>>()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn column(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Done<Vec<i64>> {
    let mut statement = connection.prepare(sql)?;
    Ok(statement.query_map(params, |row| row.get(0))?.collect::<Result<_, _>>()?)
}
