#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* Where a project stands, derived from its dates: its pin's shape and letter in its chain's colour, the
 * stage, and what it is late with. */
#define LT_TYPE_PROJECT_BANNER (lt_project_banner_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectBanner, lt_project_banner, LT, PROJECT_BANNER, GtkWidget)

GtkWidget *lt_project_banner_new (void);
void lt_project_banner_show (LtProjectBanner *self, LtRecord *record, LtCatalogue *catalogue);

G_END_DECLS
