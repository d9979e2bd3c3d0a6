#pragma once

#include <gtk/gtk.h>

#include "lt-kind-counts.h"

G_BEGIN_DECLS

/* "27 enterprises", "0 parcels", "0 projects" of what is looked at, each a way to its panel. */
#define LT_TYPE_COUNT_LINKS (lt_count_links_get_type ())
G_DECLARE_FINAL_TYPE (LtCountLinks, lt_count_links, LT, COUNT_LINKS, GtkWidget)

/* Both (nullable), references are taken. */
void lt_count_links_set (LtCountLinks *self, LtSession *session, LtKindCounts *counts);

G_END_DECLS
