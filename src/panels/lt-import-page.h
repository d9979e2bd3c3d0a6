#pragma once

#include <adwaita.h>

#include "lt-import-map.h"
#include "lt-import-plan.h"

G_BEGIN_DECLS

/* What the assistant's pages have in common. Signal "said": the person said something about the file, so
 * that the plan has to look at it again. */
#define LT_TYPE_IMPORT_PAGE (lt_import_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (LtImportPage, lt_import_page, LT, IMPORT_PAGE, AdwBin)

struct _LtImportPageClass
{
  AdwBinClass parent_class;

  /* Shows what the plan knows; it may be another plan than before. */
  void (*update) (LtImportPage *self, LtImportPlan *plan);
};

void lt_import_page_update (LtImportPage *self, LtImportPlan *plan);
/* Does nothing while the page is being updated. */
void lt_import_page_say (LtImportPage *self);
/* (transfer none) (nullable): NULL before the first update. */
LtImportPlan *lt_import_page_get_plan (LtImportPage *self);
/* TRUE while the page is being updated: what changes is then not the person's doing. */
gboolean lt_import_page_is_updating (LtImportPage *self);

/* A page that scrolls, with margins; what is put into it is below each other. (transfer none). */
GtkBox *lt_import_page_make_box (LtImportPage *self);
/* Values on one line: "甲 · 乙 · 丙". (transfer full). */
char *lt_import_page_join (const char *const *values);

G_END_DECLS
