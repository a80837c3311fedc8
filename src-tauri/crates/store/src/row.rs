//! Reading columns as the values of the domain.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::money::{Currency, Money};
use rusqlite::{Row, types::ValueRef};
use rust_decimal::Decimal;

use crate::{error::StoreError, values};

/// Columns of a row by place, each read as what it must be.
pub(crate) trait Columns {
    fn text(&self, column: usize) -> Result<&str, StoreError>;
    fn optional_text(&self, column: usize) -> Result<Option<&str>, StoreError>;

    /// Text as far as it reads, for telling what is wrong with it.
    fn lossy(&self, column: usize) -> Result<String, StoreError>;

    fn string(&self, column: usize) -> Result<String, StoreError> {
        self.text(column).map(str::to_owned)
    }

    fn optional_string(&self, column: usize) -> Result<Option<String>, StoreError> {
        Ok(self.optional_text(column)?.map(str::to_owned))
    }

    fn date(&self, column: usize) -> Result<NaiveDate, StoreError> {
        values::date(self.text(column)?)
    }

    fn optional_date(&self, column: usize) -> Result<Option<NaiveDate>, StoreError> {
        self.optional_text(column)?.map(values::date).transpose()
    }

    fn instant(&self, column: usize) -> Result<DateTime<Utc>, StoreError> {
        values::instant(self.text(column)?)
    }

    fn decimal(&self, column: usize) -> Result<Decimal, StoreError> {
        values::decimal(self.text(column)?)
    }

    fn optional_decimal(&self, column: usize) -> Result<Option<Decimal>, StoreError> {
        self.optional_text(column)?.map(values::decimal).transpose()
    }

    fn word<T: FromStr>(&self, column: usize) -> Result<T, StoreError> {
        let text = self.text(column)?;
        text.parse().map_err(|_| unreadable("a known word", text))
    }

    fn currency(&self, column: usize) -> Result<Currency, StoreError> {
        let text = self.text(column)?;
        Currency::from_code(text).map_err(|_| unreadable("a currency", text))
    }

    fn money(&self, column: usize, currency: Currency) -> Result<Money, StoreError>;
    fn optional_money(&self, column: usize, currency: Currency) -> Result<Option<Money>, StoreError>;
}

impl Columns for Row<'_> {
    fn text(&self, column: usize) -> Result<&str, StoreError> {
        self.optional_text(column)?.ok_or_else(|| unreadable("a text", ""))
    }

    fn optional_text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        let value = self.get_ref(column)?;
        if value == ValueRef::Null {
            return Ok(None);
        }
        value.as_str().map(Some).map_err(|_| unreadable("a text", ""))
    }

    fn lossy(&self, column: usize) -> Result<String, StoreError> {
        let bytes = self.get_ref(column)?.as_bytes().map_err(|_| unreadable("a text", ""))?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    fn money(&self, column: usize, currency: Currency) -> Result<Money, StoreError> {
        let minor: i64 = self.get(column)?;
        Money::from_minor(minor, currency).map_err(|_| unreadable("an amount", &minor.to_string()))
    }

    fn optional_money(&self, column: usize, currency: Currency) -> Result<Option<Money>, StoreError> {
        let is_there = self.get::<_, Option<i64>>(column)?.is_some();
        is_there.then(|| self.money(column, currency)).transpose()
    }
}

pub(crate) fn unreadable(kind: &'static str, value: &str) -> StoreError {
    StoreError::Unreadable { kind, value: value.to_owned() }
}

/// Holds a write to the one row that it is about.
pub(crate) fn one_changed(changed: usize, what: impl FnOnce() -> String) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict { what: what() }) }
}

/// Runs a query and reads each row.
macro_rules! select {
    ($connection:expr, $sql:expr, $params:expr, $read:expr) => {{
        let mut statement = $connection.inner.prepare_cached($sql)?;
        let mut rows = statement.query($params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push($read(row)?);
        }
        Ok::<_, $crate::error::StoreError>(found)
    }};
}

/// Runs a query that finds one row or none.
macro_rules! select_one {
    ($connection:expr, $sql:expr, $params:expr, $read:expr) => {{
        let mut statement = $connection.inner.prepare_cached($sql)?;
        let mut rows = statement.query($params)?;
        match rows.next()? {
            Some(row) => Ok::<_, $crate::error::StoreError>(Some($read(row)?)),
            None => Ok(None),
        }
    }};
}

/// Executes a statement and gives how many rows it changed.
macro_rules! execute {
    ($tx:expr, $sql:expr, $params:expr) => {{ Ok::<usize, $crate::error::StoreError>($tx.inner.prepare_cached($sql)?.execute($params)?) }};
}

pub(crate) use {execute, select, select_one};
