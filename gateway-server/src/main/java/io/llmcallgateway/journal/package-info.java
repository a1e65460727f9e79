/// The journal: one record per accepted call, spooled before the answer ends, then kept by a store.
///
/// A call enters by `CallJournal` and waits in the `Spool`. `SpoolDrainer` is the thread that moves
/// it into a `CallStore`; `JournalWatch` is the thread that writes down calls under way
/// (`BegunCalls`), so that a killed process leaves a record of them. Readers use `CallReader`. The
/// format of the spool is that of `SpoolFrame` and `SpoolRecordWriter` and belongs to this package
/// alone.
@NullMarked
package io.llmcallgateway.journal;

import org.jspecify.annotations.NullMarked;
