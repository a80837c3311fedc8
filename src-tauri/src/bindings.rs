//! The one list of commands and events, and the TypeScript the page calls them through.
//!
//! `ui/src/bindings.ts` is generated from this list and committed, so that the page can be checked without
//! building the shell. `cargo xtask bindings` writes it; the test below fails where it is out of date.

use tauri_specta::{Builder, collect_commands, collect_events};

use crate::{
    commands::{
        backlog, batch_jobs, contract_set_up, contracts, exports, history, imports, invoices, overview,
        program, runs, set_up, transactions,
    },
    events::{
        BookChanged, ClosingAsked, DeleteProgress, ExportProgress, ImportProgress, RunEnded, RunProgress,
    },
};

/// Every command and event that the page may use.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        // One type for each Rust type, instead of one for reading and one for writing.
        .disable_serde_phases()
        .commands(collect_commands![
            program::start_state,
            program::open_example,
            program::create_book,
            program::choose_file,
            program::open_chosen,
            program::open_recent_book,
            program::forget_recent_book,
            program::close_book,
            program::book_header,
            program::page_was_lost,
            program::program_settings,
            program::set_program_settings,
            program::close_window,
            program::hold_unsaved,
            program::quit,
            contracts::contracts,
            contracts::contract,
            contracts::shares,
            contracts::mark,
            contract_set_up::contract_set_up,
            contract_set_up::look_at_contract,
            contract_set_up::save_contract,
            contract_set_up::copy_contract,
            contract_set_up::set_contract_status,
            contract_set_up::delete_contract,
            contract_set_up::distribute_evenly,
            contract_set_up::look_at_line,
            contract_set_up::save_line,
            contract_set_up::delete_line,
            contract_set_up::move_line,
            contract_set_up::schedule_plan,
            contract_set_up::generate_schedule,
            contract_set_up::save_schedule_row,
            contract_set_up::delete_schedule_rows,
            contract_set_up::skip_schedule_rows,
            contract_set_up::periodic_milestones,
            contract_set_up::set_limit_state,
            transactions::transactions,
            transactions::look_at_transactions,
            transactions::save_transactions,
            transactions::change_transactions,
            transactions::delete_transactions,
            transactions::change_matching_transactions,
            transactions::delete_matching_transactions,
            transactions::mark_transactions,
            backlog::backlog,
            backlog::backlog_totals,
            backlog::chosen_sums,
            backlog::mark_matching,
            backlog::undo,
            backlog::recent_changes,
            backlog::trace,
            overview::home,
            overview::figures,
            overview::radar,
            overview::calendar,
            overview::utilization,
            backlog::find,
            contracts::explain,
            runs::run_calendar,
            runs::preview_run,
            runs::preview_invoice,
            runs::preview_pages,
            runs::start_run,
            runs::cancel_run,
            runs::process_run,
            runs::process_runs,
            runs::run_proof,
            runs::verdicts,
            runs::verdict_facets,
            invoices::invoices,
            invoices::invoice,
            invoices::invoice_pages,
            invoices::preview_create,
            invoices::create_invoices,
            invoices::delete_drafts,
            invoices::cancel_delete,
            batch_jobs::batch_jobs,
            batch_jobs::batch_job,
            batch_jobs::job_name,
            batch_jobs::workflow_plans,
            batch_jobs::save_batch_job,
            batch_jobs::start_batch_job,
            batch_jobs::act_on_batch_job,
            batch_jobs::decide_for_batch_job,
            batch_jobs::job_days,
            batch_jobs::missed_run_dates,
            batch_jobs::skip_run_dates,
            batch_jobs::parked_contracts,
            batch_jobs::retry_parked,
            batch_jobs::undo_run,
            set_up::record_counts,
            set_up::records,
            set_up::record_use_counts,
            set_up::record,
            set_up::look_at_record,
            set_up::look_at_frequency,
            set_up::save_record,
            set_up::delete_record,
            set_up::look_at_holidays,
            set_up::save_holidays,
            set_up::currencies,
            set_up::choose_logo,
            history::record_history,
            exports::export_pdf,
            exports::cancel_export,
            exports::export_list,
            imports::choose_spreadsheet,
            imports::open_spreadsheet,
            imports::dry_run_spreadsheet,
            imports::import_spreadsheet,
            imports::export_import_errors,
            imports::cancel_import,
        ])
        .events(collect_events![
            BookChanged,
            ClosingAsked,
            DeleteProgress,
            ExportProgress,
            ImportProgress,
            RunEnded,
            RunProgress
        ])
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use specta_typescript::Typescript;

    /// Without this the page and the shell could disagree about a command and still both compile.
    #[test]
    fn export_bindings() {
        let written = tempfile::tempdir().unwrap();
        let written = written.path().join("bindings.ts");
        let header = "// Generated by `cargo xtask bindings` from src-tauri/src/bindings.rs. Never edit it.";
        super::builder().export(Typescript::default().header(header), &written).unwrap();
        let generated = fs::read_to_string(&written).unwrap();

        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/bindings.ts");
        if env::var_os("UPDATE_BINDINGS").is_some() {
            fs::write(&committed, &generated).unwrap();
        }
        let committed = fs::read_to_string(&committed).unwrap_or_default().replace("\r\n", "\n");
        assert!(committed == generated, "ui/src/bindings.ts is out of date: run `cargo xtask bindings`");
    }
}
