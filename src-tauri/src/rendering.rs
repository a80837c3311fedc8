//! What the web view of Linux must be told before it starts.

/// Lets the web view pass its pictures through shared memory where there is no graphics card.
///
/// The default path through DMA-BUF shows an empty window on some machines without one, and takes a third more
/// memory on the others. What the user has set wins.
pub(crate) fn prefer_shared_memory_without_a_gpu() {
    #[cfg(target_os = "linux")]
    {
        const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
        if std::env::var_os(VARIABLE).is_none() && !has_render_node() {
            #[expect(
                unsafe_code,
                reason = "the first statement of main: no other thread reads the environment"
            )]
            // SAFETY: called before the first thread is started.
            unsafe {
                std::env::set_var(VARIABLE, "1");
            }
        }
    }
}

#[cfg(target_os = "linux")]
fn has_render_node() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    })
}
