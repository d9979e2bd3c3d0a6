#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* A still picture of where some rows lie, over the offline map and the districts. Property "caption"
 * (nullable): said below the picture and to screen readers. */
#define LT_TYPE_IMPORT_MAP (lt_import_map_get_type ())
G_DECLARE_FINAL_TYPE (LtImportMap, lt_import_map, LT, IMPORT_MAP, GtkWidget)

LtImportMap *lt_import_map_new (void);
/* What lies below: the session's districts. */
void lt_import_map_set_session (LtImportMap *self, LtSession *session);
/* (nullable) (element-type LtGeometry), degrees; a reference is taken. `old` (nullable): how they were,
 * drawn dashed. The picture shows all of them, and the city where they lie far from it. */
void lt_import_map_set_outlines (LtImportMap *self, GPtrArray *outlines, GPtrArray *old);
void lt_import_map_set_caption (LtImportMap *self, const char *caption);

G_END_DECLS
