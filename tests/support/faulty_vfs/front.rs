//! The table of C functions that SQLite calls: asks the plan of the folder, then the system's own VFS.
//!
//! It decides nothing: what fails is the plan's affair. Files that no plan is about are opened as the system's own, so
//! that SQLite never comes here again for them.

#![expect(unsafe_code, reason = "a VFS is a table of C functions that SQLite calls")]

use std::{
    ffi::{CStr, c_char, c_int, c_void},
    fs, mem,
    path::{Path, PathBuf},
    ptr, slice,
    sync::OnceLock,
};

use rusqlite::ffi;

use super::{
    Call, Fault, Shared, locked,
    power_cut::{FileId, Recorder},
    watching,
};

/// The system's own VFS and the one that stands in front of it.
struct Installed {
    system: *mut ffi::sqlite3_vfs,
    _front: *mut ffi::sqlite3_vfs,
}

// SAFETY: both live as long as the process and are not changed after they were made; SQLite locks its own list.
unsafe impl Send for Installed {}
// SAFETY: as above.
unsafe impl Sync for Installed {}

static INSTALLED: OnceLock<Installed> = OnceLock::new();

/// Makes this VFS the default one of the process, once.
pub(super) fn install() {
    INSTALLED.get_or_init(|| {
        // SAFETY: a null name asks for the default VFS, which SQLite never frees; it is copied while nobody changes it.
        let (system, mut front) = unsafe {
            let system = ffi::sqlite3_vfs_find(ptr::null());
            assert!(!system.is_null(), "SQLite has a VFS");
            (system, *system)
        };
        // The first version: time as a float and no replaceable system calls, so that less has to be passed on. The
        // functions that load libraries stay the system's own; they look at no VFS, and nothing here calls them.
        front.iVersion = 1;
        front.szOsFile += mem::size_of::<File>() as c_int;
        front.zName = c"faulty".as_ptr();
        front.pNext = ptr::null_mut();
        front.xOpen = Some(open);
        front.xDelete = Some(delete);
        front.xAccess = Some(access);
        front.xFullPathname = Some(full_pathname);
        front.xRandomness = Some(randomness);
        front.xSleep = Some(sleep);
        front.xCurrentTime = Some(current_time);
        front.xGetLastError = Some(get_last_error);
        let front = Box::into_raw(Box::new(front));
        // SAFETY: the VFS is whole and never freed.
        let registered = unsafe { ffi::sqlite3_vfs_register(front, 1) };
        assert_eq!(registered, ffi::SQLITE_OK, "the VFS registers");
        Installed { system, _front: front }
    });
}

fn system() -> *mut ffi::sqlite3_vfs {
    INSTALLED.get().expect("SQLite knows this VFS only once it is installed").system
}

/// Passes a call of the VFS on to the system's.
macro_rules! pass_on {
    ($method:ident($($argument:expr),*)) => {{
        let system = system();
        // SAFETY: the arguments are those that SQLite gave for this very method.
        unsafe { (*system).$method.map_or(ffi::SQLITE_ERROR, |method| method(system, $($argument),*)) }
    }};
}

unsafe extern "C" fn full_pathname(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    pass_on!(xFullPathname(name, length, out))
}

unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, length: c_int, out: *mut c_char) -> c_int {
    pass_on!(xRandomness(length, out))
}

unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    pass_on!(xSleep(microseconds))
}

unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    pass_on!(xCurrentTime(out))
}

unsafe extern "C" fn get_last_error(_: *mut ffi::sqlite3_vfs, length: c_int, out: *mut c_char) -> c_int {
    pass_on!(xGetLastError(length, out))
}

/// The path that SQLite names; none for a temporary file, and none where it is no text.
fn path_of(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: a name from SQLite is a C string that lives as long as the call.
    let name = unsafe { CStr::from_ptr(name) };
    name.to_str().ok().map(PathBuf::from)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, syncs_folder: c_int) -> c_int {
    let path = path_of(name);
    let Some((path, state)) = path.and_then(|path| watching(&path).map(|state| (path, state))) else {
        return pass_on!(xDelete(name, syncs_folder));
    };
    if locked(&state).strike(Call::Delete, false).is_some() {
        return Call::Delete.error();
    }
    let code = pass_on!(xDelete(name, 0));
    if code == ffi::SQLITE_OK
        && let Some(recorder) = &mut locked(&state).recorder
    {
        recorder.delete(&file_name(&path), syncs_folder != 0);
    }
    code
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let state = path_of(name).and_then(|path| watching(&path));
    if state.is_some_and(|state| locked(&state).strike(Call::Access, false).is_some()) {
        return Call::Access.error();
    }
    pass_on!(xAccess(name, flags, out))
}

/// A watched file, as SQLite allocates it: the system's file follows.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    opened: *mut Opened,
}

struct Opened {
    state: Shared,
    id: Option<FileId>,
    system: SystemFile,
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let path = path_of(name);
    let Some((path, state)) = path.and_then(|path| watching(&path).map(|state| (path, state))) else {
        // The system's file takes the whole place, and SQLite never comes here again for it.
        return pass_on!(xOpen(name, file, flags, out_flags));
    };
    // SAFETY: SQLite gives as many bytes as `szOsFile` asks for, and expects the methods to be set in any case.
    let place = unsafe {
        (*file).pMethods = ptr::null();
        SystemFile(file.cast::<File>().add(1).cast())
    };
    let is_new = flags & ffi::SQLITE_OPEN_CREATE != 0 && fs::symlink_metadata(&path).is_err();
    if locked(&state).strike(Call::Open, is_new).is_some() {
        return Call::Open.error();
    }
    // SAFETY: as above; the system's file begins without methods, as it would where SQLite had made the place for it.
    unsafe { (*place.0).pMethods = ptr::null() };
    let code = pass_on!(xOpen(name, place.0, flags, out_flags));
    if code != ffi::SQLITE_OK {
        if place.is_open() {
            place.close();
        }
        return code;
    }
    let id = locked(&state).recorder.as_mut().map(|recorder| recorder.open(&file_name(&path)));
    let opened = Box::into_raw(Box::new(Opened { state, id, system: place }));
    // SAFETY: the place is as large as a `File`, and aligned like any allocation of SQLite.
    unsafe {
        file.cast::<File>().write(File { base: ffi::sqlite3_file { pMethods: &raw const METHODS }, opened });
    };
    ffi::SQLITE_OK
}

/// The system's file behind a watched one.
#[derive(Clone, Copy)]
struct SystemFile(*mut ffi::sqlite3_file);

/// Calls a method of the system's file.
macro_rules! call {
    ($file:expr, $method:ident($($argument:expr),*)) => {{
        let file: SystemFile = $file;
        // SAFETY: the file is open, so its methods are set, and the arguments are those that SQLite gave for this very
        // method, or a shorter piece of the same buffer.
        unsafe { (*(*file.0).pMethods).$method.map_or(ffi::SQLITE_IOERR, |method| method(file.0, $($argument),*)) }
    }};
}

impl SystemFile {
    fn is_open(self) -> bool {
        // SAFETY: the place holds a file of the system's VFS, open or not.
        unsafe { !(*self.0).pMethods.is_null() }
    }

    fn close(self) -> c_int {
        call!(self, xClose())
    }

    fn size(self) -> i64 {
        let mut size = 0;
        if call!(self, xFileSize(&raw mut size)) == ffi::SQLITE_OK { size } else { 0 }
    }
}

/// The watched file behind what SQLite holds.
fn opened<'a>(file: *mut ffi::sqlite3_file) -> &'a Opened {
    // SAFETY: SQLite calls these methods only between `open` and `close`, and one file from one thread at a time.
    unsafe { &*(*file.cast::<File>()).opened }
}

impl Opened {
    fn strike(&self, call: Call, grows: bool) -> Option<Fault> {
        locked(&self.state).strike(call, grows)
    }

    fn record(&self, what: impl FnOnce(&mut Recorder, FileId)) {
        if let (Some(recorder), Some(id)) = (&mut locked(&self.state).recorder, self.id) {
            what(recorder, id);
        }
    }

    fn write(&self, bytes: &[u8], offset: i64) -> c_int {
        let code = call!(self.system, xWrite(bytes.as_ptr().cast(), bytes.len() as c_int, offset));
        if code == ffi::SQLITE_OK {
            self.record(|recorder, id| recorder.write(id, offset as u64, bytes));
        }
        code
    }
}

/// The second version: no mapped pages, which nobody could count.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let code = opened(file).system.close();
    // SAFETY: made by `open` and taken back here once, since SQLite closes a file once.
    drop(unsafe { Box::from_raw((*file.cast::<File>()).opened) });
    code
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    out: *mut c_void,
    length: c_int,
    offset: i64,
) -> c_int {
    let file = opened(file);
    match file.strike(Call::Read, false) {
        None => call!(file.system, xRead(out, length, offset)),
        Some(fault) => {
            if fault == Fault::Half {
                // Whatever it says, the buffer holds half of the truth.
                let _ = call!(file.system, xRead(out, length / 2, offset));
            }
            Call::Read.error()
        }
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    data: *const c_void,
    length: c_int,
    offset: i64,
) -> c_int {
    let file = opened(file);
    // SAFETY: SQLite gives a buffer of that length, which it does not change during the call.
    let bytes = unsafe { slice::from_raw_parts(data.cast::<u8>(), length as usize) };
    let grows = offset + i64::from(length) > file.system.size();
    match file.strike(Call::Write, grows) {
        None => file.write(bytes, offset),
        Some(Fault::Full) => ffi::SQLITE_FULL,
        Some(fault) => {
            if fault == Fault::Half {
                let _ = file.write(&bytes[..bytes.len() / 2], offset);
            }
            Call::Write.error()
        }
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    let file = opened(file);
    if file.strike(Call::Truncate, false).is_some() {
        return Call::Truncate.error();
    }
    let code = call!(file.system, xTruncate(size));
    if code == ffi::SQLITE_OK {
        file.record(|recorder, id| recorder.truncate(id, size as u64));
    }
    code
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    let file = opened(file);
    if file.strike(Call::Sync, false).is_some() {
        return Call::Sync.error();
    }
    file.record(Recorder::sync);
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    let file = opened(file);
    if file.strike(Call::Size, false).is_some() {
        return Call::Size.error();
    }
    call!(file.system, xFileSize(out))
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    let file = opened(file);
    if file.strike(Call::Lock, false).is_some() {
        return Call::Lock.error();
    }
    call!(file.system, xLock(level))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    call!(opened(file).system, xUnlock(level))
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    call!(opened(file).system, xCheckReservedLock(out))
}

unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, code: c_int, argument: *mut c_void) -> c_int {
    let file = opened(file);
    if code == ffi::SQLITE_FCNTL_PRAGMA && locked(&file.state).never_syncs {
        weaken(argument.cast());
    }
    call!(file.system, xFileControl(code, argument))
}

/// Turns what `PRAGMA synchronous` is to become into `OFF`, where SQLite keeps the word that it is about to read.
fn weaken(pragma: *const *mut c_char) {
    // SAFETY: for this code SQLite gives an array of strings: a place for an answer, the pragma's name and the text of
    // its value or null. It made the latter for this statement alone, and what is written is no longer than it was.
    unsafe {
        let (name, value) = (*pragma.add(1), *pragma.add(2));
        if !value.is_null()
            && CStr::from_ptr(name) == c"synchronous"
            && CStr::from_ptr(value).count_bytes() >= 3
        {
            ptr::copy_nonoverlapping(c"OFF".as_ptr(), value, 4);
        }
    }
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    call!(opened(file).system, xSectorSize())
}

unsafe extern "C" fn device_characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    call!(opened(file).system, xDeviceCharacteristics())
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    size: c_int,
    extends: c_int,
    out: *mut *mut c_void,
) -> c_int {
    let file = opened(file);
    // Asked without the right to extend, the system says whether the region is there.
    // SAFETY: SQLite gives a place for the answer.
    let grows = extends != 0
        && call!(file.system, xShmMap(region, size, 0, out)) == ffi::SQLITE_OK
        && unsafe { (*out).is_null() };
    match file.strike(Call::ShmMap, grows) {
        None => call!(file.system, xShmMap(region, size, extends, out)),
        Some(fault) => {
            // SAFETY: as above.
            unsafe { *out = ptr::null_mut() };
            if fault == Fault::Full { ffi::SQLITE_IOERR_SHMSIZE } else { Call::ShmMap.error() }
        }
    }
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    let file = opened(file);
    if flags & ffi::SQLITE_SHM_LOCK != 0 && file.strike(Call::ShmLock, false).is_some() {
        return Call::ShmLock.error();
    }
    call!(file.system, xShmLock(offset, count, flags))
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    let system = opened(file).system;
    // SAFETY: the file is open, so its methods are set.
    unsafe { (*(*system.0).pMethods).xShmBarrier.map_or((), |barrier| barrier(system.0)) }
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, deletes: c_int) -> c_int {
    call!(opened(file).system, xShmUnmap(deletes))
}
