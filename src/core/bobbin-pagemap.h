/* bobbin-pagemap.h - the states of a range of pages, from /proc/PID/pagemap
 *
 * One 64-bit entry for each page, in the order of the addresses. Source:
 * Documentation/admin-guide/mm/pagemap.rst of the kernel:
 *   bit 63  present
 *   bit 62  swapped
 *   bit 61  file-mapped or shared-anonymous (since 3.5)
 *   bit 56  mapped exactly once (since 4.2)
 * None of them needs a privilege; the physical page numbers, which do, are
 * not used.
 *
 * The file is kept open and stays bound to the address space that was there
 * when it was opened: when the process has ended, or is a zombie, reading it
 * gives nothing, whoever has its number by then.
 */
#pragma once

#include "bobbin-pages.h"

G_BEGIN_DECLS

#define BOBBIN_PAGEMAP_PRESENT   (G_GUINT64_CONSTANT (1) << 63)
#define BOBBIN_PAGEMAP_SWAPPED   (G_GUINT64_CONSTANT (1) << 62)
#define BOBBIN_PAGEMAP_FILE      (G_GUINT64_CONSTANT (1) << 61)
#define BOBBIN_PAGEMAP_EXCLUSIVE (G_GUINT64_CONSTANT (1) << 56)

/* At most so many entries are asked for at once: half a MiB. */
#define BOBBIN_PAGEMAP_CHUNK 65536u

/* A page that is mapped once is OWN here; whether it was written there or LEFT
 * over is not the kernel's to know. Pure. */
void bobbin_page_states_from_entries (const guint64 *entries, guint n, guint8 *out_states);

/* Writers of another number than those from @first to before @first + @n cannot
 * have written here and count as none. With @forked what is OWN without a writer
 * becomes LEFT: a process that shares with nobody has made its pages itself.
 * Counts again. Pure; @map has states and writers. */
void bobbin_page_map_apply_writers (BobbinPageMap *map, guint first, guint n, gboolean forked);

/* What a thread needs to read, for all its readers together. */
typedef struct _BobbinPageScratch BobbinPageScratch;

BobbinPageScratch *bobbin_page_scratch_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               bobbin_page_scratch_free (BobbinPageScratch *scratch);

/* Reads the same range of one process again and again. Owned by one thread. */
typedef struct _BobbinPageReader BobbinPageReader;

/* Never NULL; a process that cannot be opened is found out by the first read. */
BobbinPageReader *bobbin_page_reader_new  (int pid, guint64 address, guint n_pages,
                                           gsize page_bytes) G_GNUC_WARN_UNUSED_RESULT;
void              bobbin_page_reader_free (BobbinPageReader *reader);

/* 0: the file is open; else why it is not. */
int bobbin_page_reader_get_error (const BobbinPageReader *reader);

/* Reads all pages into @map: states and counts; writers are made room for. FALSE
 * when the process or the range is not there any more: then @map is not valid,
 * and all else in it stays as it was. time_ns is left alone. */
gboolean bobbin_page_reader_read (BobbinPageReader *reader, BobbinPageScratch *scratch, BobbinPageMap *map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPageScratch, bobbin_page_scratch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPageReader, bobbin_page_reader_free)

G_END_DECLS
