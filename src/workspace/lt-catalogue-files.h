#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* Fills the tables of a new workspace from a catalogue's directory: catalogue.csv, chains.csv,
 * segments.csv, chain-districts.csv, measures.csv, districts.geojson, and enterprises.csv where there
 * is one. Within the caller's transaction, without a step in the journal. An error names file, row
 * and column. */
gboolean lt_catalogue_files_load (LtStore *store, const char *folder, GError **error);

G_END_DECLS
