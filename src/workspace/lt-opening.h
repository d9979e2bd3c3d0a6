#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* Opens a workspace file for use: says in one sentence what is wrong with a file that can't be used,
 * checks it, migrates an older schema (with a backup beside it). *reason gets the sentence why the
 * file can only be read, or NULL; *newer tells whether it has a newer schema. Returns: (transfer full). */
LtStore *lt_opening_open (const char *path, char **reason, gboolean *newer, GError **error);

/* Before each change: makes sure that the file is still the one that was opened, and turns on the log that
 * lets others read meanwhile. Not done on opening, so that a file which is only looked at stays as it is. */
gboolean lt_opening_prepare_writing (LtStore *store, GError **error);

/* Brings an older schema up to date, with `back_up` after a backup. */
gboolean lt_opening_upgrade (LtStore *store, gboolean back_up, GError **error);

/* Makes a new file from a catalogue's directory. LT_ERROR_EXISTS when there is one; nothing is left
 * behind on failure. */
gboolean lt_opening_create (const char *path, const char *catalogue_dir, GError **error);

G_END_DECLS
